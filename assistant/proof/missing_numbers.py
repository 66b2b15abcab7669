"""Which numbers and dates of a sentence do not stand in a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from assistant.proof.dates import Date, dates, without_dates
from assistant.proof.numbers import BARE, COUNT, ORDINAL, TIMES, Quantity, Units, quantities

# 'rund 90' is true of 87,60 and 'mehr als 900' of 912: so near a rounded number has to be.
_NEAR = Fraction(1, 20)
_ABOUT = re.compile(
    r"\b(?:rund|etwa|circa|ca\.|ungefähr|gut|knapp|fast|annähernd|nahezu|mehr als|über|weniger als|unter)\s*$", re.I
)
_ABOVE = re.compile(r"\b(?:gut|mehr als|über)\s*$", re.I)
_BELOW = re.compile(r"\b(?:knapp|fast|annähernd|nahezu|weniger als|unter)\s*$", re.I)
_BOTH = re.compile(r"\bbeide[nrms]?\b", re.I)


@dataclass(frozen=True, slots=True)
class Figures:
    """The dates and the other numbers of a text, and the units that it names anywhere."""

    text: str
    dates: tuple[Date, ...]
    quantities: tuple[Quantity, ...]
    units: frozenset[str]


@lru_cache(maxsize=2048)
def figures_in(text: str, units: Units) -> Figures:
    """The dates and the other numbers of a text."""
    found = dates(text)
    numbers = tuple(quantities(without_dates(text, found), units))
    return Figures(text, tuple(found), numbers, frozenset(units.named_in(text)))


def missing_numbers(sentence: Figures, statement: Figures, above: Figures) -> tuple[str, ...]:
    """Those of the sentence that the statement does not hold, as written.

    What the title and headings `above` say counts only where the statement itself has no number of that kind, or a
    year that was changed would be found there.
    """
    wrong: list[Date | Quantity] = [date for date in sentence.dates if not _has_date(date, statement, above)]
    wrong += [q for q in sentence.quantities if not _has_quantity(q, sentence.text, statement, above)]
    return tuple(dict.fromkeys(missed.written for missed in sorted(wrong, key=lambda missed: missed.start)))


def _has_date(date: Date, statement: Figures, above: Figures) -> bool:
    if any(_holds(told, date, above.dates) for told in statement.dates):
        return True
    kind = "year" if date.month is None else "month"
    of_kind = [told for told in statement.dates if getattr(told, kind) is not None]
    return not of_kind and any(told.holds(date) for told in above.dates)


def _holds(told: Date, asked: Date, above: Sequence[Date]) -> bool:
    """Whether the date is told, its year perhaps by a heading."""
    if told.holds(asked):
        return True
    if told.year is not None or (told.month, told.day) != (asked.month, asked.day) or asked.month is None:
        return False
    return any(heading.year == asked.year for heading in above)


def _has_quantity(asked: Quantity, text: str, statement: Figures, above: Figures) -> bool:
    same = [told for told in statement.quantities if _equal(asked, told) or _rounded(asked, told, text)]
    if asked.unit not in (BARE, COUNT, TIMES, ORDINAL) and asked.unit not in statement.units | above.units:
        # A number without a unit may have the one that stands at another number or in a table's header.
        same = [told for told in same if told.unit != BARE]
    if asked.unit == COUNT and same and not any(told.of == asked.of for told in same):
        # '60 Klappen' is not proven by '60 Beratungen, 29 Klappen'.
        same = [told for told in same if told.unit != COUNT or not _counts_otherwise(asked, statement)]
    if same or (asked.unit in (COUNT, BARE) and asked.plain == 2 and _BOTH.search(statement.text)):
        return True
    of_kind = [told for told in statement.quantities if told.unit in (asked.unit, BARE) or asked.unit == BARE]
    return not of_kind and any(_equal(asked, told) for told in above.quantities)


def _counts_otherwise(asked: Quantity, statement: Figures) -> bool:
    return any(told.of == asked.of and told.plain != asked.plain for told in statement.quantities)


def _equal(asked: Quantity, told: Quantity) -> bool:
    if asked.exactly or told.exactly:
        return asked.exactly == told.exactly
    if BARE in (asked.unit, told.unit):
        return asked.plain == told.plain
    # 'lief 18-mal über' and '18 Überläufe'
    if {asked.unit, told.unit} == {COUNT, TIMES}:
        return asked.plain == told.plain
    return asked.unit == told.unit and asked.value == told.value


def _rounded(asked: Quantity, told: Quantity, text: str) -> bool:
    """Whether the sentence gives the number only roughly, and rightly so."""
    before = text[: asked.start]
    if not _ABOUT.search(before) or (BARE not in (asked.unit, told.unit) and asked.unit != told.unit):
        return False
    if not told.value or abs(told.value - asked.value) > _NEAR * told.value or _digits(asked) >= _digits(told):
        return False
    if _ABOVE.search(before):
        return told.value > asked.value
    return not _BELOW.search(before) or told.value < asked.value


def _digits(quantity: Quantity) -> int:
    """How many digits matter: 2 for 8.700, 4 for 87,60 and 12,5 million has 3."""
    value = quantity.plain
    while value.denominator > 1 and value < 10**15:
        value *= 10
        if value > 10**14:
            break
    return len(str(int(value)).strip("0"))
