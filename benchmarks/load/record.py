"""What was waited for, and how long; every figure of the report is made from these."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

OK, TURNED_AWAY = "ok", "turned away"


class Kind(StrEnum):
    """What somebody waited for."""

    SEARCH = "search"
    FIRST = "first token, own share"
    ANSWER = "whole answer"
    PAGE = "page"
    PICTURE = "picture of a page"
    FEEDBACK = "feedback"
    HEALTH = "/healthz"
    UPLOAD = "upload"
    INGEST = "document taken in"
    READING = "slow reading"


@dataclass(frozen=True, slots=True)
class Sample:
    """Asked for `at` seconds after the profile began, there after so many `seconds`; else `outcome` says what came."""

    kind: Kind
    at: float
    seconds: float
    outcome: str = OK

    @property
    def is_error(self) -> bool:
        """Neither what was asked for nor a polite refusal."""
        return self.outcome not in (OK, TURNED_AWAY)


@dataclass(slots=True)
class Record:
    """The samples of one profile, and what else was counted, as they come; used by one event loop."""

    samples: list[Sample] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    _began: float = field(default_factory=time.perf_counter)

    def now(self) -> float:
        """Seconds since the profile began."""
        return time.perf_counter() - self._began

    def note(self, kind: Kind, at: float, *, outcome: str = OK, seconds: float | None = None) -> None:
        """What was asked for at `at` is there now, or after so many `seconds`."""
        self.samples.append(Sample(kind, at, self.now() - at if seconds is None else seconds, outcome))

    def count(self, name: str) -> None:
        """Once more."""
        self.counts[name] = self.counts.get(name, 0) + 1


def seconds_of(samples: Sequence[Sample], kind: Kind, *, begin: float = 0, end: float = float("inf")) -> list[float]:
    """How long what was asked for from `begin` to `end` took, where it came."""
    return [s.seconds for s in samples if s.kind is kind and s.outcome == OK and begin <= s.at < end]


def percentile(seconds: Sequence[float], share: float) -> float:
    """The time within which this share (0 to 1) was there; nan of nothing."""
    return float(np.quantile(seconds, share)) if seconds else float("nan")
