"""Checks that take a while: each runs in a thread of its own, and its last outcome is kept until the next.

Where several processes serve the house, it is kept as a fact: the page may be asked for at another one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.administration.model_state import ModelState, model_state
from assistant.reporting import report
from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.errors import TransferlotseError
from corpus.examination import Disagreement, Progress, examine
from corpus.records import set_fact
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


class KeptState(Generic[Outcome]):
    """How the last check of a kind ended, at whatever process."""

    def __init__(self, catalogue: Catalogue, name: str, form: TypeAdapter[CheckupState[Outcome]]) -> None:
        self._catalogue = catalogue
        self._fact = f"checkup.{name}"
        self._form = form

    def keep(self, state: CheckupState[Outcome]) -> None:
        """Keep it in place of an earlier one."""
        with self._catalogue.writing() as connection:
            set_fact(connection, self._fact, self._form.dump_json(state).decode())

    def last(self) -> CheckupState[Outcome] | None:
        """None where none has ended yet, or another version of the program kept it."""
        try:
            return self._form.validate_json(self._catalogue.fact(self._fact) or "")
        except ValidationError:
            return None


class Checkup(Generic[Outcome]):
    """One kind of check; of several that begin at once only the first is made. Safe to call from several threads."""

    def __init__(self, work: Callable[[Progress], Outcome], kept: KeptState[Outcome] | None = None) -> None:
        self._work = work
        self._kept = kept
        self._lock = Lock()
        self._closed = False
        self._thread: Thread | None = None
        self._state: CheckupState[Outcome] = CheckupState()

    @property
    def state(self) -> CheckupState[Outcome]:
        """How far it is here or, where none is made here, how the last one ended."""
        own = self._state
        return own if own.is_running or self._kept is None else self._kept.last() or own

    def begin(self, *, patience: float) -> None:
        """Begin, unless it is running already, and wait so many seconds at most for its end."""
        with self._lock:
            if not self._state.is_running:
                self._state = replace(self._state, is_running=True, progress=0.0)
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
        ended = CheckupState(outcome=outcome, failure=failure, ended_at=datetime.now(UTC))
        if self._kept and not self._closed:
            try:
                self._kept.keep(ended)
            except Exception as error:  # the database may be away: then it is known here alone
                report(error)
        self._state = ended

    def _progressed(self, share: float) -> None:
        if self._closed:
            raise Closed
        self._state = replace(self._state, progress=share)


_MODEL: TypeAdapter[CheckupState[ModelState]] = TypeAdapter(CheckupState[ModelState])
_HOLDINGS: TypeAdapter[CheckupState[tuple[Disagreement, ...]]] = TypeAdapter(CheckupState[tuple[Disagreement, ...]])


class Checkups:
    """The checks of this house."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        def kept(name: str, form: TypeAdapter[CheckupState[Outcome]]) -> KeptState[Outcome] | None:
            return KeptState(corpus.catalogue, name, form) if corpus.catalogue.is_shared else None

        self.model: Checkup[ModelState] = Checkup(lambda _: model_state(settings), kept("model", _MODEL))
        self.holdings: Checkup[tuple[Disagreement, ...]] = Checkup(
            lambda progress: examine(corpus, progress), kept("holdings", _HOLDINGS)
        )

    def close(self) -> None:
        """Let what is running come to its end."""
        self.holdings.close()
