"""What of a sheet openpyxl does not tell while it streams: what is hidden, merged, or was never calculated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from openpyxl.utils.cell import range_boundaries

from ingest.zip_guard import TooLarge

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
    than any program writes; ExpatError where it is damaged.
    """
    reader = _LayoutReader(elements)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.buffer_text = True
    parser.ParseFile(sheet)
    return reader.layout


class _LayoutReader:
    """Takes what the parser finds; no tree is built, for a sheet may be larger than the memory."""

    def __init__(self, most_elements: int) -> None:
        self.layout = Layout()
        self._most_elements = most_elements
        self._row = self._in_row = self._aside = 0
        self._cell: dict[str, str] = {}
        self._has_formula = self._has_value = self._in_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count the element and note what it says of the layout."""
        name = tag.rpartition(":")[2]
        self.layout.elements += 1
        if name in _OF_CELLS:
            self._in_row += 1
        else:
            self._aside += 1
        if self.layout.elements > self._most_elements or self._aside > _MOST_ASIDE or self._in_row > _MOST_IN_ROW:
            raise TooLarge
        if name == "c":
            self._cell, self._has_formula, self._has_value = attributes, False, False
        elif name == "v":
            self._in_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._in_row = 0
            self._row = _whole(attributes.get("r")) or self._row + 1
            if attributes.get("hidden") in _TRUE:
                self.layout.hidden_rows.add(self._row)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = _whole(attributes.get("min")), min(_whole(attributes.get("max")), _MOST_COLUMNS)
            self.layout.hidden_columns.update(range(first, last + 1))
        elif name == "mergeCell":
            self._note_merged(attributes.get("ref", ""))

    def text(self, _text: str) -> None:
        """Note that a value has text."""
        self._has_value = self._has_value or self._in_value

    def end(self, tag: str) -> None:
        """Note a formula whose cell had no value."""
        name = tag.rpartition(":")[2]
        if name == "v":
            self._in_value = False
        elif name == "c" and self._has_formula and not self._has_value and self._cell.get("t") != "str":
            self.layout.uncalculated.append(self._cell.get("r", "?"))

    def _note_merged(self, reference: str) -> None:
        try:
            first_column, first_row, last_column, last_row = range_boundaries(reference)
        except (ValueError, TypeError):
            return
        if first_column and first_row and last_column and last_row:
            self.layout.merged.append((first_column, first_row, last_column, last_row))


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,7}", text, re.ASCII) else 0
