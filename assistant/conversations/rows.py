"""Rows of the tables as values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from assistant.conversations.models import AnswerState, Conversation, Feedback, Reason, StoredAnswer
from assistant.conversations.record import to_answer
from corpus.models import Filters
from corpus.schema import answers, feedback

ANSWERS: Select[Any] = select(
    answers,
    feedback.c.helpful,
    feedback.c.reasons,
    feedback.c.text,
    feedback.c.created_at.label("judged_at"),
).outerjoin(feedback, feedback.c.answer_id == answers.c.id)


def to_conversation(row: Row[Any]) -> Conversation:
    """A row of `conversations`."""
    return Conversation(row.id, row.title, _utc(row.created_at), _utc(row.updated_at))


def to_stored(row: Row[Any]) -> StoredAnswer:
    """A row of `ANSWERS`."""
    judged = row.helpful is not None
    return StoredAnswer(
        id=row.id,
        conversation_id=row.conversation_id,
        position=row.position,
        question=row.question,
        filters=Filters(row.filters),
        state=AnswerState(row.state),
        answer=to_answer(row.answer) if row.answer is not None else None,
        reason=row.reason,
        feedback=to_feedback(row.helpful, row.reasons, row.text, row.judged_at) if judged else None,
        created_at=_utc(row.created_at),
        finished_at=_utc(row.finished_at) if row.finished_at else None,
    )


def to_feedback(helpful: bool, reasons: list[str], text: str, created_at: datetime) -> Feedback:
    """The columns of `feedback`."""
    return Feedback(helpful, tuple(Reason(reason) for reason in reasons), text, _utc(created_at))


def _utc(stored: datetime) -> datetime:
    return stored.replace(tzinfo=UTC)
