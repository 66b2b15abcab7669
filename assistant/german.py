"""Numbers, dates and counts as one writes them in German."""

from __future__ import annotations

from datetime import UTC, date, datetime


def number(value: int) -> str:
    """Thousands apart by points: 1284 -> '1.284'."""
    return f"{value:,}".replace(",", ".")


def share(value: float | None) -> str:
    """0.913 as '91 %'; only all is 100 %, only nothing is 0 %; '–' for None."""
    if value is None:
        return "–"
    percent = min(max(round(100 * value), 1), 99) if 0 < value < 1 else round(100 * value)
    return f"{percent}\N{NO-BREAK SPACE}%"


def day(value: date) -> str:
    """A date as '27.11.2026'; of a time in UTC the day it is here."""
    return f"{_here(value):%d.%m.%Y}"


def moment(value: datetime) -> str:
    """A time in UTC as '27.11.2026, 14:05 Uhr' here."""
    return f"{_here(value):%d.%m.%Y, %H:%M} Uhr"


def count_of(count: int, none: str, one: str, several: str, **more: object) -> str:
    """A German phrase for a number of things."""
    phrase = none if count == 0 else one if count == 1 else several
    return phrase.format(count=number(count), **more)


def _here(value: date) -> date:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone()
    return value
