"""What a PDF says of itself beyond its text: outline, page labels, title and other properties."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers import Properties
from ingest.repair import tidy

_MOST_ENTRIES = 5_000
_DEEPEST = 6
_DATE = re.compile(r"(?:D:)?([0-9]{4})([0-9]{2})([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: `page` counts from 0, `top` is in points from the lower edge of the page, or None."""

    title: str
    page: int
    level: int
    top: float | None


@dataclass(frozen=True, slots=True)
class Structure:
    """Outline, labels of all pages (empty where there are none), the file's own title and its other properties."""

    outline: tuple[Entry, ...] = ()
    labels: tuple[str, ...] = ()
    title: str | None = None
    properties: Properties = field(default_factory=Properties)


def read_structure(document: pdfium.PdfDocument) -> Structure:
    """Whatever can be read; a part that is damaged is left out, for the text does not depend on it."""
    labels = tuple(document.get_page_label(number) for number in range(len(document)))
    return Structure(
        outline=tuple(_outline(document)),
        labels=labels if any(labels) else (),
        title=_said(document, "Title"),
        properties=Properties(
            author=_said(document, "Author"),
            subject=_said(document, "Subject"),
            keywords=_said(document, "Keywords"),
            created=_day(document.get_metadata_value("CreationDate")),
        ),
    )


def _said(document: pdfium.PdfDocument, name: str) -> str | None:
    """A property in one line, None where it is empty."""
    return tidy(document.get_metadata_value(name)) or None


def _day(written: str) -> date | None:
    """The day of a date as PDF files write it, such as D:20240315101500+01'00'."""
    found = _DATE.match(written)
    if found:
        with suppress(ValueError):
            return date(*map(int, found.groups()))
    return None


def _outline(document: pdfium.PdfDocument) -> Iterator[Entry]:
    """Entries in printed order; a damaged outline may lead in circles, so each bookmark is visited once."""
    seen: set[int] = set()
    waiting = [(raw.FPDFBookmark_GetFirstChild(document, None), 1)]
    while waiting and len(seen) < _MOST_ENTRIES:
        bookmark, level = waiting.pop()
        address = ctypes.addressof(bookmark.contents) if bookmark else 0
        if not address or address in seen:
            continue
        seen.add(address)
        entry = _entry(document, bookmark, level)
        if entry is not None:
            yield entry
        waiting.append((raw.FPDFBookmark_GetNextSibling(document, bookmark), level))
        waiting.append((raw.FPDFBookmark_GetFirstChild(document, bookmark), min(level + 1, _DEEPEST)))


def _entry(document: pdfium.PdfDocument, bookmark: raw.FPDF_BOOKMARK, level: int) -> Entry | None:
    target = raw.FPDFBookmark_GetDest(document, bookmark)
    page = raw.FPDFDest_GetDestPageIndex(document, target) if target else -1
    if page < 0:
        return None
    title = _text(lambda buffer, size: raw.FPDFBookmark_GetTitle(bookmark, buffer, size))
    has_x, has_y, has_zoom = (raw.FPDF_BOOL() for _ in range(3))
    x, y, zoom = (raw.FS_FLOAT() for _ in range(3))
    raw.FPDFDest_GetLocationInPage(target, has_x, has_y, has_zoom, x, y, zoom)
    return Entry(title, page, level, y.value if has_y.value and y.value else None)


def _text(read: Callable[[ctypes.Array[ctypes.c_char] | None, int], int]) -> str:
    """Text that PDFium hands out in UTF-16 with a closing zero."""
    size = read(None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
