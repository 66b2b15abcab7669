"""Documents as the command line and the HTTP API show them."""

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
