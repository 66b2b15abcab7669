"""Draws a page of a PDF with PDFium; only the child process that `page_image` starts imports this."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2

# With its plugin named, Pillow does not load those for all other formats.
from PIL import Image, ImageChops, ImageDraw, WebPImagePlugin

from assistant.page_marks import Rectangle, locate
from assistant.recognised_marks import locate_recognised
from corpus.models import RecognisedWord

WIDTH = 1200
HIGHEST = 3600
MARK = (255, 230, 110)
MARK_EDGE = (138, 97, 0)
FEW_COLOURS = 4096

Pixels = tuple[int, int, int, int]


def draw(file: Path, page: int, quote: str, within: str, recognised: Sequence[Sequence[Any]]) -> str | None:
    """One page, counted from 1, as WebP in base64; None when there is no such page or PDFium cannot open it.

    `recognised` holds the fields of each `RecognisedWord`; for the rest see `page_image.page_picture`.
    """
    drawn = _draw(file, page, "" if recognised else quote, within)
    if drawn is None:
        return None
    image, marks = drawn
    if recognised and quote:
        words = [RecognisedWord(*fields) for fields in recognised]
        width, height = image.size
        boxes = locate_recognised(words, quote, within=within, width=width, height=height)
        marks = [_padded(box.left, box.top, box.right, box.bottom) for box in boxes]
    if marks:
        image = _mark(image, marks)
    content = io.BytesIO()
    # Written pages have few colours and come out sharper without loss; photographs do not.
    is_written = image.getcolors(FEW_COLOURS) is not None
    # Without loss, quality is effort: of more, a picture would take four times as long for half the size.
    effort = {"quality": 20, "method": 1} if is_written else {"quality": 75, "method": 4}
    image.save(content, WebPImagePlugin.WebPImageFile.format, lossless=is_written, **effort)
    return base64.b64encode(content.getvalue()).decode()


def _draw(file: Path, number: int, quote: str, within: str) -> tuple[Image.Image, list[Pixels]] | None:
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError:
        return None
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        width, height = page.get_size()
        bitmap = page.render(scale=min(WIDTH / max(width, 1), HIGHEST / max(height, 1)))
        rectangles = locate(page, quote, within=within) if quote else ()
        marks = list(_to_pixels(bitmap.get_posconv(page), rectangles))
        # A copy, for PDFium frees the bitmap's memory with the document.
        return bitmap.to_pil().convert("RGB").copy(), marks
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def _to_pixels(converter: pypdfium2.PdfPosConv, rectangles: Iterable[Rectangle]) -> Iterator[Pixels]:
    for rectangle in rectangles:
        x0, y0 = converter.to_bitmap(rectangle.left, rectangle.bottom)
        x1, y1 = converter.to_bitmap(rectangle.right, rectangle.top)
        yield _padded(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _padded(left: float, top: float, right: float, bottom: float) -> Pixels:
    return round(left) - 3, round(top) - 1, round(right) + 3, round(bottom) + 1


def _mark(image: Image.Image, marks: list[Pixels]) -> Image.Image:
    layer = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(layer)
    for left, top, right, bottom in marks:
        pen.rectangle((left, top, right, bottom), fill=MARK)
        # Yellow alone is too pale to be found by everyone: a dark edge at the left of each marked line.
        pen.rectangle((left - 8, top, left - 4, bottom), fill=MARK_EDGE)
    # Multiplied like a felt pen, so that what is written stays as dark as it was.
    return ImageChops.multiply(image, layer)
