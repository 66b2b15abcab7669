"""Running heads, footers and page numbers: what stands at the edge of page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf_lines import Line, lines_of
from ingest.readers.pdf_sheet import Word

_EDGE_LINES = 3
_PAGE_NUMBER = re.compile(
    r"[-–|\s]*(?:seite|page|s\.|blatt)?\s*(?:#|\b[ivxlc]+\b)\s*(?:(?:/|von|of|\|)\s*#)?[-–|\s]*", re.IGNORECASE
)
_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the upper or lower edge of a page."""

    page: int
    line: Line
    masked: str
    upper: bool
    apart: bool

    @property
    def place(self) -> tuple[bool, int]:
        return self.upper, round(self.line.baseline / 3)


def without_running_heads(pages: Sequence[Sequence[Word]], body_size: float) -> list[list[Word]]:
    """The words of each page without lines that come again on other pages' edges, digits aside, and page numbers.

    Lines larger than the body must come on two of five pages, so that titles of slides stay.
    """
    edges = [edge for number, words in enumerate(pages) for edge in _edges(number, words)]
    seen: dict[tuple[bool, str], set[int]] = defaultdict(set)
    for edge in edges:
        seen[edge.upper, edge.masked].add(edge.page)
    running = [edge for edge in edges if _repeats(edge, seen[edge.upper, edge.masked], len(pages), body_size)]
    places = Counter((edge.place, edge.line.size) for edge in running)
    dropped: dict[int, set[Word]] = defaultdict(set)
    for edge in running:
        dropped[edge.page].update(edge.line.words)
    for edge in edges:
        if edge.apart and edge.line.size <= body_size * 1.05 and places[edge.place, edge.line.size] >= 3:
            dropped[edge.page].update(edge.line.words)
    kept = [[word for word in words if word not in dropped[number]] for number, words in enumerate(pages)]
    emptied = sum(1 for words, rest in zip(pages, kept, strict=True) if words and not rest)
    # Where little else is printed on most pages, it is the text.
    return kept if emptied <= len(pages) / 2 else [list(words) for words in pages]


def _edges(number: int, words: Sequence[Word]) -> list[_Edge]:
    lines = lines_of(words)
    found = []
    for rank, line in enumerate(lines[:_EDGE_LINES]):
        below = lines[rank + 1].baseline - line.baseline if rank + 1 < len(lines) else 99.0
        found.append(_Edge(number, line, _masked(line.text), True, below > 1.9 * line.size))
    for rank, line in enumerate(lines[::-1][:_EDGE_LINES]):
        above = line.baseline - lines[-rank - 2].baseline if rank + 2 <= len(lines) else 99.0
        found.append(_Edge(number, line, _masked(line.text), False, above > 1.9 * line.size))
    return found


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text).casefold()


def _repeats(edge: _Edge, pages: set[int], count: int, body_size: float) -> bool:
    if _PAGE_NUMBER.fullmatch(edge.masked):
        return edge.apart or len(pages) > 1
    if len(pages) < 2 or (len(pages) < 3 and count > 5):
        return False
    if edge.line.size > 1.05 * body_size:
        return len(pages) >= max(_SHARE * count, 2)
    return len(pages) >= _SHARE * count or any(
        {page, page + 1, page + 2} <= pages or {page, page + 2, page + 4} <= pages for page in pages
    )
