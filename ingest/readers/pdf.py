"""PDF files, read by PDFium."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import RefusedFile
from corpus.texts import reading
from ingest.readers import Reading
from ingest.readers.pdf_layers import layers_off
from ingest.readers.pdf_outline import Structure, read_structure
from ingest.readers.pdf_page import read_sheet
from ingest.readers.pdf_pages import to_pages
from ingest.readers.pdf_sheet import Sheet
from ingest.readers.spans import spans
from ingest.readers.unseen import comment_remarks, hidden_characters, hidden_remarks
from ingest.repair import tidy

_HEADER_WITHIN = 1024


def read_pdf(path: Path) -> Reading:
    """Pages with blocks in reading order, without running heads, page numbers and printed tables of contents.

    Raises RefusedFile where the file is damaged, protected, without text, or no PDF. Pages without text are kept
    empty and named in a remark; text that cannot be seen on the page is dropped and counted in one.
    """
    _check_beginning(path)
    sheets, structure = _read_document(path)
    if not any(map(_has_text, sheets)):
        raise RefusedFile(_why_no_text(sheets).format(name=path.name))
    pages = to_pages([sheet or Sheet(0, 0) for sheet in sheets], structure)
    title = tidy(structure.title) if structure.title else None
    return Reading(pages, title or None, _remarks(sheets))


def _check_beginning(path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(_HEADER_WITHIN)
    if not beginning:
        raise RefusedFile(reading.EMPTY_FILE.format(name=path.name))
    if b"%PDF-" not in beginning:
        raise RefusedFile(reading.NOT_A_PDF.format(name=path.name))


def _read_document(path: Path) -> tuple[list[Sheet | None], Structure]:
    """One sheet a page, None for a page that PDFium cannot load; and what the file says of itself."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        sentence = {
            raw.FPDF_ERR_PASSWORD: reading.PASSWORD_NEEDED,
            raw.FPDF_ERR_SECURITY: reading.UNKNOWN_PROTECTION,
        }.get(error.err_code, reading.DAMAGED)
        raise RefusedFile(sentence.format(name=path.name)) from error
    layers = cache(partial(layers_off, path))
    try:
        sheets = [_read_sheet(document, number, layers) for number in range(len(document))]
        return sheets, read_structure(document)
    finally:
        document.close()


def _read_sheet(document: pdfium.PdfDocument, number: int, layers: Callable[[], frozenset[str]]) -> Sheet | None:
    try:
        return read_sheet(document, number, layers)
    except pdfium.PdfiumError:
        return None


def _why_no_text(sheets: Sequence[Sheet | None]) -> str:
    if all(sheet is None for sheet in sheets):
        return reading.DAMAGED
    return reading.NO_TEXT_IN_PDF if any(sheet and sheet.drawn for sheet in sheets) else reading.NO_TEXT


def _has_text(sheet: Sheet | None) -> bool:
    return sheet is not None and any(letter.isalnum() for letter in _letters(sheet))


def _letters(sheet: Sheet) -> str:
    return "".join([word.text for word in sheet.words] + sheet.turned)


def _remarks(sheets: Sequence[Sheet | None]) -> tuple[str, ...]:
    damaged = [number for number, sheet in enumerate(sheets, start=1) if sheet is None]
    empty = [number for number, sheet in enumerate(sheets, start=1) if sheet and sheet.drawn and not _has_text(sheet)]
    remarks = []
    if empty:
        sentence = reading.ONE_PAGE_WITHOUT_TEXT if len(empty) == 1 else reading.PAGES_WITHOUT_TEXT
        remarks.append(sentence.format(count=len(empty), all=len(sheets), pages=spans(empty)))
    if damaged:
        sentence = reading.ONE_PAGE_DAMAGED if len(damaged) == 1 else reading.PAGES_DAMAGED
        remarks.append(sentence.format(count=len(damaged), all=len(sheets), pages=spans(damaged)))
    read = [sheet for sheet in sheets if sheet is not None]
    remarks += hidden_remarks([text for sheet in read for text in (*sheet.hidden, *hidden_characters(_letters(sheet)))])
    remarks += comment_remarks([text for sheet in read for text in sheet.comments])
    return tuple(remarks)
