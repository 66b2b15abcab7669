"""One answer on its way: made in a thread of its own, whoever listens, and stored when it has ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from functools import partial
from threading import Lock, Semaphore

from assistant.conversations.models import AnswerState, FailedEvent, StoppedEvent, StoredAnswer, ToldEvent
from assistant.conversations.store import Conversations
from assistant.conversations.telling import Telling
from assistant.models import (
    Answer,
    BlockEvent,
    Citation,
    CitationEvent,
    DoneEvent,
    Event,
    Sentence,
    Status,
    StatusEvent,
)
from assistant.reporting import report
from corpus.database import is_away
from corpus.errors import TransferlotseError
from corpus.texts import conversations as texts


class Production:
    """`make` is called in its own thread; whatever ends the answer first, its end or `stop`, decides what it is.

    `ended` then hears what became of it, and after how many seconds.
    """

    def __init__(
        self,
        stored: StoredAnswer,
        conversations: Conversations,
        ended: Callable[[AnswerState, Answer | None, float], None],
    ) -> None:
        self.stored = stored
        self.telling = Telling()
        self._conversations = conversations
        self._ended = ended
        self._begun_at = time.monotonic()
        self._lock = Lock()
        self._has_ended = False
        self._unstored: Callable[[], None] | None = None
        self._sentences: dict[int, Sentence] = {}
        self._citations: dict[int, Citation] = {}

    @property
    def has_ended(self) -> bool:
        """Whether it is known what became of the answer; its thread may still be on its way out."""
        return self._has_ended

    @property
    def is_stored(self) -> bool:
        """Whether the store knows what became of it, if that is known at all."""
        return self._unstored is None

    def store_again(self) -> None:
        """Store what became of it, where that failed before; raises whatever the store does."""
        if store := self._unstored:
            store()
            self._unstored = None

    def make(self, events: Generator[Event], places: Semaphore) -> None:
        """Take the events as they come and tell them, as soon as there is a place."""
        if not places.acquire(blocking=False):
            self.telling.tell(StatusEvent(texts.WAITING))
            places.acquire()
        try:
            with closing(events):
                if not self._has_ended:
                    self._take(events)
        except TransferlotseError as error:
            self.fail(error.message)
        except Exception as error:  # an answerer may raise anything, and who listens must learn of it
            if not self._has_ended:
                report(error)
            self.fail(texts.DATABASE_AWAY if is_away(error) else texts.UNEXPECTED)
        finally:
            places.release()

    def stop(self) -> None:
        """End it here and now; the thread closes the stream at its next event."""
        so_far = self._so_far()
        self._end(AnswerState.STOPPED, StoppedEvent(so_far), so_far)

    def fail(self, reason: str) -> None:
        """End it for a German reason."""
        self._end(AnswerState.FAILED, FailedEvent(reason), None, reason)

    def _take(self, events: Generator[Event]) -> None:
        for event in events:
            if self._has_ended:
                return
            match event:
                case DoneEvent(answer):
                    self._end(AnswerState.DONE, event, answer)
                    return
                case BlockEvent(index, sentence):
                    self._sentences[index] = sentence
                case CitationEvent(citation):
                    self._citations[citation.number] = citation
            self.telling.tell(event)

    def _so_far(self) -> Answer:
        sentences = tuple(sentence for _, sentence in sorted(self._sentences.copy().items()))
        used = {number for sentence in sentences for number in sentence.citations}
        return Answer(
            question=self.stored.question,
            understood=self.stored.question,
            status=Status.PARTIAL,
            engine="",
            sentences=sentences,
            citations=tuple(citation for number, citation in sorted(self._citations.copy().items()) if number in used),
            notes=(texts.STOPPED,),
        )

    def _end(self, state: AnswerState, event: ToldEvent, answer: Answer | None, reason: str | None = None) -> None:
        with self._lock:
            if self._has_ended:
                return
            self._has_ended = True
            store = partial(self._conversations.finish, self.stored.id, state, answer, reason)
            try:
                store()
            except Exception as error:  # the disk may be full: who listens shall have the answer all the same
                report(error)
                self._unstored = store
            self.telling.tell(event, last=True)
        self._ended(state, answer, time.monotonic() - self._begun_at)
