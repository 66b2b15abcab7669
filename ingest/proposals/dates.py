"""Year and end of validity, from where a document states them; never from its running text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date

from corpus.texts.terms import DOCUMENT_TYPES
from ingest.proposals.front import Front

_EVENT = DOCUMENT_TYPES[5]
_EARLIEST = 1990
# The creation date of the template that python-docx writes into every file.
_OF_A_TEMPLATE = date(2013, 12, 23)
_MONTHS = (
    ("januar", "jan", "january"),
    ("februar", "feb", "february"),
    ("märz", "mrz", "march", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov"),
    ("dezember", "dez", "december", "dec"),
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_MONTH = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_DAY = (
    r"(?:(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)"
    r"|(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    rf"|(?P<word_day>\d{{1,2}})\.\s(?P<word>{_MONTH})\s(?P<word_year>(?:19|20)\d\d))"
)
_EXACT = re.compile(_DAY, re.IGNORECASE)
_END_OF = re.compile(rf"Ende\s(?:(?P<month>{_MONTH})\s)?(?P<year>20\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,/§-])(?:\d{1,2}[./-]){0,2}((?:19|20)\d\d)(?![\d%]|[.,]\d)(?:-\d\d){0,2}")
_LINE_OF_DATE = re.compile(
    rf"(?:[A-ZÄÖÜ][\w() /-]+,\s)?(?:(?:im|den|am|Stand|vom)\s)?(?:{_DAY}|(?:{_MONTH})\.?\s(?P<of_month>(?:19|20)\d\d))",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|Copyright)\D{0,80}((?:19|20)\d\d)\b(?!\s?[-–]\s?\d)", re.IGNORECASE)
_COPYRIGHT_LINE = re.compile(r"(?:©|\(c\)|Copyright)[^\n]{0,120}", re.IGNORECASE)
_LAW = r"Diese\s(?:Förder)?(?:Richtlinie|Satzung|Ordnung|Verordnung)\stritt\b[^.]{0,60}?\b"
_IN_FORCE = re.compile(rf"{_LAW}am\s{_DAY}[^.]{{0,20}}\bin\sKraft", re.IGNORECASE)
_OUT_OF_FORCE = re.compile(
    r"Diese\s(?:Förder)?(?:Richtlinie|Satzung|Ordnung|Verordnung)\stritt\b(?:[^.]|\d\.){0,200}?\bmit\sAblauf\sdes\s"
    rf"{_DAY}\saußer\sKraft",
    re.IGNORECASE,
)


def year_of(front: Front, title: str, document_type: str | None, created: date | None, text: str) -> int | None:
    """The year of publication that the document states, else that in which its file was made.

    None where the document names several, where a directive came into force in another year than the one it is dated,
    and where title page or copyright name a year past that is not the file's.
    """
    stated = _years(front.said("published"))
    if not stated:
        stated = {year for line in front.title_page if (year := _dated(line))}
        if document_type == _EVENT and stated != ({created.year} if created else set()):
            return None
    if not stated:
        stated = {int(year) for line in front.imprint for year in _COPYRIGHT.findall(line)}
    in_force = {day.year for match in _IN_FORCE.finditer(text) if (day := _day(match))}
    if stated:
        together = stated | in_force
        return together.pop() if len(together) == 1 else None
    if created is None or created.year < _EARLIEST or created == _OF_A_TEMPLATE or in_force - {created.year}:
        return None
    named = {year for year in _years([title, *front.unlabelled()]) if year < created.year}
    copyright_of = _years(_COPYRIGHT_LINE.findall(front.pages)) or {created.year}
    return None if named or created.year not in copyright_of else created.year


def valid_until_of(front: Front, text: str) -> date | None:
    """The last day of validity, where a label or the closing clause of a directive names exactly one."""
    said = [value.rpartition("bis ")[2] for value in front.said("valid_until")]
    found = {day for value in said if (day := _last_day(value))}
    found |= {day for match in _OUT_OF_FORCE.finditer(text) if (day := _day(match))}
    return found.pop() if len(found) == 1 else None


def _last_day(value: str) -> date | None:
    if match := _EXACT.match(value):
        return _day(match)
    if match := _END_OF.match(value):
        month = _NUMBER_OF[match["month"].lower()] if match["month"] else 12
        year = int(match["year"])
        return date(year, month, calendar.monthrange(year, month)[1])
    return None


def _dated(line: str) -> int | None:
    """The year of a line that is a date and nothing else, perhaps with a place before it."""
    match = _LINE_OF_DATE.fullmatch(line)
    if match is None:
        return None
    day = _day(match)
    return day.year if day else int(match["of_month"]) if match["of_month"] else None


def _day(match: re.Match[str]) -> date | None:
    if match["word"]:
        parts = match["word_year"], str(_NUMBER_OF[match["word"].lower()]), match["word_day"]
    elif match["iso_year"]:
        parts = match["iso_year"], match["iso_month"], match["iso_day"]
    elif match["year"]:
        parts = match["year"], match["month"], match["day"]
    else:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _years(texts: Iterable[str]) -> set[int]:
    return {int(year) for text in texts for year in _YEAR.findall(text)}
