"""What pypdf knows of a PDF beyond its text: outline, page labels, title and other properties."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pypdf
from pypdf.generic import Destination

from ingest.readers import Properties
from ingest.repair import tidy

_MOST_ENTRIES = 5_000
_DEEPEST = 6


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


def read_structure(path: Path) -> Structure:
    """Whatever can be read; a part that is damaged is left out, for the text does not depend on it."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
    except Exception:  # pypdf raises nearly anything on damaged files
        return Structure()
    return Structure(_outline(reader), _labels(reader), _said(reader, "title"), _properties(reader))


def _outline(reader: pypdf.PdfReader) -> tuple[Entry, ...]:
    try:
        references = (page.indirect_reference for page in reader.pages)
        pages = {reference.idnum: number for number, reference in enumerate(references) if reference}
        entries: list[Entry] = []
        for item, level in _flat(reader.outline, 1):
            page = item.page
            number = page if isinstance(page, int) else pages.get(getattr(page, "idnum", -1))
            if number is not None and len(entries) < _MOST_ENTRIES:
                top = item.top
                entries.append(Entry(str(item.title or ""), int(number), level, float(top) if top else None))
        return tuple(entries)
    except Exception:
        return ()


def _flat(items: Sequence[object], level: int) -> Iterator[tuple[Destination, int]]:
    for item in items:
        if isinstance(item, list):
            yield from _flat(item, min(level + 1, _DEEPEST))
        elif isinstance(item, Destination):
            yield item, level


def _labels(reader: pypdf.PdfReader) -> tuple[str, ...]:
    try:
        return tuple(reader.page_labels) if "/PageLabels" in reader.root_object else ()
    except Exception:
        return ()


def _properties(reader: pypdf.PdfReader) -> Properties:
    author, subject, keywords = (_said(reader, name) for name in ("author", "subject", "keywords"))
    return Properties(author, subject, keywords, _created(reader))


def _said(reader: pypdf.PdfReader, name: str) -> str | None:
    """A property in one line, None where it is empty or damaged."""
    try:
        value = getattr(reader.metadata, name) if reader.metadata else None
    except Exception:
        return None
    return (tidy(value).replace("\n", " ") or None) if isinstance(value, str) else None


def _created(reader: pypdf.PdfReader) -> date | None:
    try:
        created = reader.metadata.creation_date if reader.metadata else None
    except Exception:
        return None
    return created.date() if created else None
