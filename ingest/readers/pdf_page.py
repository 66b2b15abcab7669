"""One page of a PDF as a sheet: what is painted, what is written, what is pinned to it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Container

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_glyphs import read_words
from ingest.readers.pdf_objects import read_painting
from ingest.readers.pdf_sheet import Sheet, View

_PRINTED_NOTES = (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP)
_MOST_NOTES = 2000


def read_sheet(document: pdfium.PdfDocument, number: int, layers_off: Callable[[], Container[str]]) -> Sheet:
    """Words, rules, turned and hidden text of a page, counted from 0; a page printed sideways is read upright.

    What is typed onto the page, such as the fields of a form, is part of it. `layers_off` gives the names of layers
    (optional content) that are switched off. Raises PdfiumError where the page cannot be loaded.
    """
    page = document[number]
    try:
        comments, printed = _notes(page)
        if printed and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[number]
        sheet = _upright(page, layers_off)
    finally:
        page.close()
    sheet.comments = comments
    return sheet


def _notes(page: pdfium.PdfPage) -> tuple[list[str], bool]:
    """The texts of notes that only open on a click, and whether others are printed on the page."""
    comments: list[str] = []
    printed = False
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        printed |= kind in _PRINTED_NOTES
        if kind != raw.FPDF_ANNOT_LINK and kind not in _PRINTED_NOTES:
            comments.append(_contents(note))
        raw.FPDFPage_CloseAnnot(note)
    return [text for text in dict.fromkeys(comments) if text], printed


def _contents(note: raw.FPDF_ANNOTATION) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    raw.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace").strip()


def _upright(page: pdfium.PdfPage, layers_off: Callable[[], Container[str]]) -> Sheet:
    text_page = page.get_textpage()
    try:
        sheet = _read(page, text_page, 0, layers_off)
        letters = sum(len(word.text) for word in sheet.words)
        if sum(map(len, sheet.turned)) > 2 * letters:
            turned = (_read(page, text_page, turn, layers_off) for turn in (1, 3))
            return max((sheet, *turned), key=lambda found: len(found.words))
        return sheet
    finally:
        text_page.close()


def _read(
    page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, turn: int, layers_off: Callable[[], Container[str]]
) -> Sheet:
    view = View(page, turn)
    sheet = Sheet(view.width, view.height)
    read_words(text_page, view, sheet, read_painting(page, view, sheet, layers_off))
    return sheet
