"""The catalogue: documents, versions, pages and passages in the SQL database. It is the truth."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, fields
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from corpus.errors import NotFound, RefusedQuestion
from corpus.models import (
    Block,
    BlockKind,
    Document,
    Filters,
    Metadata,
    NewVersion,
    Page,
    Passage,
    RecognisedWord,
    StoredPassage,
    Version,
)
from corpus.schema import documents, facts, pages, passages, versions
from corpus.texts import house

METADATA_FIELDS = tuple(field.name for field in fields(Metadata))
FILTER_FIELDS = ("document_type", "field_of_action", "municipality", "state", "year", "language")


class Catalogue:
    """Reads and writes the catalogue's tables; every write happens inside a transaction that the caller opens."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of the block is kept, or nothing of it."""
        with self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()

    def documents(self) -> tuple[Document, ...]:
        """Every document that has a current version, by title."""
        with self.reading() as connection:
            return tuple(_document(row) for row in connection.execute(_DOCUMENTS.order_by(documents.c.title)))

    def document(self, document_id: str) -> Document:
        """One document; raises NotFound."""
        with self.reading() as connection:
            row = connection.execute(_DOCUMENTS.where(documents.c.id == document_id)).one_or_none()
        if row is None:
            raise NotFound(house.DOCUMENT_NOT_FOUND.format(id=document_id))
        return _document(row)

    def by_content(self, sha256: str) -> Document | None:
        """The document whose current file has these bytes."""
        return self._first(_DOCUMENTS.where(versions.c.sha256 == sha256))

    def by_source(self, source: str) -> Document | None:
        """The document that came from this source."""
        return self._first(_DOCUMENTS.where(documents.c.source == source))

    def page(self, document_id: str, number: int) -> Page:
        """One page of the current version; raises NotFound."""
        document = self.document(document_id)
        statement = select(pages).where(pages.c.version_id == document.current.id, pages.c.number == number)
        with self.reading() as connection:
            row = connection.execute(statement).one_or_none()
        if row is None:
            raise NotFound(house.PAGE_NOT_FOUND.format(title=document.metadata.title, page=number))
        blocks = (Block(BlockKind(b[0]), *b[1:]) for b in row.blocks)
        recognised = tuple(RecognisedWord(*word) for word in row.recognised)
        return Page(row.number, row.text, tuple(blocks), row.label, row.quality, recognised)

    def passages(self, document_id: str) -> tuple[StoredPassage, ...]:
        """The passages of the current version, in order; raises NotFound."""
        self.document(document_id)
        with self.reading() as connection:
            found = connection.execute(_PASSAGES.where(documents.c.id == document_id).order_by(passages.c.ordinal))
            return tuple(_passage(row) for row in found)

    def neighbours(self, stored: StoredPassage) -> tuple[StoredPassage | None, StoredPassage | None]:
        """The passages before and after this one in its document; None at the beginning and at the end."""
        near = (stored.passage.ordinal - 1, stored.passage.ordinal + 1)
        mine = (passages.c.version_id == stored.version_id) & passages.c.ordinal.in_(near)
        with self.reading() as connection:
            found = {row.ordinal: _passage(row) for row in connection.execute(_PASSAGES.where(mine))}
        return found.get(near[0]), found.get(near[1])

    def current_passages(self, ids: Collection[int]) -> dict[int, StoredPassage]:
        """Those of the ids that are passages of a current version."""
        with self.reading() as connection:
            found = connection.execute(_PASSAGES.where(passages.c.id.in_(ids))).all()
            return {row.id: _passage(row) for row in found}

    def vectors(self, ids: Collection[int]) -> dict[int, bytes]:
        """Passage id -> its vector as raw float32 bytes."""
        with self.reading() as connection:
            found = connection.execute(select(passages.c.id, passages.c.vector).where(passages.c.id.in_(ids)))
            return {row.id: row.vector for row in found}

    def vectors_of(self, version_ids: Collection[str], most: int) -> dict[int, bytes] | None:
        """Like `vectors`, all those of the versions; None where they are more than `most`."""
        mine = passages.c.version_id.in_(version_ids)
        statement = select(passages.c.id, passages.c.vector).where(mine)
        with self.reading() as connection:
            if connection.execute(select(func.count()).select_from(passages).where(mine)).scalar_one() > most:
                return None
            return {row.id: row.vector for row in connection.execute(statement)}

    def version_ids(self, filters: Filters) -> tuple[str, ...]:
        """The current versions of the documents that pass the filters; raises RefusedQuestion for an unknown one."""
        statement = select(documents.c.current_version_id).where(documents.c.current_version_id.is_not(None))
        for key, value in filters.values.items():
            if key not in FILTER_FIELDS:
                raise RefusedQuestion(house.UNKNOWN_FILTER.format(key=key, known=", ".join(FILTER_FIELDS)))
            statement = statement.where(documents.c[key].in_(self._spellings(key, value)))
        with self.reading() as connection:
            return tuple(connection.execute(statement).scalars())

    def _spellings(self, key: str, value: str) -> list[Any]:
        """The stored values that equal this one but for case; SQLite itself folds no umlauts."""
        with self.reading() as connection:
            stored = connection.execute(select(documents.c[key]).distinct()).scalars()
            return [known for known in stored if str(known).casefold() == value.casefold()]

    def fact(self, name: str) -> str | None:
        """A fact about the corpus as a whole, such as the recipe of its index."""
        with self.reading() as connection:
            return connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar()

    def _first(self, statement: Select[Any]) -> Document | None:
        with self.reading() as connection:
            row = connection.execute(statement).first()
        return _document(row) if row is not None else None


