"""How the glyphs of a PDF page are printed, asked from PDFium once for each of its text objects."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_objects import WHITE, Colour, Ground, Painting, fill_of, is_seen, stroke_of
from ingest.readers.pdf_sheet import View

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|fett|-Medi$|cmbx|cmb10", re.IGNORECASE)
_MONO_NAME = re.compile(r"mono|courier|consol|typewriter|cmtt|txtt|code", re.IGNORECASE)
_FIXED_PITCH, _FORCE_BOLD = 1, 1 << 18
_SMALLEST_SHOWN = 2.0
_LEAST_CONTRAST = 16
"""Steps, of 255, by which a colour must differ from what is behind it in at least one channel."""
_FILLED = (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP)
_STROKED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_UNPAINTED = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a stretch of glyphs is printed; `size` in points as shown, `baseline` from the top of the page.

    `place` counts in the order of painting.
    """

    size: float
    bold: bool
    mono: bool
    baseline: float
    upright: bool
    shown: bool
    place: int


class Styles:
    """The styles of one page's text objects by their address; a text object is printed in one style throughout."""

    def __init__(self, text_page: pdfium.PdfTextPage, view: View, painting: Painting) -> None:
        self._text_page = text_page.raw
        self._view, self._painting = view, painting
        self._styles: dict[int, Style] = {}
        self._fonts: dict[tuple[bytes, int], tuple[bool, bool]] = {}

    def style(self, index: int, address: int) -> Style:
        """The style of the glyph at `index`; `address` is that of its text object, 0 where it has none."""
        if not address:
            return self._read(index, 0)
        if address not in self._styles:
            self._styles[address] = self._read(index, address)
        return self._styles[address]

    def _read(self, index: int, address: int) -> Style:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text_page, index, matrix)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._text_page, index, x, y)
        run_x, run_y = self._view.direction(matrix.a, matrix.b)
        size = abs(raw.FPDFText_GetFontSize(self._text_page, index) * math.hypot(matrix.c, matrix.d))
        bold, mono = self._font(index)
        across, down = self._view.point(x.value, y.value)
        place = self._painting.places.get(address, 0)
        seen = True
        if address:
            handle = raw.FPDFText_GetTextObject(self._text_page, index)
            mode = raw.FPDFTextObj_GetTextRenderMode(handle)
            bold |= mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
            seen = address not in self._painting.unshown and self._is_painted(
                handle, mode, self._behind(across, down - 0.3 * size, place)
            )
        return Style(
            size=round(size, 2),
            bold=bold,
            mono=mono,
            baseline=round(down, 2),
            upright=run_x > 0 and abs(run_y) < 0.2 * run_x,
            shown=seen and size >= _SMALLEST_SHOWN,
            place=place,
        )

    def _behind(self, across: float, down: float, place: int) -> Colour | None:
        """The colour behind a point when the text at `place` is painted, None where it is not one colour."""
        below = [ground for ground in self._painting.grounds if ground.place < place and ground.holds(across, down)]
        return max(below, key=_place).colour if below else WHITE

    def _is_painted(self, text: raw.FPDF_PAGEOBJECT, mode: int, behind: Colour | None) -> bool:
        """Whether the letters stand out against what is behind them."""
        if mode in _UNPAINTED:
            return False
        paints = [] if mode in _STROKED else [fill_of(text)]
        if mode not in _FILLED:
            paints.append(stroke_of(text))
        return any(is_seen(opacity) and _differs(colour, behind) for colour, opacity in paints)

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


def _place(ground: Ground) -> int:
    return ground.place


def _differs(colour: Colour, behind: Colour | None) -> bool:
    return behind is None or max(abs(one - other) for one, other in zip(colour, behind, strict=True)) > _LEAST_CONTRAST
