"""What is painted on a PDF page in which order: it decides which text can be seen."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Container
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_rules import Box, bounds, rules_of
from ingest.readers.pdf_sheet import Sheet, View

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
_MOST_RULES = 2000
_MOST_OBJECTS = 200_000
_DEEPEST_FORM = 12
_PAGE_PICTURE = 0.6
_DRAWING = 50
"""Paths that may be letters drawn as outlines; a page with fewer is blank."""
_FAINTEST = 13
"""Opacity, of 255, below which nothing can be made out."""
_THINNEST_GROUND = 2.0
_CORNERS = (4, 5)


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
            self._opaque[cover.place] = _is_opaque(self.page, cover.picture)
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
            if not shown or (not depth and _is_clipped_away(thing)):
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
        solid = not raw.FPDFPageObj_HasTransparency(thing) and not _is_cut(thing)
        colour: Colour | None = None
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self.paths += 1
            if len(self._sheet.rules) < _MOST_RULES:
                self._sheet.rules.extend(rules_of(thing, box, view))
            if min(right - left, bottom - top) < _THINNEST_GROUND or not _is_filled(thing):
                return
            filling, opacity = fill_of(thing)
            if not is_seen(opacity):
                return
            solid = solid and _is_box(thing)
            colour = filling if solid else None
            if colour is None and filling == WHITE:
                return
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._sheet.drawn = True
            self.painting.scanned |= (right - left) * (bottom - top) > _PAGE_PICTURE * self._area
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


def _is_opaque(page: pdfium.PdfPage, picture: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether nothing shines through a picture as it is shown."""
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf, page, picture)
    if not bitmap:
        return False
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) not in (raw.FPDFBitmap_BGRA, raw.FPDFBitmap_BGRA_Premul):
            return True
        width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        pixels: bytes = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
        rows = (pixels[row * stride + 3 : row * stride + 4 * width : 4] for row in range(height))
        return not any(min(row) < 255 for row in rows)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _is_filled(path: raw.FPDF_PAGEOBJECT) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value)


def _is_box(path: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether a path has the corners of a rectangle and no more."""
    count = raw.FPDFPath_CountSegments(path)
    if count not in _CORNERS:
        return False
    points = [_point(raw.FPDFPath_GetPathSegment(path, index)) for index in range(count)]
    return len({x for x, _ in points}) == len({y for _, y in points}) == 2


def _point(segment: raw.FPDF_PATHSEGMENT) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return round(x.value, 1), round(y.value, 1)


def _clip(thing: raw.FPDF_PAGEOBJECT) -> Box | None:
    """The box to which an object is cut, in its own space, or None where it is not."""
    path = raw.FPDFPageObj_GetClipPath(thing)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return None
    left, low, right, high = -1e9, -1e9, 1e9, 1e9
    for number in range(count):
        length = raw.FPDFClipPath_CountPathSegments(path, number)
        points = [_point(raw.FPDFClipPath_GetPathSegment(path, number, index)) for index in range(length)]
        xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
        left, right = max(left, min(xs)), min(right, max(xs))
        low, high = max(low, min(ys)), min(high, max(ys))
    return left, low, right, high


def _own_bounds(thing: raw.FPDF_PAGEOBJECT) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *edges)
    return edges[0].value, edges[1].value, edges[2].value, edges[3].value


def _is_clipped_away(text: raw.FPDF_PAGEOBJECT) -> bool:
    clip = _clip(text)
    if clip is None:
        return False
    left, low, right, high = _own_bounds(text)
    return clip[2] <= left or right <= clip[0] or clip[3] <= low or high <= clip[1]


def _is_cut(thing: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether less is shown of an object than its bounds."""
    clip = _clip(thing)
    if clip is None:
        return False
    left, low, right, high = _own_bounds(thing)
    return clip[0] > left + 1 or clip[1] > low + 1 or clip[2] < right - 1 or clip[3] < high - 1
