"""Cuts pages into passages: along headings and sentences, tables between rows, never across pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.german.sentences import sentence_spans
from corpus.models import Block, BlockKind, Page, Passage

Count = Callable[[str], int]

# The embedding model reads 512 tokens; title, headings and table header share them with the text.
TARGET_TOKENS, MOST_TOKENS = 280, 380
TINY_TOKENS = 40
BOUNDARY_LEVEL = 2  # a heading of this level or above begins a new passage


@dataclass(frozen=True, slots=True)
class _Unit:
    """The smallest stretch that is never cut: a sentence, a table row, a heading."""

    start: int
    end: int
    tokens: int
    headings: tuple[str, ...]
    header: str = ""
    is_heading: bool = False
    starts_section: bool = False


def split_passages(pages: Sequence[Page], count_tokens: Count) -> tuple[Passage, ...]:
    """The passages of a document in order; `text` is exactly `page.text[start:end]`.

    About `TARGET_TOKENS` each and at most `MOST_TOKENS`. Headings hold across pages until they are replaced; a
    stretch of headings without text is no passage.
    """
    passages: list[Passage] = []
    path: tuple[tuple[int, str], ...] = ()
    for page in pages:
        units: list[_Unit] = []
        for block in page.blocks:
            text = page.text[block.start : block.end]
            if block.kind is BlockKind.HEADING:
                path = (*(step for step in path if step[0] < block.level), (block.level, " ".join(text.split())))
            headings = tuple(heading for _, heading in path)
            units.extend(_units(page, block, headings, count_tokens))
        for group in _grouped(units):
            first, last = group[0], group[-1]
            told = next((unit for unit in group if not unit.is_heading), None)
            if told is None:
                continue
            passages.append(
                Passage(
                    ordinal=len(passages),
                    page=page.number,
                    start=first.start,
                    end=last.end,
                    text=page.text[first.start : last.end],
                    headings=told.headings,
                    table_header=next((unit.header for unit in group if unit.header), ""),
                )
            )
    return tuple(passages)


def _units(page: Page, block: Block, headings: tuple[str, ...], count: Count) -> Iterator[_Unit]:
    if block.kind is BlockKind.HEADING:
        tokens = count(page.text[block.start : block.end])
        starts = block.level <= BOUNDARY_LEVEL
        yield _Unit(block.start, block.end, tokens, headings, is_heading=True, starts_section=starts)
        return
    if block.kind is BlockKind.TABLE:
        yield from _rows(page, block, headings, count)
        return
    text = page.text[block.start : block.end]
    for start, end in sentence_spans(text):
        for piece_start, piece_end in _pieces(text, start, end, count):
            yield _Unit(
                block.start + piece_start, block.start + piece_end, count(text[piece_start:piece_end]), headings
            )


def _rows(page: Page, block: Block, headings: tuple[str, ...], count: Count) -> Iterator[_Unit]:
    lines = page.text[block.start : block.end].split("\n")
    header = "\n".join(lines[: block.header_rows])
    # A header that takes more than its share is not repeated: the rows must still fit.
    repeated = header if count(header) <= TARGET_TOKENS // 3 else ""
    start = block.start
    for line in lines:
        for piece_start, piece_end in _pieces(line, 0, len(line), count):
            tokens = count(line[piece_start:piece_end])
            yield _Unit(start + piece_start, start + piece_end, tokens, headings, repeated)
        start += len(line) + 1


def _pieces(text: str, start: int, end: int, count: Count) -> Iterator[tuple[int, int]]:
    """The span itself, or where it is too long for a passage, halves of it cut at a space."""
    if end <= start:
        return
    if count(text[start:end]) <= MOST_TOKENS:
        yield start, end
        return
    middle = (start + end) // 2
    cut = text.rfind(" ", start + 1, middle) + 1 or middle
    yield from _pieces(text, start, cut, count)
    yield from _pieces(text, cut, end, count)


def _grouped(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """Units put together to passages; a heading stays with what follows it."""
    group: list[_Unit] = []
    size = 0
    for unit in units:
        told = sum(u.tokens for u in group if not u.is_heading)
        # One passage knows one table header, or its rows would be read under the wrong columns.
        other_table = unit.header and any(u.header not in ("", unit.header) for u in group)
        begins = unit.starts_section and told >= TINY_TOKENS
        # From the target on, any heading or paragraph that is not tiny begins the next passage.
        full = (
            size + unit.tokens > MOST_TOKENS or size >= TARGET_TOKENS or (unit.is_heading and size > TARGET_TOKENS // 2)
        )
        if told and (begins or full or other_table):
            yield group
            group, size = [], 0
        group.append(unit)
        size += unit.tokens
    if group:
        yield group
