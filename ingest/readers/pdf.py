"""PDF files, read by PDFium; recognised words stand in where text is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import RefusedFile
from corpus.models import Page
from corpus.texts import reading
from ingest.readers import Reading
from ingest.readers.ocr_layout import recognised_sheets
from ingest.readers.pdf_layers import layers_off
from ingest.readers.pdf_legible import UNREAD, Legibility, count_letters, legibility, text_of
from ingest.readers.pdf_outline import Structure, read_structure
from ingest.readers.pdf_page import read_sheet
from ingest.readers.pdf_pages import to_pages
from ingest.readers.pdf_sheet import Sheet
from ingest.readers.unseen import comment_remarks, hidden_characters, hidden_remarks
from ingest.remarks import about_pages
from ingest.wire import reading_from

_HEADER_WITHIN = 1024
_POOR = 0.8
"""Mean confidence below which the text of a page is called unsure."""
_MORE_LETTERS = 2
"""How many times the letters that are on a page as text recognition must find to stand in for them."""


def read_pdf(path: Path) -> Reading:
    """Pages with blocks in reading order, without running heads, page numbers and printed tables of contents.

    Raises RefusedFile where the file is damaged, protected, empty, or no PDF. Pages without text that show something
    are kept empty and told as unread; text that cannot be seen on the page is dropped and counted in a remark.
    """
    return _read(path, {})


def read_recognised_pdf(path: Path, recognised: Any) -> Reading:
    """As `read_pdf`, with what text recognition found on the unread pages, a plain reading of `recognise_page`.

    The pages among them that have their text from there carry their words and the mean confidence as quality.
    Raises RefusedFile also where nothing was found at all.
    """
    return _read(path, {page.number: page for page in reading_from(recognised).pages})


def _read(path: Path, recognised: Mapping[int, Page]) -> Reading:
    _check_beginning(path)
    sheets, structure = _read_document(path)
    worth = {number: legibility(sheet) for number, sheet in enumerate(sheets, start=1) if sheet}
    unread = tuple(number for number, found in worth.items() if found in UNREAD and number not in recognised)
    taken = _stand_in(sheets, worth, recognised)
    bare = [number for number, sheet in enumerate(sheets, start=1) if sheet and not count_letters(sheet)]
    if not unread and len(bare) == len(worth):
        raise RefusedFile(_why_no_text(worth, recognised).format(name=path.name))
    pages = to_pages([sheet or Sheet(0, 0) for sheet in sheets], structure)
    return Reading(
        pages=tuple(_with_words(page, taken[page.number]) if page.number in taken else page for page in pages),
        title=structure.title,
        remarks=_remarks(sheets, taken, [number for number in bare if number in recognised]),
        unread=unread,
        properties=structure.properties,
    )


def _stand_in(
    sheets: list[Sheet | None], worth: Mapping[int, Legibility], recognised: Mapping[int, Page]
) -> dict[int, Page]:
    """Put recognised words on the sheets, and empty those that hold garbage; the pages that were taken, by number."""
    for number, sheet in enumerate(sheets, start=1):
        if sheet and worth[number] is Legibility.GARBLED:
            sheets[number - 1] = replace(sheet, words=[], turned=[])
    taken = {}
    for number, found in recognised_sheets(recognised, sheets).items():
        sheet = sheets[number - 1]
        if sheet and count_letters(found) > _MORE_LETTERS * count_letters(sheet):
            sheets[number - 1] = replace(found, hidden=sheet.hidden, comments=sheet.comments)
            taken[number] = recognised[number]
    return taken


def _with_words(page: Page, found: Page) -> Page:
    return replace(page, quality=found.quality, recognised=found.recognised)


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


def _why_no_text(worth: Mapping[int, Legibility], recognised: Mapping[int, Page]) -> str:
    if not worth:
        return reading.DAMAGED
    return reading.NO_TEXT_RECOGNISED if recognised else reading.NO_TEXT


def _remarks(sheets: Sequence[Sheet | None], taken: Mapping[int, Page], not_written: Sequence[int]) -> tuple[str, ...]:
    count = len(sheets)
    poor = [number for number, page in taken.items() if page.quality is not None and page.quality < _POOR]
    damaged = [number for number, sheet in enumerate(sheets, start=1) if sheet is None]
    read = [sheet for sheet in sheets if sheet is not None]
    return (
        *about_pages(list(taken), count, reading.ONE_PAGE_RECOGNISED, reading.PAGES_RECOGNISED),
        *about_pages(poor, count, reading.ONE_PAGE_POORLY_RECOGNISED, reading.PAGES_POORLY_RECOGNISED),
        *about_pages(not_written, count, reading.ONE_PAGE_NOT_WRITTEN, reading.PAGES_NOT_WRITTEN),
        *about_pages(damaged, count, reading.ONE_PAGE_DAMAGED, reading.PAGES_DAMAGED),
        *hidden_remarks([text for sheet in read for text in (*sheet.hidden, *hidden_characters(text_of(sheet)))]),
        *comment_remarks([text for sheet in read for text in sheet.comments]),
    )
