"""The period that the address asks for, and how to ask for it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Query

from assistant.german import day
from assistant.insight.period import Period, last_days
from corpus.errors import RefusedInput
from corpus.texts import insight as texts

STANDARD, ALL = "30", "gesamt"
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A period by its `name` in `texts.PERIODS`, '' for one of its own with `first` and `last` as the address says."""

    period: Period
    name: str
    first: str
    last: str

    @property
    def query(self) -> str:
        """What an address says to choose it."""
        return urlencode({"zeitraum": self.name} if self.name else {"von": self.first, "bis": self.last})

    @property
    def said(self) -> str:
        """The days in words."""
        last = day(self.period.last)
        first = self.period.first
        return texts.FROM_TO.format(first=day(first), last=last) if first else texts.UNTIL.format(last=last)


def chosen(
    zeitraum: Annotated[str, Query(max_length=20)] = "",
    von: Annotated[str, Query(max_length=20)] = "",
    bis: Annotated[str, Query(max_length=20)] = "",
) -> Chosen:
    """What the address says; the standard where it says nothing. Raises RefusedInput for what is no date."""
    return _chosen(zeitraum, von, bis)


def chosen_by_form(
    zeitraum: Annotated[str, Form()] = "", von: Annotated[str, Form()] = "", bis: Annotated[str, Form()] = ""
) -> Chosen:
    """The same, said by a form's hidden fields."""
    return _chosen(zeitraum, von, bis)


def _chosen(name: str, first: str, last: str) -> Chosen:
    today = date.today()
    if name not in texts.PERIODS and (first.strip() or last.strip()):
        begin, end = _day(first), _day(last) or today
        if begin and begin > end:
            begin, end = end, begin
        return Chosen(Period(begin, end), "", begin.isoformat() if begin else "", end.isoformat())
    known = name if name in texts.PERIODS else STANDARD
    return Chosen(Period(None, today) if known == ALL else last_days(int(known), today), known, "", "")


def _day(given: str) -> date | None:
    if not given.strip():
        return None
    try:
        day = date.fromisoformat(given.strip())
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise RefusedInput(texts.BAD_DATE.format(given=given))
    return day
