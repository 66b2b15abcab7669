"""Conversations, their answers and the verdicts on these as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.models import Answer, Event
from corpus.models import Filters


class AnswerState(StrEnum):
    """Where an answer stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class Reason(StrEnum):
    """What is wrong with an answer."""

    SOURCE_WRONG = "source_wrong"
    FALSE = "false"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A person's verdict on an answer; times here and below are UTC."""

    helpful: bool
    reasons: tuple[Reason, ...]
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions that belong together; `updated_at` is when the last one was asked."""

    id: str
    title: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A question of a conversation and what became of it; `position` counts from 1.

    `answer` is there once it is done; of a stopped one it holds the sentences so far. `reason` says in German why one
    failed.
    """

    id: str
    conversation_id: str
    position: int
    question: str
    filters: Filters
    state: AnswerState
    answer: Answer | None
    reason: str | None
    feedback: Feedback | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoppedEvent:
    """The answer was stopped; the last event. `answer` holds what was there."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class FailedEvent:
    """The answer could not be made, for this German reason; the last event."""

    reason: str


ToldEvent = Event | StoppedEvent | FailedEvent
