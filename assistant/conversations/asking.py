"""Asking within a conversation: a question is stored first, then answered whoever listens."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextvars import copy_context
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock, Semaphore, Thread

from assistant.assistant import Assistant
from assistant.conversations.elsewhere import ToldElsewhere, last_event, request_stop, running_answers
from assistant.conversations.models import AnswerState, StoredAnswer
from assistant.conversations.production import Production
from assistant.conversations.redaction import is_redacted
from assistant.conversations.store import Conversations
from assistant.conversations.telling import Told, whole
from assistant.metrics import Metrics
from assistant.models import Answer, Event, Question
from corpus.errors import TooBusy
from corpus.texts import conversations as texts
from corpus.tracing import Tracing

AT_ONCE = 8
MOST_OPEN = 200
KEPT_SECONDS = 60.0
CLOSING_SECONDS = 2.0
# Another process looks twice a second whether its answers are still wanted.
STOPPING_SECONDS, STOPPING_LOOKS_EVERY = 3.0, 0.1


@dataclass(frozen=True, slots=True)
class _Running:
    production: Production
    thread: Thread
    owner: str | None


class Asking:
    """Answers questions and keeps them; of open answers `at_once` are made, the others wait.

    The events of an answer stay in memory until `KEPT_SECONDS` after the next question finds it ended; later listeners
    get it whole from the store. As for `Conversations`, another owner's answers are not there. `metrics` and `tracing`
    hear of each answer that ends. Where other processes make answers too, `heed` must be called again and again. Safe
    to call from several threads.
    """

    def __init__(
        self,
        assistant: Assistant,
        conversations: Conversations,
        *,
        metrics: Metrics | None = None,
        tracing: Tracing | None = None,
        at_once: int = AT_ONCE,
        most_open: int = MOST_OPEN,
        finishing_seconds: float = 0.0,
    ) -> None:
        """`finishing_seconds` is how long `close` waits for what is still being answered."""
        self._assistant = assistant
        self._conversations = conversations
        self._metrics = metrics or Metrics()
        self._tracing = tracing or Tracing()
        self._places = Semaphore(at_once)
        self._most_open = most_open
        self._finishing_seconds = finishing_seconds
        self._lock = Lock()
        self._running: dict[str, _Running] = {}
        self._ended_at: dict[str, float] = {}

    def of(self, owner: str | None, assistant: Assistant | None = None) -> Asking:
        """The same places and answers, for the questions of somebody else; `assistant` tells what they may know."""
        theirs = copy(self)
        theirs._assistant = assistant or self._assistant
        theirs._conversations = self._conversations.of(owner, assistant.catalogue if assistant else None)
        return theirs

    def begin(self, question: Question, conversation_id: str | None = None) -> StoredAnswer:
        """Store a question, in a new conversation where none is named, and begin to answer it.

        What was asked before in the conversation is known here, `question.earlier` is not. Raises RefusedQuestion,
        NotFound for the conversation, and TooBusy; then nothing is stored.
        """
        asked = self._assistant.checked(question)
        earlier = self._conversations.earlier(conversation_id) if conversation_id else ()
        with self._lock:
            self._forget_ended()
            if len(self._running) - len(self._ended_at) >= self._most_open:
                raise TooBusy(texts.TOO_BUSY)
            # Within the lock: whoever finds the stored question must find it being answered, too.
            stored = self._conversations.begin(asked, conversation_id)
            production = Production(stored, self._conversations, self._has_ended)
            events = self._events(replace(asked, earlier=earlier))
            thread = Thread(
                target=copy_context().run, args=(production.make, events, self._places), daemon=True, name="answer"
            )
            self._running[stored.id] = _Running(production, thread, self._conversations.owner)
        thread.start()
        return stored

    def listen(self, answer_id: str) -> Told:
        """The events of an answer, live or, of one made elsewhere or a while ago, as a whole; raises NotFound."""
        running = self._running_of_mine(answer_id)
        # What was told may rest on what may not be seen any more.
        if running and not (running.production.has_ended and is_redacted(self._conversations.answer(answer_id))):
            return running.production.telling
        stored = self._conversations.answer(answer_id)
        if stored.state is AnswerState.RUNNING and self._is_one_of_many:
            return ToldElsewhere(partial(self._conversations.answer, answer_id))
        return whole(last_event(stored))

    def stop(self, answer_id: str) -> StoredAnswer:
        """End an answer where it stands, as seen by everybody; one that has ended stays as it is. Raises NotFound."""
        if running := self._running_of_mine(answer_id):
            running.production.stop()
        stored = self._conversations.answer(answer_id)
        if stored.state is not AnswerState.RUNNING or not self._is_one_of_many:
            return stored
        request_stop(self._conversations.catalogue, self._conversations.owner, answer_id)
        deadline = time.monotonic() + STOPPING_SECONDS
        while stored.state is AnswerState.RUNNING and time.monotonic() < deadline:
            time.sleep(STOPPING_LOOKS_EVERY)
            stored = self._conversations.answer(answer_id)
        return stored

    def stop_all(self) -> None:
        """End what is being answered for this owner where it stands."""
        if self._is_one_of_many:
            request_stop(self._conversations.catalogue, self._conversations.owner)
        with self._lock:
            mine = [running for running in self._running.values() if running.owner == self._conversations.owner]
        for running in mine:
            running.production.stop()

    def remove(self, conversation_id: str) -> None:
        """Delete a conversation and whatever is being answered in it; raises NotFound."""
        self._conversations.remove(conversation_id)
        self._drop(lambda running: running.production.stored.conversation_id == conversation_id)

    def remove_all(self) -> None:
        """Delete every conversation of this owner and whatever is being answered in them."""
        self._conversations.remove_all()
        self._drop(lambda running: running.owner == self._conversations.owner)

    @property
    def is_busy(self) -> bool:
        """Whether anything is being answered here."""
        return bool(self._open_ones())

    def heed(self) -> None:
        """End what other processes want stopped or have deleted, and store again what could not be stored."""
        with self._lock:
            every = list(self._running.values())
        for running in every:
            running.production.store_again()
        catalogue, process_id = self._conversations.catalogue, self._conversations.process_id
        known = running_answers(catalogue, process_id) if process_id else {}
        for running in every:
            if not running.production.has_ended and known.get(running.production.stored.id, True):
                running.production.stop()
        # Stored by a question of which nobody heard that it was stored: the database went away just then.
        with self._lock:
            lost = known.keys() - self._running.keys()
        for answer_id in lost:
            self._conversations.finish(answer_id, AnswerState.FAILED, None, texts.INTERRUPTED)

    def close(self) -> None:
        """Wait for what is still being answered; what is then left has failed, and says that it was interrupted."""
        deadline = time.monotonic() + self._finishing_seconds
        for running in self._open_ones():
            running.thread.join(max(0.0, deadline - time.monotonic()))
        open_ones = self._open_ones()
        for running in open_ones:
            running.production.fail(texts.INTERRUPTED)
        deadline = time.monotonic() + CLOSING_SECONDS
        for running in open_ones:
            running.thread.join(max(0.0, deadline - time.monotonic()))

    @property
    def _is_one_of_many(self) -> bool:
        return self._conversations.process_id is not None

    def _open_ones(self) -> list[_Running]:
        with self._lock:
            return [running for running in self._running.values() if not running.production.has_ended]

    def _running_of_mine(self, answer_id: str) -> _Running | None:
        with self._lock:
            running = self._running.get(answer_id)
        return running if running and running.owner == self._conversations.owner else None

    def _drop(self, is_meant: Callable[[_Running], bool]) -> None:
        with self._lock:
            dropped = [running for running in self._running.values() if is_meant(running)]
            for running in dropped:
                self._ended_at.pop(running.production.stored.id, None)
                del self._running[running.production.stored.id]
        for running in dropped:
            running.production.stop()

    def _has_ended(self, state: AnswerState, answer: Answer | None, seconds: float) -> None:
        self._metrics.ended(state, answer, seconds)
        if answer and state is AnswerState.DONE:
            self._tracing.told("answer", answer.timings_ms, {"status": answer.status, "engine": answer.engine})

    def _events(self, question: Question) -> Generator[Event]:
        yield from self._assistant.stream(question)

    def _forget_ended(self) -> None:
        now = time.monotonic()
        for answer_id, running in list(self._running.items()):
            if not running.production.has_ended or (self._is_one_of_many and not running.production.is_stored):
                continue
            if now - self._ended_at.setdefault(answer_id, now) > KEPT_SECONDS:
                del self._running[answer_id], self._ended_at[answer_id]
