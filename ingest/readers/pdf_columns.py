"""Lines and tables of a page in reading order: columns one after the other, footnotes last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.readers.pdf_lines import Item, Line, Table, begins_with_mark, inks, lines_of
from ingest.readers.pdf_sheet import Word

_FEWEST_LINES = 3
_PROSE = 15
"""Characters in a column's typical line; what is shorter is a table or a list of labels."""


def reading_order(words: Sequence[Word], tables: Sequence[Table]) -> list[Item]:
    """Lines and tables as a person reads them: columns one after the other, each from top to bottom."""
    items: list[Item] = [*lines_of(words), *tables]
    items.sort(key=lambda item: item.bottom)
    return _in_columns(items)


def notes_last(items: Sequence[Item], body_size: float) -> list[Item]:
    """Footnotes moved behind all else, so that text goes on from column to column."""
    text: list[Item] = []
    notes: list[Item] = []
    note: Line | None = None
    for item in items:
        if isinstance(item, Table):
            note = None
        elif begins_with_mark(item) and item.size < 0.95 * body_size:
            note = item
        elif note is not None and (item.size > 1.05 * note.size or item.column != note.column):
            note = None
        (text if note is None else notes).append(item)
    return text + notes


def _in_columns(items: list[Item]) -> list[Item]:
    gutter = _gutter(items)
    if gutter is None:
        return _set_column(items)
    ordered: list[Item] = []
    band: list[Item] = []
    for item in [*items, None]:
        if item is not None and not _crosses(item, gutter):
            band.append(item)
            continue
        if band:
            left, right = _halves(band, gutter)
            if _is_prose(left) and _is_prose(right):
                ordered += _in_columns(left) + _in_columns(right)
            else:
                ordered += _set_column(band)
        band = []
        if item is not None:
            ordered += _set_column([item])
    return ordered


def _gutter(items: list[Item]) -> float | None:
    """The x that parts most lines into two columns of prose, or None."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < 2 * _FEWEST_LINES - 3:
        return None
    starts: Counter[int] = Counter()
    left_edge = min(line.left for line in lines)
    right_edge = max(line.right for line in lines)
    for line in lines:
        for start, _, _ in inks(line):
            if left_edge + 0.15 * (right_edge - left_edge) < start < right_edge:
                starts[round(start / 3)] += 1
    best, best_count = None, 0
    for cell, count in starts.items():
        near = count + starts[cell - 1] + starts[cell + 1]
        if near < _FEWEST_LINES:
            continue
        gutter = cell * 3 - 3.0
        parted = _parted(items, gutter)
        if parted > best_count:
            best, best_count = gutter, parted
    return best


def _parted(items: list[Item], gutter: float) -> int:
    """How many lines a gutter puts into columns of prose."""
    total = 0
    band: list[Item] = []
    for item in [*items, None]:
        if item is not None and not _crosses(item, gutter):
            band.append(item)
            continue
        if len(band) >= _FEWEST_LINES:
            left, right = _halves(band, gutter)
            if _is_prose(left) and _is_prose(right):
                total += len(band)
        band = []
    return total


def _crosses(item: Item, gutter: float) -> bool:
    if isinstance(item, Table):
        return item.left < gutter < item.right
    return any(left < gutter < right for left, right, _ in inks(item))


def _halves(band: list[Item], gutter: float) -> tuple[list[Item], list[Item]]:
    left: list[Item] = []
    right: list[Item] = []
    left_words: list[Word] = []
    right_words: list[Word] = []
    for item in band:
        if isinstance(item, Table):
            (left if item.right <= gutter else right).append(item)
        else:
            for word in item.words:
                (left_words if word.left < gutter else right_words).append(word)
    left += lines_of(left_words)
    right += lines_of(right_words)
    return sorted(left, key=lambda item: item.bottom), sorted(right, key=lambda item: item.bottom)


def _is_prose(items: list[Item]) -> bool:
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < _FEWEST_LINES:
        return False
    return median(len(line.text) for line in lines) >= _PROSE


def _set_column(items: list[Item]) -> list[Item]:
    lines = [item for item in items if isinstance(item, Line)]
    if not lines:
        return items
    column = (min(line.left for line in lines), max(line.right for line in lines))
    return [replace(item, column=column) if isinstance(item, Line) else item for item in items]
