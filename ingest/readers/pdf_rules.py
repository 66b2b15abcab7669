"""Ruled lines and pictures on a PDF page, as far as they matter for reading."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_sheet import Rule, Sheet, View

Box = tuple[float, float, float, float]

_THIN = 2.5
_SHORTEST = 6.0
_MOST_RULES = 2000
_MOST_POINTS = 400
PAGE_PICTURE = 0.6
"""Share of a page from which on a picture is taken for the page itself."""
_WHITE = 250
_DEEPEST_GROUP = 3
_DRAWING = 50
"""Paths that may be letters drawn as outlines; a page with fewer is blank."""


def read_objects(page: pdfium.PdfPage, view: View, sheet: Sheet) -> bool:
    """Put ruled lines on the sheet; True where one picture covers most of the page, as on a scan with a text layer."""
    scanned = False
    paths = 0
    for index in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            scanned |= _add_picture(thing, view, sheet) > PAGE_PICTURE
        elif kind == raw.FPDF_PAGEOBJ_FORM and _holds_picture(thing):
            _add_picture(thing, view, sheet)
        elif kind == raw.FPDF_PAGEOBJ_PATH and len(sheet.rules) < _MOST_RULES:
            sheet.rules.extend(_rules(thing, view))
        paths += kind == raw.FPDF_PAGEOBJ_PATH
        if kind != raw.FPDF_PAGEOBJ_TEXT and not (kind == raw.FPDF_PAGEOBJ_PATH and is_white(thing)):
            sheet.grounds.append(_bounds(thing, view))
    sheet.drawn |= paths >= _DRAWING
    return scanned


def _add_picture(thing: raw.FPDF_PAGEOBJECT, view: View, sheet: Sheet) -> float:
    left, top, right, bottom = _bounds(thing, view)
    share = (right - left) * (bottom - top) / max(sheet.width * sheet.height, 1.0)
    sheet.drawn = True
    sheet.pictured += share
    return share


def _holds_picture(form: raw.FPDF_PAGEOBJECT, depth: int = 0) -> bool:
    """Whether a group of objects, or a group within it, holds a picture: some scanners wrap each page so."""
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        thing = raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            return True
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_GROUP and _holds_picture(thing, depth + 1):
            return True
    return False


def is_white(thing: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether an object is filled in white, or in nothing."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _bounds(thing: raw.FPDF_PAGEOBJECT, view: View) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *edges)
    x0, y0 = view.point(edges[0].value, edges[1].value)
    x1, y1 = view.point(edges[2].value, edges[3].value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _rules(path: raw.FPDF_PAGEOBJECT, view: View) -> Iterator[Rule]:
    left, top, right, bottom = _bounds(path, view)
    if right - left <= _THIN or bottom - top <= _THIN:
        rule = _straight(left, top, right, bottom)
        if rule is not None:
            yield rule
        return
    if not _is_stroked(path):
        return
    points = raw.FPDFPath_CountSegments(path)
    if points > _MOST_POINTS:
        return
    yield from _strokes(path, points, view)


def _is_stroked(path: raw.FPDF_PAGEOBJECT) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _strokes(path: raw.FPDF_PAGEOBJECT, count: int, view: View) -> Iterator[Rule]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = view.point(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _between(last, here)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _between(here, start)
        last = here


def _between(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    rule = _straight(left, top, right, bottom)
    if rule is not None:
        yield rule


def _straight(left: float, top: float, right: float, bottom: float) -> Rule | None:
    """A rule where the box is long one way and thin the other."""
    if right - left >= _SHORTEST and bottom - top <= _THIN:
        middle = (top + bottom) / 2
        return Rule(left, middle, right, middle)
    if bottom - top >= _SHORTEST and right - left <= _THIN:
        middle = (left + right) / 2
        return Rule(middle, top, middle, bottom)
    return None
