"""Rows of the catalogue's tables as values of the domain, and back."""

from __future__ import annotations

from dataclasses import asdict, astuple, fields
from datetime import UTC
from typing import Any

from sqlalchemy import Row, Select, select

from corpus.audience import AUDIENCE, to_audience
from corpus.models import (
    Block,
    BlockKind,
    Document,
    Metadata,
    Page,
    Passage,
    RecognisedWord,
    StoredPassage,
    Version,
)
from corpus.schema import documents, passages, versions

METADATA_FIELDS = tuple(field.name for field in fields(Metadata))

_VERSION_COLUMNS = (
    versions.c.id.label("version_id"),
    *(column for column in versions.c if column.name not in ("id", "document_id")),
)
VERSIONS = select(*_VERSION_COLUMNS)
DOCUMENTS = select(documents, AUDIENCE, *_VERSION_COLUMNS).join(
    versions, versions.c.id == documents.c.current_version_id
)

PASSAGES: Select[Any] = select(
    *(column for column in passages.c if column is not passages.c.vector),
    documents.c.id.label("document_id"),
    documents.c.title,
    documents.c.municipality,
).join(documents, documents.c.current_version_id == passages.c.version_id)


def to_document(row: Row[Any]) -> Document:
    """One document with its current version; a row of `DOCUMENTS`."""
    metadata = Metadata(**{name: getattr(row, name) for name in METADATA_FIELDS})
    return Document(
        id=row.id,
        source=row.source,
        metadata=metadata,
        current=to_version(row),
        proposed=tuple(row.proposed),
        sidecar_sha256=row.sidecar_sha256,
        audience=to_audience(row.audience),
    )


def to_version(row: Row[Any]) -> Version:
    """One version; a row of `VERSIONS` or `DOCUMENTS`."""
    return Version(
        id=row.version_id,
        number=row.number,
        sha256=row.sha256,
        file_name=row.file_name,
        media_type=row.media_type,
        created_at=row.created_at.replace(tzinfo=UTC),
        pages=row.page_count,
        passages=row.passage_count,
        remarks=tuple(row.remarks),
        recipe=row.recipe,
    )


def to_page(row: Row[Any]) -> Page:
    """One page; a row of `pages`."""
    blocks = tuple(Block(BlockKind(b[0]), *b[1:]) for b in row.blocks)
    recognised = tuple(RecognisedWord(*word) for word in row.recognised)
    return Page(row.number, row.text, blocks, row.label, row.quality, recognised)


def to_passage(row: Row[Any]) -> StoredPassage:
    """One passage; a row of `PASSAGES`."""
    passage = Passage(
        ordinal=row.ordinal,
        page=row.page,
        start=row.start,
        end=row.end,
        text=row.text,
        headings=tuple(row.headings),
        table_header=row.table_header,
    )
    return StoredPassage(
        id=row.id,
        document_id=row.document_id,
        version_id=row.version_id,
        title=row.title,
        municipality=row.municipality,
        passage=passage,
    )


def page_row(version_id: str, page: Page) -> dict[str, Any]:
    """What `pages` stores of a page."""
    blocks = [[b.kind, b.start, b.end, b.level, b.header_rows] for b in page.blocks]
    return {
        "version_id": version_id,
        "number": page.number,
        "label": page.label,
        "text": page.text,
        "blocks": blocks,
        "quality": page.quality,
        "recognised": [astuple(word) for word in page.recognised],
    }


def passage_row(version_id: str, passage: Passage, vector: bytes) -> dict[str, Any]:
    """What `passages` stores of a passage."""
    return {**asdict(passage), "headings": list(passage.headings), "version_id": version_id, "vector": vector}
