"""Which PDF pages hold text that can be used, and which must be recognised from their picture."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from ingest.readers.pdf_objects import PAGE_PICTURE
from ingest.readers.pdf_sheet import Sheet

_FEW_LETTERS = 30
"""Letters that a stamp or a page number put on a scan have; more is text."""
_FEWEST_TO_JUDGE = 40
_MOST_ODD = 0.2
_FEWEST_VOWELS = 0.2
"""Share of vowels among letters; pages of German and English have 0.32 at least, with a shifted encoding about 0.1."""
_NO_LETTER = re.compile("[^a-z]+")
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff]")


class Legibility(Enum):
    """What the text of a page is worth."""

    GOOD = "good"
    BLANK = "blank"
    """No text, and nothing that could show any."""
    PICTURED = "pictured"
    """No text, but something is shown."""
    SCANT = "scant"
    """A few letters on a picture of the page."""
    GARBLED = "garbled"
    """What a broken encoding makes of text: signs that stand for nothing, or hardly a vowel."""


UNREAD = frozenset((Legibility.PICTURED, Legibility.SCANT, Legibility.GARBLED))
"""What only text recognition can read."""


def legibility(sheet: Sheet) -> Legibility:
    """What the text of a page is worth."""
    text = text_of(sheet)
    if len(text) >= _FEWEST_TO_JUDGE and _is_garbled(text):
        return Legibility.GARBLED
    letters = count_letters(sheet)
    if not letters:
        return Legibility.PICTURED if sheet.drawn else Legibility.BLANK
    is_scant = letters < _FEW_LETTERS and sheet.pictured > PAGE_PICTURE
    return Legibility.SCANT if is_scant else Legibility.GOOD


def count_letters(sheet: Sheet) -> int:
    """Letters and digits of a page."""
    return sum(map(str.isalnum, text_of(sheet)))


def _is_garbled(text: str) -> bool:
    if len(_ODD.findall(text)) > _MOST_ODD * len(text):
        return True
    latin = _NO_LETTER.sub("", unicodedata.normalize("NFKD", text).casefold())
    vowels = sum(map(latin.count, "aeiouy"))
    return len(latin) >= max(_FEWEST_TO_JUDGE, len(text) / 4) and vowels < _FEWEST_VOWELS * len(latin)


def text_of(sheet: Sheet) -> str:
    """Every glyph of a page in one string, without spaces."""
    return "".join([word.text for word in sheet.words] + sheet.turned)
