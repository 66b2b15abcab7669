"""Where on a PDF page a passage stands.

PDFium gives one box a glyph and drops line-end hyphens, and the stored text is repaired; so letters and digits alone
are compared, with accents and case folded away, and the boxes of what was found are merged to one rectangle a line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2

# Shorter runs of letters stand in too many places of a page to be marked with confidence.
SHORTEST_RUN = 12
# Less of a quote than this on the page is chance.
LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle in PDF points, origin at the lower left of the page."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class PageLetters:
    """The letters and digits of a page, folded, and which glyph each came from."""

    text: str
    glyphs: tuple[int, ...]


def locate(page: pypdfium2.PdfPage, quote: str, *, within: str = "") -> tuple[Rectangle, ...]:
    """One rectangle a line where `quote` stands on the page, top to bottom as read; empty when it is not there.

    `within` is the passage the quote was taken from: it decides which one of several equal stretches is meant.
    """
    textpage = page.get_textpage()
    try:
        letters = _page_letters(textpage)
        spans = find(letters.text, quote, within)
        glyphs = [letters.glyphs[i] for start, end in spans for i in range(start, end)]
        return tuple(_merge(_boxes(textpage, glyphs)))
    finally:
        textpage.close()


def find(letters: str, quote: str, within: str) -> list[tuple[int, int]]:
    """Spans of the quote in a page's folded letters; `within` as in `locate`, '' when it is not known."""
    passage = _find(letters, within, 0) if within else []
    start = passage[0][0] if passage else 0
    return _find(letters, quote, start) or _find(letters, quote, 0)


def fold(text: str) -> str:
    """Letters and digits only, without case and accents: what is compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())


def _page_letters(textpage: pypdfium2.PdfTextPage) -> PageLetters:
    parts: list[str] = []
    glyphs: list[int] = []
    for index in range(textpage.count_chars()):
        folded = fold(chr(pypdfium2.raw.FPDFText_GetUnicode(textpage, index)))
        parts.append(folded)
        glyphs.extend([index] * len(folded))
    return PageLetters("".join(parts), tuple(glyphs))


def _find(letters: str, quote: str, start: int) -> list[tuple[int, int]]:
    """Spans of the quote in the page's letters: the whole of it, else the runs of its words that stand there."""
    wanted = fold(quote)
    at = letters.find(wanted, start) if wanted else -1
    if at >= 0:
        return [(at, at + len(wanted))]
    spans = _runs(letters, [fold(word) for word in quote.split()], start)
    found = sum(end - start for start, end in spans)
    return spans if found >= LEAST_SHARE * len(wanted) else []


def _runs(letters: str, words: list[str], start: int) -> list[tuple[int, int]]:
    """The longest runs of words that stand together: columns and slides are read in another order than PDFium's."""
    spans: list[tuple[int, int]] = []
    first = 0
    while first < len(words):
        run, at, last = "", -1, first
        for last in range(first, len(words)):
            longer = run + words[last]
            found = letters.find(longer, spans[-1][1] if spans else start)
            found = letters.find(longer) if found < 0 else found
            if found < 0:
                break
            run, at = longer, found
        else:
            last = len(words)
        if len(run) < SHORTEST_RUN:
            first += 1
            continue
        spans.append((at, at + len(run)))
        first = last
    return spans


def _boxes(textpage: pypdfium2.PdfTextPage, glyphs: Iterable[int]) -> Iterator[Rectangle]:
    # Loose boxes are as high as the line, so a row of x and a row of M give the same mark.
    return (Rectangle(*textpage.get_charbox(index, loose=True)) for index in glyphs)


def _merge(boxes: Iterable[Rectangle]) -> Iterator[Rectangle]:
    line: Rectangle | None = None
    for box in boxes:
        if line is not None and _same_line(line, box):
            line = Rectangle(
                min(line.left, box.left),
                min(line.bottom, box.bottom),
                max(line.right, box.right),
                max(line.top, box.top),
            )
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _same_line(line: Rectangle, box: Rectangle) -> bool:
    """Whether the box goes on with the line: level with it, to its right, and no column's gap away."""
    height = min(line.top - line.bottom, box.top - box.bottom)
    overlap = min(line.top, box.top) - max(line.bottom, box.bottom)
    gap = box.left - line.right
    return overlap > height / 2 and -height < gap < 3 * max(height, 1.0)
