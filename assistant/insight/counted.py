"""Questions of which only their number is left, since the time of their conversations is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from assistant.insight.period import Period
from corpus.catalogue import Catalogue
from corpus.schema import daily_counts


@dataclass(frozen=True, slots=True)
class Counted:
    """The questions of one local day by what became of them, and the verdicts on their answers."""

    day: date
    answered: int
    partial: int
    no_evidence: int
    unfinished: int
    helpful: int
    not_helpful: int

    @property
    def questions(self) -> int:
        """How many were asked."""
        return self.answered + self.partial + self.no_evidence + self.unfinished


def counted_in(catalogue: Catalogue, period: Period) -> list[Counted]:
    """The days of the period, the oldest first."""
    wanted = select(daily_counts).where(daily_counts.c.day <= period.last).order_by(daily_counts.c.day)
    if period.first:
        wanted = wanted.where(daily_counts.c.day >= period.first)
    with catalogue.reading() as connection:
        return [Counted(**row._mapping) for row in connection.execute(wanted)]
