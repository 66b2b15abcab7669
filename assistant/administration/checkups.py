"""Checks that take a while: each runs in a thread of its own, and its last outcome is kept until the next."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import Generic, TypeVar

from assistant.administration.model_state import ModelState, model_state
from assistant.reporting import report
from corpus.corpus import Corpus
from corpus.errors import TransferlotseError
from corpus.examination import Disagreement, Progress, examine
from corpus.settings import Settings
from corpus.texts import administration as texts

Outcome = TypeVar("Outcome")

CLOSING_SECONDS = 2.0


class Closed(Exception):
    """The house closes: nobody waits for the outcome any more."""


@dataclass(frozen=True, slots=True)
class CheckupState(Generic[Outcome]):
    """How far a check is, `progress` from 0 to 1, and what the last one that ended found, or the German `failure`."""

    is_running: bool = False
    progress: float = 0.0
    outcome: Outcome | None = None
    failure: str = ""
    ended_at: datetime | None = None


class Checkup(Generic[Outcome]):
    """One kind of check; of several that begin at once only the first is made. Safe to call from several threads."""

    def __init__(self, work: Callable[[Progress], Outcome]) -> None:
        self._work = work
        self._lock = Lock()
        self._closed = False
        self._thread: Thread | None = None
        self.state: CheckupState[Outcome] = CheckupState()

    def begin(self, *, patience: float) -> None:
        """Begin, unless it is running already, and wait so many seconds at most for its end."""
        with self._lock:
            if not self.state.is_running:
                self.state = replace(self.state, is_running=True, progress=0.0)
                self._thread = Thread(target=copy_context().run, args=(self._run,), daemon=True, name="checkup")
                self._thread.start()
            thread = self._thread
        if thread:
            thread.join(patience)

    def close(self) -> None:
        """Let it end at its next step, and wait for that a little."""
        self._closed = True
        if self._thread:
            self._thread.join(CLOSING_SECONDS)

    def _run(self) -> None:
        try:
            outcome, failure = self._work(self._progressed), ""
        except TransferlotseError as error:
            outcome, failure = None, error.message
        except Exception as error:  # whatever is broken, the page must be able to say that the check did not end
            if not self._closed:
                report(error)
            outcome, failure = None, texts.CHECK_FAILED
        self.state = CheckupState(outcome=outcome, failure=failure, ended_at=datetime.now(UTC))

    def _progressed(self, share: float) -> None:
        if self._closed:
            raise Closed
        self.state = replace(self.state, progress=share)


class Checkups:
    """The checks of this house."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        self.model: Checkup[ModelState] = Checkup(lambda _: model_state(settings))
        self.holdings: Checkup[tuple[Disagreement, ...]] = Checkup(lambda progress: examine(corpus, progress))

    def close(self) -> None:
        """Let what is running come to its end."""
        self.holdings.close()
