"""What office files say of themselves, without what the libraries that write them put there."""

from __future__ import annotations

import re
from datetime import date, datetime

from ingest.readers import Properties
from ingest.repair import tidy

_NO_AUTHOR = re.compile(
    r"python-(?:docx|pptx)|openpyxl|xlsxwriter|odfdo|lpod|docx4j|apache poi|phpoffice.*|phpword|aspose.*|libreoffice.*|"
    r"microsoft office.*|windows[- ]benutzer|windows user|un-?named|unknown|unbekannt|user|benutzer|admin\w*|"
    r"author|autor",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"powerpoint[- ](?:presentation|präsentation)|word document|microsoft (?:word|powerpoint|excel)\b.*|"
    r"(?:folie|slide|dokument|document|mappe|book|präsentation|presentation|unbenannt|untitled)\s*\d*",
    re.IGNORECASE,
)
# When the empty files were made that python-docx and python-pptx begin with.
_TEMPLATES = frozenset({date(2013, 12, 23), date(2013, 1, 27)})
_FIRST_OFFICE_FILE = 1985


def properties_of(
    author: object = None, subject: object = None, keywords: object = None, created: object = None
) -> Properties:
    """Properties of tidy text; what is empty, a program's own name, or no time anyone wrote a file, is None."""
    name = _text(author)
    return Properties(
        author=None if name and _NO_AUTHOR.fullmatch(name) else name,
        subject=_text(subject),
        keywords=_text(keywords),
        created=_day(created),
    )


def title_of(title: object) -> str | None:
    """The title in a file's properties; None where it is empty or what a program calls each of its files."""
    text = _text(title)
    return None if text and _NO_TITLE.fullmatch(text) else text


def _text(value: object) -> str | None:
    return (tidy(value) or None) if isinstance(value, str) else None


def _day(value: object) -> date | None:
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date) or day in _TEMPLATES or day.year < _FIRST_OFFICE_FILE:
        return None
    return day
