"""Documents as the command line shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table

from corpus.models import Document, Page
from corpus.texts import house


def table_of(documents: Sequence[Document]) -> Table:
    """A row a document."""
    table = Table(box=None, header_style="bold")
    table.add_column(house.COLUMN_ID, no_wrap=True)
    for column in (house.COLUMN_TITLE, house.COLUMN_TYPE, house.COLUMN_MUNICIPALITY):
        table.add_column(column, overflow="fold")
    for column in (house.COLUMN_YEAR, house.COLUMN_PAGES, house.COLUMN_PASSAGES):
        table.add_column(column, justify="right")
    for document in documents:
        known = document.metadata
        numbers = (known.year, document.current.pages, document.current.passages)
        cells = (document.id, known.title, known.document_type, known.municipality, *numbers)
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    return table


def facts_of(document: Document, pages: Sequence[Page]) -> list[tuple[str, object]]:
    """What is known of a document beside its title, named in German; proposals are marked."""
    version = document.current
    metadata = [
        (house.METADATA[name], house.PROPOSAL.format(value=value) if name in document.proposed else value)
        for name, value in asdict(document.metadata).items()
        if value and name != "title"
    ]
    return [
        *metadata,
        *([(house.FIELD_AUDIENCE, ", ".join(document.audience))] if document.audience else []),
        (house.FIELD_SOURCE, document.source),
        (house.FIELD_VERSION, f"{version.number} ({version.created_at:%d.%m.%Y})"),
        (house.COLUMN_PAGES, version.pages),
        (house.COLUMN_PASSAGES, version.passages),
        *_quality(pages),
        *((house.FIELD_REMARK, remark) for remark in version.remarks),
    ]


def _quality(pages: Sequence[Page]) -> list[tuple[str, object]]:
    judged = [(page.quality, page.number) for page in pages if page.quality is not None]
    if not judged:
        return []
    mean = sum(quality for quality, _ in judged) / len(judged)
    worst, number = min(judged)
    return [(house.FIELD_QUALITY, house.QUALITY.format(mean=round(100 * mean), worst=round(100 * worst), page=number))]
