"""The holdings at a glance: every document in one query, with no more than a list shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select

from corpus.audience import AUDIENCE, to_audience, visible
from corpus.catalogue import Catalogue
from corpus.models import Metadata
from corpus.rows import METADATA_FIELDS
from corpus.schema import documents, pages, versions

_METADATA = tuple(documents.c[name] for name in METADATA_FIELDS)
_OWN = (documents.c.id, versions.c.id, documents.c.proposed, versions.c.file_name)
_COUNTS = (versions.c.page_count, versions.c.passage_count)
_HOLDINGS = select(AUDIENCE, *_OWN, *_COUNTS, *_METADATA).join(
    versions, versions.c.id == documents.c.current_version_id
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A document as a list shows it; `version_id` is that of its current version.

    `proposed` is as in `NewVersion`, `audience` as in `Document`.
    """

    id: str
    version_id: str
    proposed: tuple[str, ...]
    file_name: str
    pages: int
    passages: int
    metadata: Metadata
    audience: tuple[str, ...]


def holdings(catalogue: Catalogue) -> tuple[Holding, ...]:
    """Every document that may be seen and has a current version, in no order."""
    with catalogue.reading() as connection:
        rows = [tuple(row) for row in connection.execute(_HOLDINGS.where(visible(catalogue.sight)))]
    return tuple(
        Holding(id, version, tuple(proposed), name, page_count, passage_count, Metadata(*known), to_audience(audience))
        for audience, id, version, proposed, name, page_count, passage_count, *known in rows
    )


def pages_to_doubt(catalogue: Catalogue, version_ids: Collection[str], quality: float) -> dict[str, tuple[int, int]]:
    """Version -> how many of its pages (have no text, have text of less than that quality); others are left out."""
    is_empty = func.trim(pages.c.text) == ""
    is_poor = pages.c.quality < quality
    counts = func.sum(case((is_empty, 1), else_=0)), func.sum(case((~is_empty & is_poor, 1), else_=0))
    doubtful = pages.c.version_id.in_(version_ids), or_(is_empty, is_poor)
    counted = select(pages.c.version_id, *counts).where(*doubtful).group_by(pages.c.version_id)
    with catalogue.reading() as connection:
        return {version: (empty, poor) for version, empty, poor in connection.execute(counted)}
