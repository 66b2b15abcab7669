"""What people found wrong with the answers of a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from assistant.conversations.models import Reason
from assistant.insight.asked import within
from assistant.insight.period import Period
from corpus.catalogue import Catalogue
from corpus.schema import answers, feedback


@dataclass(frozen=True, slots=True)
class Unhelpful:
    """An answer that did not help, with why; `judged_at` is UTC."""

    answer_id: str
    conversation_id: str
    question: str
    reasons: tuple[Reason, ...]
    text: str
    judged_at: datetime


def unhelpful_in(catalogue: Catalogue, period: Period) -> list[Unhelpful]:
    """The answers of the period that were judged so, the newest verdict first."""
    wanted = (
        select(
            answers.c.id,
            answers.c.conversation_id,
            answers.c.question,
            feedback.c.reasons,
            feedback.c.text,
            feedback.c.created_at,
        )
        .join(feedback)
        .where(feedback.c.helpful.is_(False), within(period))
        .order_by(feedback.c.created_at.desc(), answers.c.id)
    )
    with catalogue.reading() as connection:
        return [
            Unhelpful(id, conversation_id, question, tuple(map(Reason, reasons)), text, moment.replace(tzinfo=UTC))
            for id, conversation_id, question, reasons, text, moment in connection.execute(wanted)
        ]


def reasons_of(unhelpful: Iterable[Unhelpful]) -> dict[Reason, int]:
    """How often each reason was given, none left out."""
    given = Counter(reason for verdict in unhelpful for reason in verdict.reasons)
    return {reason: given[reason] for reason in Reason}
