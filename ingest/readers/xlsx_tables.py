"""The filled cells of a sheet -> tables and lines of text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from corpus.models import BlockKind
from ingest.readers.sections import LONGEST_REPEATED, RawBlock, table_row

_MOST_REPEATED = 100_000
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is shown; `names` tells whether it may name a column: a word, a year or a date."""

    text: str
    names: bool
    bold: bool = False


Rows = dict[int, dict[int, Cell]]
"""Row -> column -> cell, both counted from 1, in order; only what is filled."""


def may_name(value: object) -> bool:
    """Whether the value may stand in the head of a table."""
    is_year = isinstance(value, int | float) and value in _YEARS
    return isinstance(value, str | date | time) or is_year


def table_blocks(rows: Rows, merged: Sequence[tuple[int, int, int, int]], hidden: Container[int]) -> Iterator[RawBlock]:
    """Tables, which blank rows keep apart; lines with a single cell above or below one are paragraphs.

    `rows` hold no `hidden` rows; those are no blank ones.
    """
    wide = _repeat_merged(rows, merged)
    group: list[int] = []
    for row in rows:
        if group and any(between not in hidden for between in range(group[-1] + 1, row)):
            yield from _group(rows, group, wide)
            group = []
        group.append(row)
    if group:
        yield from _group(rows, group, wide)


def _repeat_merged(rows: Rows, merged: Sequence[tuple[int, int, int, int]]) -> Mapping[int, list[tuple[int, int]]]:
    """Say a cell that spans rows again in each of them; the columns that cells of a row span, by the row."""
    order = list(rows)
    left = _MOST_REPEATED
    wide: dict[int, list[tuple[int, int]]] = {}
    for first_column, first_row, last_column, last_row in merged:
        cell = rows.get(first_row, {}).get(first_column)
        if cell is None or len(cell.text) > LONGEST_REPEATED:
            continue
        if last_column > first_column:
            wide.setdefault(first_row, []).append((first_column, last_column))
        for row in order[bisect_right(order, first_row) : bisect_left(order, last_row + 1)]:
            left -= 1
            if left >= 0:
                rows[row] = dict(sorted({**rows[row], first_column: cell}.items()))
    return wide


def _group(rows: Rows, group: list[int], wide: Mapping[int, list[tuple[int, int]]]) -> Iterator[RawBlock]:
    """One stretch of rows without a blank one."""
    first, last = 0, len(group)
    while first < last and len(rows[group[first]]) == 1:
        first += 1
    while last > first and _is_note(rows[group[last - 1]]):
        last -= 1
    yield from _lines(rows, group[:first])
    if first < last:
        yield _table(rows, group[first:last], wide)
    yield from _lines(rows, group[last:])


def _is_note(row: Mapping[int, Cell]) -> bool:
    return len(row) == 1 and all(cell.names for cell in row.values())


def _lines(rows: Rows, group: Sequence[int]) -> Iterator[RawBlock]:
    before = ""
    for row in group:
        text = " ".join(cell.text for cell in rows[row].values())
        if text != before:  # a merged line spans several rows
            yield RawBlock(BlockKind.PARAGRAPH, text)
        before = text


def _table(rows: Rows, group: Sequence[int], wide: Mapping[int, list[tuple[int, int]]]) -> RawBlock:
    heads = _header_rows(rows, group, wide)
    for row in group[:heads]:
        _say_across(rows, row, wide.get(row, ()))
    columns = sorted({column for row in group for column in rows[row]})
    lines = [table_row(rows[row][column].text if column in rows[row] else "" for column in columns) for row in group]
    return RawBlock(BlockKind.TABLE, "\n".join(lines), header_rows=heads)


def _header_rows(rows: Rows, group: Sequence[int], wide: Mapping[int, list[tuple[int, int]]]) -> int:
    if len(group) < 2 or not _names_columns(rows[group[0]]):
        return 0
    columns = {column for row in group for column in rows[row]}
    if len(columns) == 2 and not _heads_two_columns(rows, group, max(columns)):
        return 0
    is_double = group[0] in wide and len(group) > 2 and _names_columns(rows[group[1]])
    return 2 if is_double else 1


def _names_columns(row: Mapping[int, Cell]) -> bool:
    return len(row) > 1 and all(cell.names for cell in row.values())


def _heads_two_columns(rows: Rows, group: Sequence[int], second: int) -> bool:
    """Two columns are mostly names and values, without a head: bold type or figures below must speak for one."""
    head, *below = (rows[row].get(second) for row in group)
    values = [cell for cell in below if cell]
    if head is None or not values:
        return False
    return (head.bold and not any(cell.bold for cell in values)) or 2 * sum(not c.names for c in values) > len(values)


def _say_across(rows: Rows, row: int, spans: Sequence[tuple[int, int]]) -> None:
    """Name each column that a wide cell of the head spans, as far as the sheet is filled there."""
    used = {column for cells in rows.values() for column in cells}
    for first, last in spans:
        filled = [column for column in used if first < column <= last]
        rows[row] = dict(sorted({**dict.fromkeys(filled, rows[row][first]), **rows[row]}.items()))
