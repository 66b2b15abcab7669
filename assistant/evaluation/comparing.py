"""This measurement beside an earlier one: what was gained, what was lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from assistant.evaluation.figures import QUALITY
from corpus.errors import RefusedFile
from corpus.texts import evaluation as texts

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of quality, before and now."""

    name: str
    before: float
    now: float

    @property
    def change(self) -> float:
        """Above 0 is a gain."""
        return round(self.now - self.before, 4)

    def lost(self, tolerance: float) -> bool:
        """Whether the figure fell by more than that."""
        return self.before - self.now > tolerance + _ROUNDING


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures that both have; `same_set` is whether both were measured on the same questions."""

    differences: tuple[Difference, ...]
    same_set: bool

    def losses(self, tolerance: float) -> tuple[Difference, ...]:
        """What fell by more than that."""
        return tuple(difference for difference in self.differences if difference.lost(tolerance))


def read_baseline(file: Path) -> dict[str, Any]:
    """What `--json` printed earlier; raises RefusedFile when it holds no figure of quality."""
    try:
        baseline = json.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise RefusedFile(texts.FILE_MISSING.format(file=file)) from error
    except OSError as error:
        raise RefusedFile(texts.FILE_UNREADABLE.format(file=file, reason=error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise RefusedFile(texts.NO_BASELINE.format(file=file)) from error
    if not isinstance(baseline, dict) or not any(_share(baseline.get(name)) for name in QUALITY):
        raise RefusedFile(texts.NO_BASELINE.format(file=file))
    return baseline


def compare(now: Mapping[str, Any], before: Mapping[str, Any]) -> Comparison:
    """Both as `--json` prints them; raises RefusedFile when they have no figure in common."""
    shared = [name for name in QUALITY if _share(now.get(name)) and _share(before.get(name))]
    if not shared:
        raise RefusedFile(texts.NOTHING_SHARED)
    differences = tuple(Difference(name, before[name], now[name]) for name in shared)
    return Comparison(differences, _identity(now) == _identity(before))


def _share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _identity(measured: Mapping[str, Any]) -> dict[str, Any] | None:
    """The set without its passages: these change with the splitter, which is what people want to compare."""
    described = measured.get("set")
    return {k: v for k, v in described.items() if k != "passages"} if isinstance(described, dict) else None
