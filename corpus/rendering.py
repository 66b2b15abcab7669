"""Documents and sizes as the command line and the HTTP API show them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.models import Document, StoredPassage, Version


def document_json(document: Document) -> dict[str, Any]:
    """A document with its metadata and its current version as plain JSON values."""
    metadata = asdict(document.metadata)
    if document.metadata.valid_until:
        metadata["valid_until"] = document.metadata.valid_until.isoformat()
    return {
        "document_id": document.id,
        **metadata,
        "proposed": list(document.proposed),
        "audience": list(document.audience),
        "source": document.source,
        **_state(document.current),
    }


def version_json(version: Version) -> dict[str, Any]:
    """One version as plain JSON values."""
    return {"sha256": version.sha256, **_state(version)}


def passage_json(stored: StoredPassage) -> dict[str, Any]:
    """One passage as plain JSON values."""
    passage = stored.passage
    return {
        "passage_id": stored.id,
        "ordinal": passage.ordinal,
        "page": passage.page,
        "text": passage.text,
        "headings": list(passage.headings),
        "table_header": passage.table_header,
    }


def _state(version: Version) -> dict[str, Any]:
    return {
        "file_name": version.file_name,
        "media_type": version.media_type,
        "version": version.number,
        "added_at": version.created_at.isoformat(),
        "pages": version.pages,
        "passages": version.passages,
        "remarks": list(version.remarks),
    }


def size_text(size: float) -> str:
    """A number of bytes for people to read: 1,5 MB."""
    units = iter(("kB", "MB", "GB", "TB"))
    unit = "Byte"
    while size >= 1000 and (larger := next(units, None)):
        size, unit = size / 1000, larger
    return f"{size:.{0 if unit == 'Byte' else 1}f} {unit}".replace(".", ",")
