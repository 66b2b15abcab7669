"""Documents and sizes as the command line and the HTTP API show them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.models import Document


def document_json(document: Document) -> dict[str, Any]:
    """A document with its metadata and its current version as plain JSON values."""
    metadata = asdict(document.metadata)
    if document.metadata.valid_until:
        metadata["valid_until"] = document.metadata.valid_until.isoformat()
    version = document.current
    return {
        "document_id": document.id,
        **metadata,
        "source": document.source,
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
