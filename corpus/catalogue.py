"""The catalogue: documents, versions, pages and passages in the SQL database. It is the truth."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from corpus import traces
from corpus.audience import hides_any, known_groups, visible
from corpus.database import apart, for_writing, is_shared
from corpus.errors import NotFound
from corpus.filtering import filtered
from corpus.models import Document, Filters, Page, Sight, StoredPassage, Version
from corpus.records import REMOVED, needed_files
from corpus.rows import DOCUMENTS, PASSAGES, VERSIONS, to_document, to_page, to_passage, to_version
from corpus.schema import documents, facts, pages, passages, versions
from corpus.texts import house

WHOLE = Sight()


class Catalogue:
    """Reads the catalogue's tables, and opens the transactions in which `corpus.records` writes them.

    Documents outside of `sight` are not there, with all that is theirs.
    """

    def __init__(self, engine: Engine, sight: Sight = WHOLE) -> None:
        self.sight = sight
        self._engine = engine
        self._writer = for_writing(engine)
        self._visible = visible(sight)
        self._documents = DOCUMENTS.where(self._visible)
        self._passages = PASSAGES.where(self._visible)

    @property
    def is_shared(self) -> bool:
        """Whether several processes of the house use it side by side."""
        return is_shared(self._engine)

    def seen_with(self, sight: Sight) -> Catalogue:
        """The same catalogue, as whoever has this sight may see it."""
        return Catalogue(self._engine, sight)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of the block is kept, or nothing of it."""
        with self._writer.begin() as connection:
            yield connection

    @contextmanager
    def removing(self) -> Iterator[Connection]:
        """Like `writing`, for what is to be gone from the disk as well; see `corpus.traces`."""
        with self.writing() as connection:
            traces.mark(connection, traces.ROWS)
            yield connection
        traces.empty_log(self._engine)

    @contextmanager
    def at_once(self) -> Iterator[Connection]:
        """Each statement counts by itself and waits for no writer: for rows that need no others to be right."""
        with self._engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            yield connection

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """A connection beside the pool, to keep; each statement counts by itself and waits for no writer."""
        with apart(self._engine) as connection:
            yield connection

    def empty_log(self) -> bool:
        """Bring everything from the write-ahead log into the database -> whether nobody was in the way."""
        return traces.empty_log(self._engine)

    def compact(self) -> None:
        """Write the database anew, without what deleted rows left over; writers wait meanwhile."""
        traces.compact(self._engine)

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()

    def documents(self) -> tuple[Document, ...]:
        """Every document that has a current version, by title."""
        with self.reading() as connection:
            return tuple(to_document(row) for row in connection.execute(self._documents.order_by(documents.c.title)))

    def document(self, document_id: str) -> Document:
        """One document; raises NotFound."""
        with self.reading() as connection:
            row = connection.execute(self._documents.where(documents.c.id == document_id)).one_or_none()
        if row is None:
            raise NotFound(house.DOCUMENT_NOT_FOUND.format(id=document_id))
        return to_document(row)

    def documents_of(self, ids: Collection[str]) -> tuple[Document, ...]:
        """Those of the documents that are there."""
        with self.reading() as connection:
            return tuple(to_document(row) for row in connection.execute(self._documents.where(documents.c.id.in_(ids))))

    def superseding(self) -> tuple[Document, ...]:
        """The documents that are said to take the place of another one."""
        with self.reading() as connection:
            found = connection.execute(self._documents.where(documents.c.supersedes.is_not(None)))
            return tuple(to_document(row) for row in found)

    def by_content(self, sha256: str) -> Document | None:
        """The document whose current file has these bytes."""
        return self._first(self._documents.where(versions.c.sha256 == sha256))

    def by_source(self, source: str) -> Document | None:
        """The document that came from this source."""
        return self._first(self._documents.where(documents.c.source == source))

    def page(self, document_id: str, number: int) -> Page:
        """One page of the current version; raises NotFound."""
        document = self.document(document_id)
        statement = select(pages).where(pages.c.version_id == document.current.id, pages.c.number == number)
        with self.reading() as connection:
            row = connection.execute(statement).one_or_none()
        if row is None:
            raise NotFound(house.PAGE_NOT_FOUND.format(title=document.metadata.title, page=number))
        return to_page(row)

    def pages(self, version_id: str) -> tuple[Page, ...]:
        """Every page of a version, in order."""
        statement = select(pages).where(pages.c.version_id == version_id).order_by(pages.c.number)
        with self.reading() as connection:
            return tuple(to_page(row) for row in connection.execute(statement))

    def versions(self, document_id: str) -> tuple[Version, ...]:
        """Every version of a document up to the current one, newest first; raises NotFound."""
        newest = self.document(document_id).current.number
        mine = (versions.c.document_id == document_id) & (versions.c.number <= newest)
        with self.reading() as connection:
            found = connection.execute(VERSIONS.where(mine).order_by(versions.c.number.desc()))
            return tuple(to_version(row) for row in found)

    def known_files(self) -> set[str]:
        """The hash of every stored file that a version or a job needs."""
        with self.reading() as connection:
            return needed_files(connection)

    def passages(self, document_id: str) -> tuple[StoredPassage, ...]:
        """The passages of the current version, in order; raises NotFound."""
        self.document(document_id)
        with self.reading() as connection:
            found = connection.execute(self._passages.where(documents.c.id == document_id).order_by(passages.c.ordinal))
            return tuple(to_passage(row) for row in found)

    def neighbours(self, stored: StoredPassage) -> tuple[StoredPassage | None, StoredPassage | None]:
        """The passages before and after this one in its document; None at the beginning and at the end."""
        near = (stored.passage.ordinal - 1, stored.passage.ordinal + 1)
        mine = (passages.c.version_id == stored.version_id) & passages.c.ordinal.in_(near)
        with self.reading() as connection:
            found = {row.ordinal: to_passage(row) for row in connection.execute(self._passages.where(mine))}
        return found.get(near[0]), found.get(near[1])

    def current_passages(self, ids: Collection[int]) -> dict[int, StoredPassage]:
        """Those of the ids that are passages of a current version."""
        with self.reading() as connection:
            found = connection.execute(self._passages.where(passages.c.id.in_(ids))).all()
            return {row.id: to_passage(row) for row in found}

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
        there = documents.c.current_version_id.is_not(None) & self._visible
        statement = select(documents.c.current_version_id).where(there)
        with self.reading() as connection:
            return tuple(connection.execute(filtered(connection, statement, filters)).scalars())

    def values_of(self, field: str) -> tuple[Any, ...]:
        """Every value that the documents have in a field of their metadata, in order."""
        column = documents.c[field]
        there = documents.c.current_version_id.is_not(None) & self._visible
        found = select(column).where(column.is_not(None), there).distinct()
        with self.reading() as connection:
            return tuple(connection.execute(found.order_by(column)).scalars())

    def hides_any(self) -> bool:
        """Whether there is a document that may not be seen."""
        with self.reading() as connection:
            return hides_any(connection, self.sight)

    def groups(self) -> tuple[str, ...]:
        """Every group that a document is for or a person is in, in order."""
        with self.reading() as connection:
            return known_groups(connection)

    def municipalities(self) -> tuple[str, ...]:
        """Every municipality that a document is about, as written in the metadata."""
        return self.values_of("municipality")

    def fact(self, name: str) -> str | None:
        """A fact about the corpus as a whole, such as the recipe of its index."""
        with self.reading() as connection:
            return connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar()

    def removed_documents(self) -> dict[str, str]:
        """Document id -> title, of those that were removed and may be quoted somewhere still."""
        with self.reading() as connection:
            found = connection.execute(select(facts).where(facts.c.name.startswith(REMOVED, autoescape=True)))
            return {row.name.removeprefix(REMOVED): row.value for row in found}

    def _first(self, statement: Select[Any]) -> Document | None:
        with self.reading() as connection:
            row = connection.execute(statement).first()
        return to_document(row) if row is not None else None
