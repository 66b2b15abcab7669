"""Excel files in the format XLSX: a page a sheet, values as they are shown."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

import openpyxl
from lxml.etree import XMLSyntaxError

from corpus.errors import RefusedFile
from corpus.models import BlockKind, Page
from corpus.texts import reading
from ingest.readers import Reading
from ingest.readers.office_package import checked_copy
from ingest.readers.office_properties import properties_of, title_of
from ingest.readers.sections import RawBlock, build_page
from ingest.readers.xlsx_layout import Layout, read_layout
from ingest.readers.xlsx_numbers import shown
from ingest.readers.xlsx_tables import Cell, Rows, may_name, table_blocks
from ingest.zip_guard import TooLarge

MOST_CELLS = 200_000
_MOST_ELEMENTS = 2_500_000  # of all sheets; a cell with a value has two
_MOST_LETTERS = 8_000_000
_SHEET_LEVEL = 2  # the name of a sheet ('Tabelle1') is no title of the whole
_NAMED = 5
_SHEETS = re.compile(r"/?xl/worksheets/[^/]*\.xml", re.IGNORECASE)
# Nobody reads these, and some are as large as all sheets together.
_KEPT = re.compile(
    r"(?!/?xl/(?:calcChain|pivot\w*/|externalLinks/|drawings/|charts/|comments|queryTables/|ctrlProps/|threaded))"
    r".*\.(?:xml|rels)",
    re.IGNORECASE,
)
_STRING_OR_FORMAT = re.compile(rb"<(?:\w+:)?(?:si|xf|font|fill|border)\b")
_MOST_STRINGS_AND_FORMATS = 400_000
_BROKEN = (
    XMLSyntaxError, SyntaxError, ExpatError, zipfile.BadZipFile, AttributeError, IndexError, KeyError, TypeError,
    ValueError, OverflowError,
)  # fmt: skip


def read_xlsx(path: Path) -> Reading:
    """One page a visible sheet that holds anything, with its name as heading, its tables, and the lines between them.

    Raises RefusedFile where the file is damaged, empty, a bomb, or no XLSX. Hidden sheets, rows and columns, formulas
    without a stored result, and what goes beyond `MOST_CELLS`, are left out with a remark.
    """
    package = checked_copy(path, kept=_KEPT, streamed=_SHEETS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of all that it does not keep
            return _read(package, path.name)
    except TooLarge as error:
        raise RefusedFile(reading.TOO_MANY_CELLS.format(name=path.name, limit=_thousands(MOST_CELLS))) from error
    except _BROKEN as error:
        raise RefusedFile(reading.NOT_OF_ITS_KIND.format(name=path.name)) from error


def _read(package: BytesIO, name: str) -> Reading:
    with zipfile.ZipFile(package) as archive:
        _check_counts(archive)
        reader = _BookReader(archive)
        # Before openpyxl looks for the size of each sheet, which takes as much memory as the sheet likes.
        for part in filter(_SHEETS.fullmatch, archive.namelist()):
            reader.layout(part)
        book = openpyxl.load_workbook(package, read_only=True, data_only=True, keep_links=False)
        sheets: list[Any] = list(book.worksheets)
        if len({sheet._worksheet_path for sheet in sheets}) < len(sheets):
            raise ValueError("two sheets in one part")
        pages: list[Page] = []
        hidden = []
        for sheet in sheets:
            if sheet.sheet_state != "visible":
                hidden.append(sheet.title)
            elif blocks := reader.blocks(sheet):
                heading = RawBlock(BlockKind.HEADING, sheet.title, level=_SHEET_LEVEL)
                pages.append(build_page(len(pages) + 1, [heading, *blocks]))
    if not pages:
        raise RefusedFile(reading.NO_TEXT.format(name=name))
    told = book.properties
    properties = properties_of(told.creator, told.subject, told.keywords, told.created)
    return Reading(tuple(pages), title_of(told.title), (*_hidden_sheets(hidden), *reader.remarks), properties)


def _check_counts(archive: zipfile.ZipFile) -> None:
    """Raise TooLarge for more strings and formats than openpyxl can make objects of in a moment."""
    parts = [name for name in archive.namelist() if not _SHEETS.fullmatch(name)]
    if sum(len(_STRING_OR_FORMAT.findall(archive.read(name))) for name in parts) > _MOST_STRINGS_AND_FORMATS:
        raise TooLarge


class _BookReader:
    """Reads sheet after sheet; `remarks` tell what was left out so far."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._layouts: dict[str, Layout] = {}
        self._elements_left = _MOST_ELEMENTS
        self._cells_left = MOST_CELLS
        self._letters_left = _MOST_LETTERS
        self.remarks: list[str] = []

    def layout(self, part: str) -> Layout:
        """The layout of the sheet in a part of the file; raises TooLarge."""
        if part not in self._layouts:
            with self._archive.open(part) as sheet:
                self._layouts[part] = read_layout(sheet, self._elements_left)
            self._elements_left -= self._layouts[part].elements
        return self._layouts[part]

    def blocks(self, sheet: Any) -> list[RawBlock]:
        """The tables and lines of one sheet."""
        layout = self.layout(sheet._worksheet_path)
        rows: Rows = {}
        hidden_columns: set[int] = set()
        hidden_rows: set[int] = set()
        sheet.reset_dimensions()  # declared ones may lie
        for row, cells in self._filled(sheet):
            if row in layout.hidden_rows:
                hidden_rows.add(row)
                continue
            hidden_columns |= cells.keys() & layout.hidden_columns
            if seen := {column: cell for column, cell in cells.items() if column not in layout.hidden_columns}:
                rows[row] = seen
        self._remark(sheet.title, layout, hidden_rows, hidden_columns)
        return list(table_blocks(rows, layout.merged, layout.hidden_rows))

    def _filled(self, sheet: Any) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Rows that hold anything, until the limits are used up."""
        for cells in sheet.iter_rows():
            filled = {}
            row = 0
            for cell in cells:
                if cell.value is None:
                    continue
                text = shown(cell.value, cell.number_format or "General").strip()
                row = cell.row
                if text:
                    filled[cell.column] = Cell(text, may_name(cell.value), bool(cell.font and cell.font.b))
            if not filled:
                continue
            self._cells_left -= len(filled)
            self._letters_left -= sum(len(cell.text) for cell in filled.values())
            if self._cells_left < 0 or self._letters_left < 0:
                limit = _thousands(MOST_CELLS)
                self.remarks.append(reading.CELLS_LEFT_OUT.format(sheet=sheet.title, row=row - 1, limit=limit))
                return
            yield row, filled

    def _remark(self, sheet: str, layout: Layout, rows: set[int], columns: set[int]) -> None:
        cells = layout.uncalculated
        named = ", ".join(cells[:_NAMED]) + (" …" if len(cells) > _NAMED else "")
        for one, many, count in (
            (reading.ONE_HIDDEN_ROW, reading.HIDDEN_ROWS, len(rows)),
            (reading.ONE_HIDDEN_COLUMN, reading.HIDDEN_COLUMNS, len(columns)),
            (reading.ONE_FORMULA_WITHOUT_VALUE, reading.FORMULAS_WITHOUT_VALUE, len(cells)),
        ):
            if count:
                sentence = one if count == 1 else many
                self.remarks.append(sentence.format(sheet=sheet, count=_thousands(count), cells=named))


def _hidden_sheets(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    sentence = reading.ONE_HIDDEN_SHEET if len(names) == 1 else reading.HIDDEN_SHEETS
    return (sentence.format(count=len(names), names=", ".join(f"„{name}“" for name in names)),)


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")
