"""How the glyphs of a PDF page are printed, asked from PDFium once for each of its text objects."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_rules import is_white
from ingest.readers.pdf_sheet import Sheet, View

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|fett|-Medi$|cmbx|cmb10", re.IGNORECASE)
_MONO_NAME = re.compile(r"mono|courier|consol|typewriter|cmtt|txtt|code", re.IGNORECASE)
_FIXED_PITCH, _FORCE_BOLD = 1, 1 << 18
_SMALLEST_SHOWN = 2.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of glyphs is printed; `size` in points as shown, `baseline` from the top of the page."""

    size: float
    bold: bool
    mono: bool
    baseline: float
    upright: bool
    shown: bool


class Styles:
    """The styles of one page's text objects by their address; a text object is printed in one style throughout."""

    def __init__(self, text_page: pdfium.PdfTextPage, view: View, sheet: Sheet, scanned: bool) -> None:
        self._text_page = text_page.raw
        self._view, self._sheet, self._scanned = view, sheet, scanned
        self._styles: dict[int, Style] = {}
        self._fonts: dict[tuple[bytes, int], tuple[bool, bool]] = {}

    def style(self, index: int, address: int) -> Style:
        """The style of the glyph at `index`; `address` is that of its text object, 0 where it has none."""
        if not address:
            return self._read(index, False)
        if address not in self._styles:
            self._styles[address] = self._read(index, True)
        return self._styles[address]

    def _read(self, index: int, has_object: bool) -> Style:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text_page, index, matrix)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._text_page, index, x, y)
        run_x, run_y = self._view.direction(matrix.a, matrix.b)
        size = raw.FPDFText_GetFontSize(self._text_page, index) * math.hypot(matrix.c, matrix.d)
        handle = raw.FPDFText_GetTextObject(self._text_page, index)
        mode = raw.FPDFTextObj_GetTextRenderMode(handle) if has_object else raw.FPDF_TEXTRENDERMODE_FILL
        bold, mono = self._font(index)
        across, down = self._view.point(x.value, y.value)
        seen = self._scanned or mode != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        if seen and has_object and mode == raw.FPDF_TEXTRENDERMODE_FILL and is_white(handle):
            seen = self._has_ground(across, down, abs(size))
        return Style(
            size=round(abs(size), 2),
            bold=bold or mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
            mono=mono,
            baseline=round(down, 2),
            upright=run_x > 0 and abs(run_y) < 0.2 * run_x,
            shown=abs(size) >= _SMALLEST_SHOWN and seen,
        )

    def _has_ground(self, across: float, down: float, size: float) -> bool:
        """Whether something that is not white lies where a glyph begins."""
        return any(
            left <= across + 1 and across - 1 <= right and top <= down + 1 and down - size <= bottom
            for left, top, right, bottom in self._sheet.grounds
        )

    def _font(self, index: int) -> tuple[bool, bool]:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._text_page, index, name, 128, flags)
        key = (name.value, flags.value)
        if key not in self._fonts:
            title = name.value.decode("utf-8", "replace")
            weight = raw.FPDFText_GetFontWeight(self._text_page, index)
            bold = bool(_BOLD_NAME.search(title)) or weight >= 600 or bool(flags.value & _FORCE_BOLD)
            self._fonts[key] = (bold, bool(_MONO_NAME.search(title)) or bool(flags.value & _FIXED_PITCH))
        return self._fonts[key]
