"""The dates of a text, whole or in part: '31.12.2024', '31. Dezember', 'Dezember 2024', '2024', '2024/25'."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = {
    **{"januar": 1, "jänner": 1, "februar": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8},
    **{"september": 9, "oktober": 10, "november": 11, "dezember": 12},
    **{"jan.": 1, "feb.": 2, "apr.": 4, "aug.": 8, "sept.": 9, "okt.": 10, "nov.": 11, "dez.": 12},
}
_MONTH = "(?:" + "|".join(re.escape(month) for month in _MONTHS) + r")(?!\w)"
_YEAR = r"(?:1[89]|20)\d{2}(?!\d|,\d|\.\d)"
_PATTERN = re.compile(
    rf"""
      (?<![\w.,])(?P<iso_year>{_YEAR})-(?P<iso_month>\d{{2}})-(?P<iso_day>\d{{2}})(?!\w)
    | (?<![\w.,])(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.(?:\s?(?P<year>{_YEAR}))?(?![\d])
    | (?<![\w.,])(?P<first_day>[0-3]?\d)\.(?=\s*(?:bis|und|–|-)\s*(?:zum\s+)?[0-3]?\d\.\s*
        (?P<first_month>{_MONTH})(?:\s+(?P<first_year>{_YEAR}))?)
    | (?:(?<![\w.,])(?P<named_day>[0-3]?\d)\.\s*)?(?<!\w)(?P<named_month>{_MONTH})(?:\s+(?P<named_year>{_YEAR}))?
    | (?<![\w.,/§])(?P<from_year>{_YEAR})[/–-](?P<to_year>\d{{2}}|{_YEAR})(?![\w/])
    | (?<![\w.,/-])(?P<only_year>{_YEAR})(?![\w/%€]
        |\s*(?:Euro|€|EUR|Prozent|%|m²|Quadratmeter|Kilometer|km|Meter|Stück)\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date at `[start:end]` as written; parts that are not written are None."""

    written: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def holds(self, other: Date) -> bool:
        """Whether every part of the other is written here too."""
        return all(
            theirs is None or ours == theirs
            for ours, theirs in ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        )


def dates(text: str) -> list[Date]:
    """The dates of a text in order."""
    found = []
    for match in _PATTERN.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        if "from_year" in groups:
            first = int(groups["from_year"])
            last = groups["to_year"]
            second = int(last) if len(last) == 4 else first - first % 100 + int(last)
            found += [Date(match[0], *match.span(), year=first), Date(match[0], *match.span(), year=second)]
            continue
        parts = {name.rpartition("_")[2]: value for name, value in groups.items()}
        month = parts.get("month")
        found.append(
            Date(
                match[0],
                *match.span(),
                year=int(parts["year"]) if "year" in parts else None,
                month=None if month is None else _MONTHS.get(month.lower()) or int(month),
                day=int(parts["day"]) if "day" in parts else None,
            )
        )
    return found


def without_dates(text: str, found: list[Date]) -> str:
    """The text of the same length with its dates blanked out."""
    for date in found:
        text = text[: date.start] + " " * (date.end - date.start) + text[date.end :]
    return text
