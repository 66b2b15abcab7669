"""What is painted on a PDF page in which order: it decides which text can be seen."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Container
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_rules import Box, bounds, rules_of
from ingest.readers.pdf_shapes import is_box, is_clipped_away, is_cut, is_filled, is_opaque
from ingest.readers.pdf_sheet import Sheet, View

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
_MOST_RULES = 2000
_MOST_OBJECTS = 200_000
_DEEPEST_FORM = 12
PAGE_PICTURE = 0.6
"""Share of a page from which on a picture is taken for the page itself."""
_DRAWING = 50
"""Paths that may be letters drawn as outlines; a page with fewer is blank."""
_FAINTEST = 13
"""Opacity, of 255, below which nothing can be made out."""
_THINNEST_GROUND = 2.0


@dataclass(frozen=True, slots=True)
class Ground:
    """Something painted that text may stand on or lie under.

    `place` counts in the order of painting; `colour` is None for pictures and all that is not one even box. `covers`
    is true where nothing below can be seen, unless it is a `picture` that is transparent in places.
    """

    left: float
    top: float
    right: float
    bottom: float
    place: int
    colour: Colour | None
    covers: bool
    picture: raw.FPDF_PAGEOBJECT | None = None

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the page lies on it."""
        return self.left - 1 <= x <= self.right + 1 and self.top - 1 <= y <= self.bottom + 1


@dataclass(slots=True)
class Painting:
    """The grounds of a page, the place of each text object by its address, and those that are not shown at all.

    `scanned` is true where one picture covers most of the page, as on a scan with a text layer.
    """

    page: pdfium.PdfPage
    grounds: list[Ground] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    unshown: set[int] = field(default_factory=set)
    scanned: bool = False
    _opaque: dict[int, bool] = field(default_factory=dict)

    def is_opaque(self, cover: Ground) -> bool:
        """Whether a ground that covers others does so everywhere; asked of pictures only when text lies below."""
        if cover.picture is not None and cover.place not in self._opaque:
            self._opaque[cover.place] = is_opaque(self.page, cover.picture)
        return self._opaque.get(cover.place, True)


def read_painting(page: pdfium.PdfPage, view: View, sheet: Sheet, layers_off: Callable[[], Container[str]]) -> Painting:
    """Walk over all objects of a page, those inside forms too, and put ruled lines on the sheet.

    `layers_off` gives the names of layers (optional content) that are switched off.
    """
    walk = _Walk(page, view, sheet, layers_off)
    for index in range(raw.FPDFPage_CountObjects(page)):
        walk.visit(raw.FPDFPage_GetObject(page, index), view, 0, True)
    sheet.drawn |= walk.paths >= _DRAWING
    return walk.painting


def fill_of(thing: raw.FPDF_PAGEOBJECT) -> tuple[Colour, int]:
    """The colour an object is filled in and its opacity, of 255."""
    return _colour_of(thing, raw.FPDFPageObj_GetFillColor)


def stroke_of(thing: raw.FPDF_PAGEOBJECT) -> tuple[Colour, int]:
    """The colour of an object's outline and its opacity, of 255."""
    return _colour_of(thing, raw.FPDFPageObj_GetStrokeColor)


def is_seen(opacity: int) -> bool:
    """Whether something of this opacity can be made out."""
    return opacity >= _FAINTEST


def _colour_of(thing: raw.FPDF_PAGEOBJECT, read: Callable[..., int]) -> tuple[Colour, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not read(thing, red, green, blue, alpha):
        return (0, 0, 0), 255
    return (red.value, green.value, blue.value), alpha.value


class _Walk:
    """One walk over the objects of a page in the order of painting."""

    def __init__(
        self, page: pdfium.PdfPage, view: View, sheet: Sheet, layers_off: Callable[[], Container[str]]
    ) -> None:
        self.painting = Painting(page)
        self.paths = 0
        self._area = view.width * view.height
        self._sheet = sheet
        self._layers_off = layers_off
        self._place = 0

    def visit(self, thing: raw.FPDF_PAGEOBJECT, view: View, depth: int, shown: bool) -> None:
        """Take in one object and, of a form, what is inside."""
        self._place += 1
        if self._place > _MOST_OBJECTS:
            return
        shown = shown and not self._is_switched_off(thing)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            address = ctypes.addressof(thing.contents)
            self.painting.places[address] = self._place
            if not shown or (not depth and is_clipped_away(thing)):
                self.painting.unshown.add(address)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            matrix = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(thing, matrix)
            inner = view.inside(matrix)
            for index in range(raw.FPDFFormObj_CountObjects(thing)):
                self.visit(raw.FPDFFormObj_GetObject(thing, index), inner, depth + 1, shown)
        elif shown:
            self._paint(thing, kind, bounds(thing, view), view)

    def _paint(self, thing: raw.FPDF_PAGEOBJECT, kind: int, box: Box, view: View) -> None:
        left, top, right, bottom = box
        solid = not raw.FPDFPageObj_HasTransparency(thing) and not is_cut(thing)
        colour: Colour | None = None
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self.paths += 1
            if len(self._sheet.rules) < _MOST_RULES:
                self._sheet.rules.extend(rules_of(thing, box, view))
            if min(right - left, bottom - top) < _THINNEST_GROUND or not is_filled(thing):
                return
            filling, opacity = fill_of(thing)
            if not is_seen(opacity):
                return
            solid = solid and is_box(thing)
            colour = filling if solid else None
            if colour is None and filling == WHITE:
                return
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            share = (right - left) * (bottom - top) / max(self._area, 1.0)
            self._sheet.drawn = True
            self._sheet.pictured += share
            self.painting.scanned |= share > PAGE_PICTURE
        picture = thing if kind == raw.FPDF_PAGEOBJ_IMAGE else None
        self.painting.grounds.append(Ground(left, top, right, bottom, self._place, colour, solid, picture))

    def _is_switched_off(self, thing: raw.FPDF_PAGEOBJECT) -> bool:
        for index in range(max(raw.FPDFPageObj_CountMarks(thing), 0)):
            mark = raw.FPDFPageObj_GetMark(thing, index)
            if _text(lambda *out, mark=mark: raw.FPDFPageObjMark_GetName(mark, *out)) == "OC":
                name = _text(lambda *out, mark=mark: raw.FPDFPageObjMark_GetParamStringValue(mark, b"Name", *out))
                if name in self._layers_off():
                    return True
        return False


def _text(read: Callable[..., int]) -> str:
    """Text that PDFium hands out in UTF-16 with a closing zero; its functions take buffer, size and length."""
    buffer, length = ctypes.create_string_buffer(256), ctypes.c_ulong()
    if not read(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), 256, length):
        return ""
    return buffer.raw[: max(length.value - 2, 0)].decode("utf-16-le", "replace")
