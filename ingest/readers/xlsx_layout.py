"""What of a sheet openpyxl does not tell while it streams: what is hidden, merged, or was never calculated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO

from lxml import etree
from openpyxl.utils.cell import range_boundaries

from ingest.zip_guard import TooLarge

MOST_ELEMENTS = 3_000_000
"""Of all sheets of a file; a cell with a value has two."""
_MOST_ASIDE = 300_000
_MOST_IN_ROW = 16_384 * 8
_OF_CELLS = frozenset({"row", "c", "v", "f", "is", "t", "r"})
_MOST_COLUMNS = 16_384
_TRUE = ("1", "true")


@dataclass(slots=True)
class Layout:
    """Rows and columns count from 1; `merged` are (first column, first row, last column, last row)."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)
    elements: int = 0


def read_layout(sheet: IO[bytes], elements: int) -> Layout:
    """The layout of a sheet, read in constant memory.

    Raises TooLarge where the sheet has more than `elements` elements, or more of them in a row or outside all rows
    than any program writes; XMLSyntaxError where it is damaged.
    """
    layout = Layout()
    row = in_row = aside = 0
    in_cell = False
    for event, element in etree.iterparse(sheet, events=("start", "end"), resolve_entities=False, no_network=True):
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "start":
            layout.elements += 1
            in_row += 1
            aside += name not in _OF_CELLS
            if name == "row":
                in_row = 0
                row = _whole(element.get("r")) or row + 1
                if element.get("hidden") in _TRUE:
                    layout.hidden_rows.add(row)
            in_cell = in_cell or name == "c"
            if layout.elements > elements or aside > _MOST_ASIDE or (in_row > _MOST_IN_ROW and name in _OF_CELLS):
                raise TooLarge
            continue
        if name == "c":
            in_cell = False
            _note_uncalculated(element, layout)
        elif name == "col" and element.get("hidden") in _TRUE:
            first, last = _whole(element.get("min")), min(_whole(element.get("max")), _MOST_COLUMNS)
            layout.hidden_columns.update(range(first, last + 1))
        elif name == "mergeCell":
            _note_merged(element.get("ref", ""), layout)
        if not in_cell:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return layout


def _note_uncalculated(cell: etree._Element, layout: Layout) -> None:
    formula = cell.find("{*}f")
    if formula is not None and not cell.findtext("{*}v") and cell.get("t") != "str":
        layout.uncalculated.append(cell.get("r", "?"))


def _note_merged(reference: str, layout: Layout) -> None:
    try:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
    except (ValueError, TypeError):
        return
    if first_column and first_row and last_column and last_row:
        layout.merged.append((first_column, first_row, last_column, last_row))


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,7}", text, re.ASCII) else 0
