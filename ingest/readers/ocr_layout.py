"""Recognised words as sheets of a PDF, with base lines and type sizes as PDFium would tell them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import median

from corpus.models import Page
from ingest.readers.ocr_upright import Box, upright
from ingest.readers.pdf_sheet import Sheet, Word

_TALL, _LOW = 0.70, 0.48
"""Ems from the base line to the top of 'H' and of 'x' in usual book types."""
_DEEP, _COMMA = 0.21, 0.12
"""Ems from the base line down to the end of 'p' and of ','."""
_LOW_LETTERS = frozenset("acemnorsuvwxzgpqy:;,.-–")
_DEEP_LETTERS = frozenset("gjpqyQ()[]{}|/§")
_COMMAS = frozenset(",;")
_FEWEST_LETTERS = 4
_STEP = 1.2
"""Sizes that differ by less are one: what the boxes tell of the size is off by some hundredths."""
_USUAL_SIZE = 10.0

Line = Sequence[Box]


def recognised_sheets(pages: Mapping[int, Page], sheets: Sequence[Sheet | None]) -> dict[int, Sheet]:
    """A sheet for each page that `recognise_page` found words on, by page number.

    `sheets` are the pages as PDFium sees them. Sizes are told in steps from the usual one of all recognised pages, so
    that only what is plainly larger looks like a heading.
    """
    found = {
        number: upright(page, sheet.width, sheet.height)
        for number, page in pages.items()
        if page.recognised and (sheet := sheets[number - 1]) is not None
    }
    usual = _usual_size([line for page in found.values() for line in page.lines])
    return {
        number: Sheet(page.width, page.height, [word for line in page.lines for word in _words(line, usual)])
        for number, page in found.items()
    }


def _words(line: Line, usual: float) -> list[Word]:
    """The words of one line, all in its size and on its base line."""
    told = _size(line) or usual
    size = round(usual * _STEP ** round(math.log(told / usual, _STEP)), 2)
    baseline = round(median(box.bottom - _depth(box.text) * told for box in line), 2)
    return [Word(box.text, box.left, box.right, baseline, size, bold=False, mono=False) for box in line]


def _usual_size(lines: Sequence[Line]) -> float:
    """The size that the middle one of all letters has."""
    sizes = sorted((size, sum(len(box.text) for box in line)) for line in lines if (size := _size(line)))
    half = sum(letters for _, letters in sizes) / 2
    for size, letters in sizes:
        half -= letters
        if half <= 0:
            return size
    return _USUAL_SIZE


def _size(line: Line) -> float | None:
    """The type size in points that the heights of a line's words speak for; None where it has too few letters."""
    heights = sorted(
        (box.bottom - box.top) / (_rise(box.text) + _depth(box.text))
        for box in line
        if any(letter.isalpha() for letter in box.text)
    )
    if sum(letter.isalpha() for box in line for letter in box.text) < _FEWEST_LETTERS:
        return None
    # The lower third: a stroke or a neighbour that touches a word makes its box too high, little makes it too low.
    return max(heights[(len(heights) - 1) // 3], 1.0)


def _rise(text: str) -> float:
    return _LOW if all(letter in _LOW_LETTERS for letter in text) else _TALL


def _depth(text: str) -> float:
    if any(letter in _DEEP_LETTERS for letter in text):
        return _DEEP
    return _COMMA if any(letter in _COMMAS for letter in text) else 0.0
