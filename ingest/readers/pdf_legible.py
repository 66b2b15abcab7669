"""Which PDF pages hold text that can be used, and which must be recognised from their picture."""

from __future__ import annotations

import unicodedata

from ingest.readers.pdf_rules import PAGE_PICTURE
from ingest.readers.pdf_sheet import Sheet

_FEW_LETTERS = 30
"""Letters that a stamp or a page number put on a scan have; more is text."""
_FEWEST_TO_JUDGE = 40
_MOST_ODD = 0.2
_FEWEST_VOWELS = 0.2
"""Share of vowels among letters; German and English pages have 0.32 at least, letters shifted by an encoding 0.1."""
_VOWELS = frozenset("aeiouy")
_ODD = frozenset(("Cn", "Co", "Cc", "Cs"))
_REPLACEMENT = "\ufffd"


def needs_recognition(sheet: Sheet) -> bool:
    """Whether a page shows something and its text is missing, garbage, or no more than a few letters on a picture."""
    letters = count_letters(sheet)
    if not letters:
        return sheet.drawn or is_garbled(sheet)
    return is_garbled(sheet) or (letters < _FEW_LETTERS and sheet.pictured > PAGE_PICTURE)


def count_letters(sheet: Sheet) -> int:
    """Letters and digits of a page."""
    return sum(letter.isalnum() for letter in _text(sheet))


def is_garbled(sheet: Sheet) -> bool:
    """Whether the text is what a broken encoding makes of it: signs that stand for nothing, or hardly a vowel."""
    text = _text(sheet)
    if len(text) < _FEWEST_TO_JUDGE:
        return False
    odd = sum(unicodedata.category(sign) in _ODD or sign == _REPLACEMENT for sign in text)
    if odd > _MOST_ODD * len(text):
        return True
    latin = [sign for sign in unicodedata.normalize("NFKD", text).casefold() if "a" <= sign <= "z"]
    vowels = sum(letter in _VOWELS for letter in latin)
    return len(latin) >= max(_FEWEST_TO_JUDGE, len(text) / 4) and vowels < _FEWEST_VOWELS * len(latin)


def _text(sheet: Sheet) -> str:
    return "".join([word.text for word in sheet.words] + sheet.turned)
