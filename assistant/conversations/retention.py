"""Conversations whose time is over: counted by the day of each question, then deleted, in one transaction.

Killed at any moment, a conversation is there and not counted, or counted and gone. In a house that several processes
share it goes by the database's clock, so that none whose own is turned deletes anything early; with one process on a
clock that is a day fast, conversations go a day early, with one that is slow a day late.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from assistant.conversations.models import AnswerState
from assistant.models import Status
from corpus.catalogue import Catalogue
from corpus.schema import answers, conversations, daily_counts, feedback

AT_ONCE = 200  # conversations in one transaction, so that nobody who asks waits for long
COUNTED = {Status.ANSWERED: "answered", Status.PARTIAL: "partial", Status.NO_EVIDENCE: "no_evidence"}
UNFINISHED = "unfinished"


def forget_old(catalogue: Catalogue, days: int, now: datetime) -> int:
    """Delete anybody's conversations without a question in the last `days` before `now` (aware) -> how many."""
    before = (now - timedelta(days=days)).astimezone(UTC).replace(tzinfo=None)
    old = select(conversations.c.id).where(conversations.c.updated_at < before).limit(AT_ONCE)
    forgotten = 0
    while True:
        with catalogue.reading() as connection:
            if connection.execute(old.limit(1)).first() is None:
                return forgotten
        with catalogue.removing() as connection:
            ids = connection.execute(old).scalars().all()
            _count(connection, ids)
            connection.execute(delete(conversations).where(conversations.c.id.in_(ids)))
        forgotten += len(ids)


def _count(connection: Connection, conversation_ids: Collection[str]) -> None:
    """Add the questions of these conversations to the days on which they were asked, and the verdicts on them."""
    asked = (
        select(
            answers.c.created_at,
            answers.c.state,
            answers.c.answer["status"].as_string().label("status"),
            feedback.c.helpful,
        )
        .outerjoin(feedback, feedback.c.answer_id == answers.c.id)
        .where(answers.c.conversation_id.in_(conversation_ids))
    )
    days: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_names(), 0))
    for row in connection.execute(asked):
        counts = days[row.created_at.replace(tzinfo=UTC).astimezone().date()]
        counts[COUNTED[Status(row.status)] if row.state == AnswerState.DONE and row.status else UNFINISHED] += 1
        if row.helpful is not None:
            counts["helpful" if row.helpful else "not_helpful"] += 1
    for day, counts in days.items():
        this = daily_counts.c.day == day
        more = {name: daily_counts.c[name] + count for name, count in counts.items()}
        if connection.execute(update(daily_counts).where(this).values(more)).rowcount == 0:
            connection.execute(insert(daily_counts).values(day=day, **counts))


def _names() -> list[str]:
    return [column.name for column in daily_counts.c if not column.primary_key]