def set_fact(connection: Connection, name: str, value: str) -> None:
    """Remember a fact about the corpus as a whole."""
    connection.execute(delete(facts).where(facts.c.name == name))
    connection.execute(insert(facts).values(name=name, value=value))


def stage(connection: Connection, new: NewVersion) -> tuple[str, str, list[int]]:
    """Write a version that is not current yet -> (document id, version id, its passages' ids)."""
    document_id = connection.execute(select(documents.c.id).where(documents.c.source == new.source)).scalar()
    if document_id is None:
        document_id = uuid4().hex
        connection.execute(insert(documents).values(id=document_id, source=new.source, title=new.metadata.title))
    last = connection.execute(select(func.max(versions.c.number)).where(versions.c.document_id == document_id)).scalar()
    version_id = uuid4().hex
    connection.execute(
        insert(versions).values(
            id=version_id,
            document_id=document_id,
            number=(last or 0) + 1,
            sha256=new.sha256,
            file_name=new.file_name,
            media_type=new.media_type,
            created_at=datetime.now(UTC).replace(tzinfo=None),
            remarks=list(new.remarks),
            page_count=len(new.pages),
            passage_count=len(new.passages),
            recipe=new.recipe,
        )
    )
    connection.execute(insert(pages), [_page_row(version_id, page) for page in new.pages])
    rows = [_passage_row(version_id, p, vector) for p, vector in zip(new.passages, new.vectors, strict=True)]
    ids = connection.execute(insert(passages).returning(passages.c.id, sort_by_parameter_order=True), rows)
    return document_id, version_id, list(ids.scalars())


def make_current(connection: Connection, version_id: str, metadata: Metadata) -> list[int]:
    """Make a staged version the current one -> passage ids of the version it replaces."""
    document_id = connection.execute(select(versions.c.document_id).where(versions.c.id == version_id)).scalar_one()
    document = documents.c.id == document_id
    old = connection.execute(select(documents.c.current_version_id).where(document)).scalar()
    connection.execute(update(documents).where(document).values(current_version_id=version_id, **asdict(metadata)))
    return passage_ids(connection, [old]) if old else []


def passage_ids(connection: Connection, version_ids: Sequence[str]) -> list[int]:
    """The passages of these versions."""
    return list(connection.execute(select(passages.c.id).where(passages.c.version_id.in_(version_ids))).scalars())


def remove_document(connection: Connection, document_id: str) -> tuple[list[int], set[str]]:
    """Remove a document with all its versions -> (its passages' ids, hashes of files nobody else refers to)."""
    mine = select(versions.c.id).where(versions.c.document_id == document_id)
    ids = list(connection.execute(select(passages.c.id).where(passages.c.version_id.in_(mine))).scalars())
    hashes = set(connection.execute(select(versions.c.sha256).where(versions.c.document_id == document_id)).scalars())
    connection.execute(delete(documents).where(documents.c.id == document_id))
    still = connection.execute(select(versions.c.sha256).where(versions.c.sha256.in_(hashes))).scalars()
    return ids, hashes - set(still)


_DOCUMENTS = select(
    documents,
    versions.c.id.label("version_id"),
    *(versions.c[name] for name in ("number", "sha256", "file_name", "media_type", "created_at", "remarks")),
    *(versions.c[name] for name in ("page_count", "passage_count", "recipe")),
).join(versions, versions.c.id == documents.c.current_version_id)

_PASSAGES: Select[Any] = select(
    *(column for column in passages.c if column is not passages.c.vector),
    documents.c.id.label("document_id"),
    documents.c.title,
).join(documents, documents.c.current_version_id == passages.c.version_id)


def _document(row: Row[Any]) -> Document:
    version = Version(
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
    metadata = Metadata(**{name: getattr(row, name) for name in METADATA_FIELDS})
    return Document(
        id=row.id,
        source=row.source,
        metadata=metadata,
        current=version,
        proposed=tuple(row.proposed),
        sidecar_sha256=row.sidecar_sha256,
    )


def _passage(row: Row[Any]) -> StoredPassage:
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
        id=row.id, document_id=row.document_id, version_id=row.version_id, title=row.title, passage=passage
    )


def _page_row(version_id: str, page: Page) -> dict[str, Any]:
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


def _passage_row(version_id: str, passage: Passage, vector: bytes) -> dict[str, Any]:
    return {**asdict(passage), "headings": list(passage.headings), "version_id": version_id, "vector": vector}
