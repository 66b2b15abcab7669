"""Numbers and dates the German way."""

from __future__ import annotations

from datetime import date, datetime

NO_BREAK = "\u00a0"


def count_text(count: int) -> str:
    """1284 as '1.284'."""
    return f"{count:,}".replace(",", ".")


def share_text(share: float | None) -> str:
    """0.913 as '91 %'; only all is 100 %, only nothing is 0 %; '–' for None."""
    if share is None:
        return "–"
    percent = round(100 * share)
    if 0 < share < 1:
        percent = min(max(percent, 1), 99)
    return f"{percent}{NO_BREAK}%"


def day_text(moment: date | datetime) -> str:
    """The day, of a moment the local one: '07.03.2026'."""
    day = moment.astimezone() if isinstance(moment, datetime) else moment
    return f"{day:%d.%m.%Y}"
