"""A page's text as blocks that a template can write out, with a stretch of it marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.models import Block, BlockKind, Page

CELLS = " | "
LINES = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Some text of one kind."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block with its rows of cells of runs; anything but a table has one row of one cell."""

    kind: BlockKind
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    header_rows: int = 0


def text_blocks(page: Page, mark: tuple[int, int] | None) -> tuple[TextBlock, ...]:
    """The page's blocks in order, with `page.text[mark[0]:mark[1]]` marked."""
    marked = mark or (0, 0)
    blocks = page.blocks or (Block(BlockKind.PARAGRAPH, 0, len(page.text)),)
    return tuple(_block(page.text, block, marked) for block in blocks)


def runs_of(text: str, start: int, end: int, mark: tuple[int, int]) -> tuple[Run, ...]:
    """`text[start:end]` cut where the mark begins and ends."""
    left, right = (min(max(edge, start), end) for edge in mark)
    pieces = ((start, left, False), (left, right, True), (right, end, False))
    return tuple(Run(text[a:b], marked) for a, b, marked in pieces if a < b)


def find_quote(page: Page, quote: str, start: int) -> tuple[int, int] | None:
    """Where the quote stands letter for letter, preferably from `start` on; None when it does not."""
    if not quote:
        return None
    at = page.text.find(quote, start)
    at = page.text.find(quote) if at < 0 else at
    return None if at < 0 else (at, at + len(quote))


def _block(text: str, block: Block, mark: tuple[int, int]) -> TextBlock:
    if block.kind is not BlockKind.TABLE:
        return TextBlock(block.kind, ((runs_of(text, block.start, block.end, mark),),))
    lines = LINES.finditer(text, block.start, block.end)
    rows = tuple(tuple(_cells(text, line.start(), line.end(), mark)) for line in lines)
    return TextBlock(block.kind, rows, block.header_rows)


def _cells(text: str, start: int, end: int, mark: tuple[int, int]) -> Iterator[tuple[Run, ...]]:
    while start <= end:
        at = text.find(CELLS, start, end)
        stop = end if at < 0 else at
        yield runs_of(text, start, stop, mark)
        if at < 0:
            return
        start = stop + len(CELLS)
