"""What was asked in a period, as far as the figures need it, and the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, and_, func, select, true

from assistant.conversations.models import AnswerState
from assistant.insight.counted import Counted
from assistant.insight.period import Period, Step, start_of, starts, step_for
from assistant.models import Status
from corpus.catalogue import Catalogue
from corpus.schema import answers, feedback

STATUS = answers.c.answer["status"].as_string()
UNDERSTOOD = answers.c.answer["understood"].as_string()
A_YEAR = 366


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: when and on which local day it was asked, and how far it was answered; None where it came to no end.

    `understood` is what it means after the turns before it.
    """

    answer_id: str
    understood: str
    asked_at: datetime
    day: date
    status: Status | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of questions; those that failed, were stopped or are still being answered count in `questions` alone."""

    questions: int
    answered: int
    partial: int
    unanswered: int
    judged: int
    helpful: int

    @property
    def proven_share(self) -> float | None:
        """The share that was answered with evidence, wholly or in part, 0 to 1; None where nothing was answered."""
        proven = self.answered + self.partial
        return proven / (proven + self.unanswered) if proven + self.unanswered else None

    @property
    def helpful_share(self) -> float | None:
        """The share of the judged answers that helped, 0 to 1; None where nobody judged one."""
        return self.helpful / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Count:
    """Questions of one step, of which `unanswered` are without evidence; `start` is its first day."""

    start: date
    questions: int
    unanswered: int


def within(period: Period) -> ColumnElement[bool]:
    """Answers to what was asked in the period."""
    before = answers.c.created_at < _stored(period.end)
    return and_(answers.c.created_at >= _stored(period.begin), before) if period.begin else and_(true(), before)


def asked_in(catalogue: Catalogue, period: Period) -> list[Asked]:
    """Every question of the period, oldest first."""
    wanted = select(answers.c.id, answers.c.question, UNDERSTOOD, answers.c.created_at, answers.c.state, STATUS)
    with catalogue.reading() as connection:
        found = connection.execute(wanted.where(within(period)).order_by(answers.c.created_at, answers.c.id))
        return [
            Asked(
                answer_id=id,
                understood=understood or question,
                asked_at=moment.replace(tzinfo=UTC),
                day=moment.replace(tzinfo=UTC).astimezone().date(),
                status=Status(status) if state == AnswerState.DONE and status else None,
            )
            for id, question, understood, moment, state, status in found
        ]


def figures(catalogue: Catalogue, period: Period, asked: Sequence[Asked], older: Sequence[Counted]) -> Figures:
    """The numbers of the period; `older` are the questions that are only counted any more."""
    by_status = Counter(question.status for question in asked)
    verdicts = select(feedback.c.helpful, func.count()).join(answers).where(within(period)).group_by(feedback.c.helpful)
    with catalogue.reading() as connection:
        judged = {bool(helpful): count for helpful, count in connection.execute(verdicts)}
    return Figures(
        questions=len(asked) + sum(day.questions for day in older),
        answered=by_status[Status.ANSWERED] + sum(day.answered for day in older),
        partial=by_status[Status.PARTIAL] + sum(day.partial for day in older),
        unanswered=by_status[Status.NO_EVIDENCE] + sum(day.no_evidence for day in older),
        judged=sum(judged.values()) + sum(day.helpful + day.not_helpful for day in older),
        helpful=judged.get(True, 0) + sum(day.helpful for day in older),
    )


def over_time(period: Period, asked: Sequence[Asked], older: Sequence[Counted]) -> tuple[Step, tuple[Count, ...]]:
    """The questions of each day, week or month, those without any among them; none where nothing was asked."""
    days = sorted({question.day for question in asked} | {counted.day for counted in older})
    if not days:
        return Step.DAY, ()
    first = period.first or days[0]
    if (period.last - first).days >= A_YEAR:
        first = max(first, days[0])
    last = max(first, min(period.last, max(date.today(), days[-1])))
    step = step_for(first, last)
    every, unanswered = _by_start(asked, step), _by_start((a for a in asked if a.status is Status.NO_EVIDENCE), step)
    for counted in older:
        every[start_of(counted.day, step)] += counted.questions
        unanswered[start_of(counted.day, step)] += counted.no_evidence
    return step, tuple(Count(start, every[start], unanswered[start]) for start in starts(first, last, step))


def _by_start(asked: Iterable[Asked], step: Step) -> Counter[date]:
    return Counter(start_of(question.day, step) for question in asked)


def _stored(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
