"""A table of figures: shown below its plot, and handed out as a CSV file that Excel opens rightly."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.german import day, number

Cell = str | int | float | date | None

BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under their column names; `name` is that of the file."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]

    @property
    def shown(self) -> list[list[tuple[str, bool]]]:
        """Every cell as people read it, and whether it is a number."""
        return [[(_shown(cell), isinstance(cell, int | float)) for cell in row] for row in self.rows]

    @property
    def numeric(self) -> list[bool]:
        """Of each column whether it holds numbers."""
        return [any(isinstance(row[index], int | float) for row in self.rows) for index in range(len(self.head))]


def csv_of(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, semicolons, decimal commas; no cell of text begins like a formula."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_written(name) for name in sheet.head])
    writer.writerows([_written(cell) for cell in row] for row in sheet.rows)
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case int():
            return number(cell)
        case str():
            return cell
        case _:
            return _written(cell)


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case float():
            return str(cell).replace(".", ",")
        case datetime() | date():
            return day(cell)
        case str():
            one_line = cell.replace("\x00", "")
            return f"'{one_line}" if one_line.lstrip(" ").startswith(FORMULA) else one_line
        case _:
            return str(cell)
