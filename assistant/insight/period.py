"""A stretch of days, in the time zone of this machine, and its division into steps of a plot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

A_DAY = timedelta(days=1)
MOST_DAYS, MOST_WEEKS = 31, 26


class Step(StrEnum):
    """What one column of a plot over time stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; without `first` all that lie before, too."""

    first: date | None
    last: date

    @property
    def begin(self) -> datetime | None:
        """The moment it begins, aware."""
        return _midnight(self.first) if self.first else None

    @property
    def end(self) -> datetime:
        """The moment after it, aware."""
        return _midnight(self.last + A_DAY)


def last_days(days: int, today: date) -> Period:
    """So many days, today being the last."""
    return Period(today - (days - 1) * A_DAY, today)


def step_for(first: date, last: date) -> Step:
    """The step by which a plot of these days stays readable."""
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return Step.DAY
    return Step.WEEK if days <= 7 * MOST_WEEKS else Step.MONTH


def start_of(day: date, step: Step) -> date:
    """The first day of the step that the day lies in; weeks begin on Monday."""
    match step:
        case Step.DAY:
            return day
        case Step.WEEK:
            return day - day.weekday() * A_DAY
        case Step.MONTH:
            return day.replace(day=1)


def starts(first: date, last: date, step: Step) -> Iterator[date]:
    """The first day of every step that has a day between these."""
    start = start_of(first, step)
    while start <= last:
        yield start
        start = start_of(start + {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31}[step] * A_DAY, step)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()
