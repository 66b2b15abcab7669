"""Cuts pages into passages: along headings and sentences, tables between rows, never across pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.german.sentences import sentence_spans
from corpus.models import Block, BlockKind, Page, Passage

Count = Callable[[str], int]

# The embedding model reads 512 tokens; title, headings and table header share them with the text.
TARGET_TOKENS, MOST_TOKENS = 280, 380
TINY_TOKENS = 40
BOUNDARY_LEVEL = 2  # a heading of this level or above begins a new passage
LONGEST_HEADING = 200  # characters; what is set as a heading but longer than this is a paragraph


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
    stretch of headings without text is no passage, unless the whole document is nothing else.
    """
    return _passages(pages, count_tokens, bare=False) or _passages(pages, count_tokens, bare=True)


def _passages(pages: Sequence[Page], count_tokens: Count, *, bare: bool) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    path: tuple[tuple[int, str], ...] = ()
    for page in pages:
        units: list[_Unit] = []
        for block in page.blocks:
            text = page.text[block.start : block.end]
            if _is_heading(block):
                path = (*(step for step in path if step[0] < block.level), (block.level, " ".join(text.split())))
            headings = tuple(heading for _, heading in path)
            found = _units(page, block, headings, count_tokens)
            units.extend(replace(unit, is_heading=False) if bare else unit for unit in found)
        for group in _grouped(units):
            first, last = group[0], group[-1]
            told = next(unit for unit in group if not unit.is_heading)
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


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and block.end - block.start <= LONGEST_HEADING


def _units(page: Page, block: Block, headings: tuple[str, ...], count: Count) -> Iterator[_Unit]:
    if _is_heading(block):
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
    """Units put together to passages that never cross a heading of `BOUNDARY_LEVEL`, but where both sides are tiny."""
    gathered: list[_Unit] = []
    for section in _sections(units):
        before, after = _told(gathered), _told(section)
        if before and not (before < TINY_TOKENS and after < TINY_TOKENS):
            yield from _filled(gathered)
            gathered = []
        gathered = gathered + section
    yield from _filled(gathered)


def _sections(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    section: list[_Unit] = []
    for unit in units:
        if unit.starts_section and section:
            yield section
            section = []
        section.append(unit)
    if section:
        yield section


def _filled(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """The units of one section in groups of about the target; a tiny rest goes to the group before if it fits."""
    groups: list[list[_Unit]] = []
    group: list[_Unit] = []
    for unit in units:
        size = _tokens(group)
        # From the target on, any sentence, row or heading begins the next passage; a heading does so from half of it.
        full = (
            size + unit.tokens > MOST_TOKENS or size >= TARGET_TOKENS or (unit.is_heading and size > TARGET_TOKENS // 2)
        )
        if _told(group) and (full or _is_other_table(group, unit)):
            headings = _headings_at_end(group)
            groups.append(group[: len(group) - len(headings)])
            group = headings
        if not _told(group) and _tokens(group) + unit.tokens > MOST_TOKENS:
            group = []  # the path tells these headings; with them the text would not fit
        group.append(unit)
    rest = group[: len(group) - len(_headings_at_end(group))]  # what they head stands on the next page
    fits = bool(groups) and _told(rest) < TINY_TOKENS and _tokens(groups[-1]) + _tokens(rest) <= MOST_TOKENS
    if fits and not any(_is_other_table(groups[-1], unit) for unit in rest):
        rest = groups.pop() + rest
    yield from groups
    if rest:
        yield rest


def _is_other_table(group: Sequence[_Unit], unit: _Unit) -> bool:
    """One passage knows one table header, or its rows would be read under the wrong columns."""
    return bool(unit.header) and any(other.header not in ("", unit.header) for other in group)


def _headings_at_end(group: Sequence[_Unit]) -> list[_Unit]:
    last = max((index for index, unit in enumerate(group) if not unit.is_heading), default=-1)
    return list(group[last + 1 :])


def _tokens(units: Sequence[_Unit]) -> int:
    return sum(unit.tokens for unit in units)


def _told(units: Sequence[_Unit]) -> int:
    """Tokens of all but headings."""
    return sum(unit.tokens for unit in units if not unit.is_heading)
