"""Lines of words, and tables, as they stand on a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

from ingest.readers.pdf_sheet import Word
from ingest.repair import RAISED_DIGITS

_GAP = 0.85
"""Ems of white that can part two columns."""
GLUED_MARK = re.compile(r"([\d¹²³⁰⁴-⁹]{1,3})(?=[A-ZÄÖÜ][a-zäöüß])")
"""The number of a footnote that is printed right before its first word, as in '3Vergleiche'."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page; `rows` are cells' texts, `header_rows` as in `corpus.models.Block`."""

    rows: tuple[tuple[str, ...], ...]
    left: float
    top: float
    right: float
    bottom: float
    columns: tuple[float, ...]
    header_rows: int = 1

    def continues(self, other: Table) -> bool:
        """Whether this is more of a table on the page before, whose header it does not say again."""
        if len(self.columns) != len(other.columns) or self.rows[0] == other.rows[0]:
            return False
        return all(abs(here - there) < 4 for here, there in zip(self.columns, other.columns, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Words on one base line, each line one itself; `column` is the left and right edge of the column it stands in.

    `text` is the words, one space apart.
    """

    words: tuple[Word, ...]
    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    mono: bool
    column: tuple[float, float] = (0.0, 0.0)

    @property
    def top(self) -> float:
        """Upper edge, near enough for layout."""
        return self.baseline - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge, near enough for layout."""
        return self.baseline + 0.2 * self.size


Item = Line | Table


def make_line(words: Iterable[Word]) -> Line:
    """The line of some words, which are put in order from left to right."""
    ordered = tuple(sorted(words, key=attrgetter("left")))
    first = ordered[0]
    if all(word.size == first.size and word.bold == first.bold and word.mono == first.mono for word in ordered):
        right = max(word.right for word in ordered)
        return Line(ordered, _text(ordered), first.left, right, first.baseline, first.size, first.bold, first.mono)
    sizes: Counter[float] = Counter()
    bold = mono = total = 0
    for word in ordered:
        length = len(word.text)
        sizes[word.size] += length
        total += length
        bold += length * word.bold
        mono += length * word.mono
    size = max(sizes, key=lambda key: (sizes[key], key))
    baseline = next(word.baseline for word in ordered if word.size == size)
    marked = tuple(_marked(word, size, baseline) for word in ordered)
    return Line(
        words=marked,
        text=_text(marked),
        left=first.left,
        right=max(word.right for word in ordered),
        baseline=baseline,
        size=size,
        bold=bold > 0.9 * total,
        mono=mono > 0.9 * total,
    )


def _text(words: Iterable[Word]) -> str:
    return " ".join([word.text for word in words])


def _marked(word: Word, size: float, baseline: float) -> Word:
    """A word of its own that is the raised mark of a footnote, told as such."""
    if word.size < 0.85 * size and baseline - word.baseline > 0.15 * size and word.text.isdecimal():
        return replace(word, text=word.text.translate(RAISED_DIGITS), raised=True)
    return word


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words put together by base line, from top to bottom; raised and lowered signs stay on their line."""
    groups: list[list[Word]] = []
    base = size = 0.0
    for word in sorted(words, key=attrgetter("baseline")):
        if groups and word.baseline - base <= 0.45 * max(size, word.size):
            groups[-1].append(word)
            if word.size > size:
                base, size = word.baseline, word.size
        else:
            groups.append([word])
            base, size = word.baseline, word.size
    return [make_line(group) for group in groups]


def begins_with_mark(line: Line) -> bool:
    """Whether a line begins with the number of a footnote."""
    return line.words[0].raised or bool(GLUED_MARK.match(line.words[0].text))


def inks(line: Line, ems: float = _GAP) -> list[tuple[float, float, int]]:
    """Stretches of a line without white as wide as `ems`: left edge, right edge, characters."""
    stretches: list[tuple[float, float, int]] = []
    gap = ems * line.size
    for word in line.words:
        if stretches and word.left - stretches[-1][1] < gap:
            left, right, length = stretches[-1]
            stretches[-1] = (left, max(right, word.right), length + 1 + len(word.text))
        else:
            stretches.append((word.left, word.right, len(word.text)))
    return stretches
