"""Pages for formats that have none: a page is a section.

A new page begins at each heading of level 1. A section longer than `LONG_SECTION` characters is also cut at its
headings of level 2, into as few pages as fit; a stretch that no heading cuts is cut between blocks at `LONGEST_PAGE`,
so that a book without headings still has places to point at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.models import Block, BlockKind, Page

LONG_SECTION = 6_000
LONGEST_PAGE = 20_000
# Characters: what names rows or columns is short; longer text of a cell that spans several is said once.
LONGEST_REPEATED = 300
BULLET = "• "
SUB_BULLET = "– "

# Format characters (soft hyphens, zero-width and direction marks, tag letters) and lone surrogates: nobody can see
# them, but words and injected orders can hide behind them.
_INVISIBLE = frozenset({"Cf", "Cs", "Cc", "Co", "Cn"})
# Of other categories, but without ink as well: fillers and the marks that choose a variant of a character.
_INKLESS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_NOT_PLAIN = re.compile(r"[^\n\x20-\x7e\xa1-\xac\xae-\u02ff]")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block in reading order, not yet on a page.

    `text` may hold line breaks (one row a line in tables); a list item begins with its mark, `BULLET`, on a slide
    `SUB_BULLET` below another item, or '1. ', and a further paragraph of the same item is a list item without one.
    `level` and `header_rows` as in `corpus.models.Block`.
    """

    kind: BlockKind
    text: str
    level: int = 0
    header_rows: int = 0


def build_pages(blocks: Iterable[RawBlock]) -> tuple[Page, ...]:
    """Lay blocks out on numbered pages; blocks without text are dropped, nothing else is lost.

    Neighbouring list items are one line break apart, all other blocks a blank line. Text passes `clean_text`.
    """
    kept = _cleaned(blocks)
    pages: list[Page] = []
    for section in _cut_at_headings(kept, level=1):
        for part in _packed(_cut_at_headings(section, level=2), LONG_SECTION):
            for piece in _packed(_heading_with_next(part), LONGEST_PAGE):
                pages.append(_page(len(pages) + 1, piece))
    return tuple(pages)


def build_page(number: int, blocks: Iterable[RawBlock], label: str | None = None) -> Page:
    """One page of a format that has pages of its own, laid out as by `build_pages`; it may be without text."""
    return replace(_page(number, _cleaned(blocks)), label=label)


def table_row(texts: Iterable[str]) -> str:
    """The cells of a table as one line of its block; empty ones at the end are left out."""
    cells = [" ".join(text.split()).replace("|", "¦") for text in texts]
    while cells and not cells[-1]:
        cells.pop()
    return " | ".join(cells).lstrip()


def _cleaned(blocks: Iterable[RawBlock]) -> list[RawBlock]:
    return [
        RawBlock(block.kind, text, block.level, block.header_rows)
        for block in blocks
        if (text := clean_text(block.text))
    ]


def clean_text(text: str) -> str:
    """NFC text without characters that nobody can see, with single spaces and without empty lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _NOT_PLAIN.sub(lambda found: _visible(found.group()), unicodedata.normalize("NFC", text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    is_unseen = unicodedata.category(character) in _INVISIBLE or _INKLESS.match(character)
    return "" if is_unseen else character


def _cut_at_headings(blocks: list[RawBlock], level: int) -> Iterator[list[RawBlock]]:
    """Stretches that begin at a heading of `level` or above; headings in a row stay together, none stands alone."""
    stretch: list[RawBlock] = []
    has_prose = False
    for block in blocks:
        is_heading = block.kind is BlockKind.HEADING
        if is_heading and block.level <= level and has_prose:
            yield stretch
            stretch, has_prose = [], False
        stretch.append(block)
        has_prose = has_prose or not is_heading
    if stretch:
        yield stretch


def _heading_with_next(blocks: list[RawBlock]) -> Iterator[list[RawBlock]]:
    """Single blocks, headings together with the block they head."""
    unit: list[RawBlock] = []
    for block in blocks:
        unit.append(block)
        if block.kind is not BlockKind.HEADING:
            yield unit
            unit = []
    if unit:
        yield unit


def _packed(stretches: Iterable[list[RawBlock]], limit: int) -> Iterator[list[RawBlock]]:
    """Neighbours put together while they stay within `limit` characters; a longer stretch stays whole."""
    pack: list[RawBlock] = []
    size = 0
    for stretch in stretches:
        length = sum(len(block.text) + 2 for block in stretch)
        if pack and size + length > limit:
            yield pack
            pack, size = [], 0
        pack.extend(stretch)
        size += length
    if pack:
        yield pack


def _page(number: int, blocks: list[RawBlock]) -> Page:
    parts: list[str] = []
    placed: list[Block] = []
    position = 0
    for index, block in enumerate(blocks):
        if index:
            both_items = block.kind is BlockKind.LIST_ITEM and blocks[index - 1].kind is BlockKind.LIST_ITEM
            parts.append("\n" if both_items else "\n\n")
            position += len(parts[-1])
        end = position + len(block.text)
        placed.append(Block(block.kind, position, end, block.level, block.header_rows))
        parts.append(block.text)
        position = end
    return Page(number, "".join(parts), tuple(placed))
