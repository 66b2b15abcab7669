"""Shapes of what is painted on a PDF page: one even box, cut by a clip, or a picture something shines through."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_rules import Box

_CORNERS = (4, 5)


def is_opaque(page: pdfium.PdfPage, picture: raw.FPDF_PAGEOBJECT) -> bool:
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


def is_filled(path: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether a path is more than an outline."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value)


def is_box(path: raw.FPDF_PAGEOBJECT) -> bool:
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


def is_clipped_away(text: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether nothing is shown of an object because of its clip."""
    clip = _clip(text)
    if clip is None:
        return False
    left, low, right, high = _own_bounds(text)
    return clip[2] <= left or right <= clip[0] or clip[3] <= low or high <= clip[1]


def is_cut(thing: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether less is shown of an object than its bounds."""
    clip = _clip(thing)
    if clip is None:
        return False
    left, low, right, high = _own_bounds(thing)
    return clip[0] > left + 1 or clip[1] > low + 1 or clip[2] < right - 1 or clip[3] < high - 1
