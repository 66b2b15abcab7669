"""Pictures of PDF pages with the cited passage marked; the same picture serves the web pages and Telegram."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from assistant.page_marks import Rectangle, locate
from assistant.recognised_marks import locate_recognised
from corpus.errors import NotFound, TooBusy
from corpus.models import RecognisedWord
from corpus.texts import web as texts

PDF = "application/pdf"
WIDTH = 1200
HIGHEST = 3600
MARK = (255, 230, 110)
MARK_EDGE = (138, 97, 0)
FEW_COLOURS = 4096
# About 100 MB; the oldest pictures go first.
MOST_PICTURES = 1000

Pixels = tuple[int, int, int, int]

# PDFium is not thread-safe in any part of it, so the whole process shares one lock.
_PDFIUM = threading.Lock()
# Who waits for it holds one of the threads that answer everything else, too.
AT_ONCE = 12
_PLACES = threading.BoundedSemaphore(AT_ONCE)


def page_picture(
    cache: Path,
    file: Path,
    *,
    document_id: str,
    sha256: str,
    page: int,
    quote: str = "",
    within: str = "",
    recognised: Sequence[RecognisedWord] = (),
) -> bytes:
    """WebP of a page, about 1200 px wide, with the quote marked; from the cache when it was drawn before.

    `cache` is the data folder's cache, `document_id` one that the catalogue gave, `within` the passage around the
    quote (see `locate`), `recognised` are the page's words where its text comes from text recognition. Raises NotFound
    when the file has no such page or PDFium cannot open it, TooBusy.
    """
    seen = repr(recognised) if recognised else ""
    name = hashlib.sha256("\0".join((sha256, str(page), quote, within, seen)).encode()).hexdigest()
    folder = _folder(cache, document_id)
    picture = folder / f"{name}.webp"
    try:
        return picture.read_bytes()
    except FileNotFoundError:
        pass
    content = render(file, page, quote=quote, within=within, recognised=recognised)
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, suffix=".new", delete=False) as new:
        new.write(content)
    Path(new.name).replace(picture)
    _prune(cache)
    return content


def forget(cache: Path, document_id: str) -> None:
    """Remove every cached picture of a document."""
    shutil.rmtree(_folder(cache, document_id), ignore_errors=True)


def forget_all_but(cache: Path, document_ids: Collection[str]) -> None:
    """Remove the cached pictures of documents that are not there any more."""
    for folder in cache.glob("pages/*"):
        if folder.name not in document_ids:
            forget(cache, folder.name)


def render(
    file: Path, page: int, *, quote: str = "", within: str = "", recognised: Sequence[RecognisedWord] = ()
) -> bytes:
    """Draw one page, counted from 1, as WebP; raises NotFound as `page_picture` does."""
    with _place(), _PDFIUM:
        image, marks = _draw(file, page, "" if recognised else quote, within)
    if recognised and quote:
        width, height = image.size
        boxes = locate_recognised(recognised, quote, within=within, width=width, height=height)
        marks = [_padded(box.left, box.top, box.right, box.bottom) for box in boxes]
    if marks:
        image = _mark(image, marks)
    content = io.BytesIO()
    # Written pages have few colours and come out sharper and at half the size without loss; photographs do not.
    is_written = image.getcolors(FEW_COLOURS) is not None
    image.save(content, "WEBP", lossless=is_written, quality=90 if is_written else 75, method=4)
    return content.getvalue()


@contextmanager
def _place() -> Iterator[None]:
    """One of the `AT_ONCE` places for who draws or waits; raises TooBusy at once where none is free."""
    if not _PLACES.acquire(blocking=False):
        raise TooBusy(texts.PAGE_IMAGES_BUSY)
    try:
        yield
    finally:
        _PLACES.release()


def _draw(file: Path, number: int, quote: str, within: str) -> tuple[Image.Image, list[Pixels]]:
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise NotFound(texts.PAGE_IMAGE_IMPOSSIBLE.format(page=number)) from error
    try:
        if not 1 <= number <= len(document):
            raise NotFound(texts.PAGE_IMAGE_IMPOSSIBLE.format(page=number))
        page = document[number - 1]
        width, height = page.get_size()
        bitmap = page.render(scale=min(WIDTH / max(width, 1), HIGHEST / max(height, 1)))
        rectangles = locate(page, quote, within=within) if quote else ()
        marks = list(_to_pixels(bitmap.get_posconv(page), rectangles))
        # A copy, for PDFium frees the bitmap's memory with the document.
        return bitmap.to_pil().convert("RGB").copy(), marks
    except pypdfium2.PdfiumError as error:
        raise NotFound(texts.PAGE_IMAGE_IMPOSSIBLE.format(page=number)) from error
    finally:
        document.close()


def _to_pixels(converter: pypdfium2.PdfPosConv, rectangles: Iterable[Rectangle]) -> Iterable[Pixels]:
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


def _folder(cache: Path, document_id: str) -> Path:
    return cache / "pages" / document_id


def _prune(cache: Path) -> None:
    pictures = sorted(cache.glob("pages/*/*.webp"), key=os.path.getmtime)
    for picture in pictures[:-MOST_PICTURES]:
        picture.unlink(missing_ok=True)
