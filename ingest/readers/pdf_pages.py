"""From what stands on the sheets to pages of blocks: the steps in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.models import Block, BlockKind, Page
from ingest.readers.pdf_blocks import Headings, in_paragraphs, to_blocks
from ingest.readers.pdf_columns import notes_last, reading_order
from ingest.readers.pdf_contents import without_contents
from ingest.readers.pdf_headings import outlined_lines, typographic_levels
from ingest.readers.pdf_heads import without_running_heads
from ingest.readers.pdf_lines import Item, Table
from ingest.readers.pdf_outline import Structure
from ingest.readers.pdf_row_tables import row_ruled_tables
from ingest.readers.pdf_sheet import Sheet, Word
from ingest.readers.pdf_tables import ruled_tables
from ingest.readers.sections import RawBlock
from ingest.repair import known_words, tidy

_FAIR_PART = 0.12
_OUTLINE_TRUSTED = 0.6
_FINE_OUTLINE = 0.5
"""Entries a page from which on an outline is taken to name every heading."""


def to_pages(sheets: Sequence[Sheet], structure: Structure) -> tuple[Page, ...]:
    """One page a sheet, numbered from 1; text at an angle comes last on its page."""
    body_size = _body_size(sheets)
    known = known_words(word.text for sheet in sheets for word in sheet.words)
    tabled = [_tables(sheet, known) for sheet in sheets]
    words = without_running_heads([rest for _, rest in tabled], body_size)
    ordered: list[list[Item]] = [reading_order(kept, tables) for kept, (tables, _) in zip(words, tabled, strict=True)]
    ordered = [notes_last(items, body_size) for items in without_contents(ordered)]
    ordered = _continued(ordered)
    headings = _headings(ordered, sheets, structure, body_size)
    pages = []
    for index, (items, sheet) in enumerate(zip(ordered, sheets, strict=True)):
        blocks = to_blocks(items, headings, known)
        blocks += [RawBlock(BlockKind.PARAGRAPH, text) for text in map(tidy, sheet.turned) if text]
        label = structure.labels[index] if index < len(structure.labels) else None
        pages.append(_page(index + 1, blocks, label if label and label != str(index + 1) else None))
    return tuple(pages)


def _tables(sheet: Sheet, known: Container[str]) -> tuple[list[Table], list[Word]]:
    gridded, rest = ruled_tables(sheet.words, sheet.rules, known)
    row_ruled, rest = row_ruled_tables(rest, sheet.rules, known)
    return gridded + row_ruled, rest


def _continued(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Pages whose first table, where it goes on from the page before without saying its header again, has none."""
    told = [list(items) for items in pages]
    for before, items in pairwise(told):
        last, first = before[-1:], items[:1]
        for upper, lower in zip(last, first, strict=False):
            if isinstance(upper, Table) and isinstance(lower, Table) and lower.continues(upper):
                items[0] = replace(lower, header_rows=0)
    return told


def _body_size(sheets: Sequence[Sheet]) -> float:
    """The type size, in points, that most letters have."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for word in sheet.words:
            sizes[word.size] += len(word.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 10.0


def _largest_text_size(sheets: Sequence[Sheet]) -> float:
    """The largest size, in points, that a fair part of all text has; slides have several."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for word in sheet.words:
            sizes[round(word.size, 1)] += len(word.text)
    total = sum(sizes.values())
    return max((size for size, count in sizes.items() if count >= _FAIR_PART * total), default=_body_size(sheets))


def _headings(
    ordered: Sequence[Sequence[Item]], sheets: Sequence[Sheet], structure: Structure, body_size: float
) -> Headings:
    outlined = outlined_lines(ordered, structure.outline, [sheet.height for sheet in sheets])
    found = len(outlined)
    trusted = found >= _OUTLINE_TRUSTED * len(structure.outline) and found >= _FINE_OUTLINE * len(sheets)
    if found and trusted:
        return Headings(outlined, {}, body_size)
    largest = _largest_text_size(sheets)
    paragraphs = [part for items in ordered for part in in_paragraphs(items, outlined) if isinstance(part, list)]
    return Headings(outlined, typographic_levels(paragraphs, largest), largest)


def _page(number: int, blocks: Sequence[RawBlock], label: str | None) -> Page:
    text = ""
    placed: list[Block] = []
    for block in blocks:
        if placed:
            both_items = block.kind is placed[-1].kind is BlockKind.LIST_ITEM
            text += "\n" if both_items else "\n\n"
        placed.append(Block(block.kind, len(text), len(text) + len(block.text), block.level, block.header_rows))
        text += block.text
    return Page(number, text, tuple(placed), label)
