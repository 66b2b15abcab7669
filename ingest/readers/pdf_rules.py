"""Ruled lines on a PDF page: thin boxes and straight strokes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as raw

from ingest.readers.pdf_sheet import Rule, View

Box = tuple[float, float, float, float]

_THIN = 2.5
_SHORTEST = 6.0
_MOST_POINTS = 400


def bounds(thing: raw.FPDF_PAGEOBJECT, view: View) -> Box:
    """Left, top, right and bottom edge of an object, in points from the upper left corner of the page."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *edges)
    x0, y0 = view.point(edges[0].value, edges[1].value)
    x1, y1 = view.point(edges[2].value, edges[3].value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def rules_of(path: raw.FPDF_PAGEOBJECT, box: Box, view: View) -> Iterator[Rule]:
    """The straight lines of one path with the given bounds."""
    left, top, right, bottom = box
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
