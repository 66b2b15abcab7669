"""Finds and mends every disagreement between catalogue, full text, vectors and stored files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection, delete, select, update

from corpus import full_text
from corpus.context import passage_context
from corpus.corpus import Corpus
from corpus.recipe import UNFINISHED, store_recipe, stored_recipe
from corpus.schema import documents, passages, versions
from corpus.texts import house

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of disagreement as a German phrase, and how often it was found (and mended)."""

    text: str
    count: int


def mend(corpus: Corpus) -> tuple[Finding, ...]:
    """Make index, files and catalogue agree, the catalogue being right -> what was found.

    Leftovers of a broken-off attempt are removed; what is missing from the index is restored from the catalogue.
    A second call finds nothing but files that are lost for good. Only the owner of the data folder may call this,
    and not while something is being published.
    """
    with corpus.catalogue.writing() as connection:
        unfinished = _remove_unfinished(connection)
        wanted = _current_passages(connection)
        rows = full_text.ids(connection)
        full_text.remove(connection, rows - wanted)
    stored = corpus.vectors.ids()
    corpus.vectors.remove(stored - wanted)
    _restore_rows(corpus, wanted - rows)
    _restore_vectors(corpus, wanted - stored)
    orphans, lost = _check_files(corpus)
    found = (
        Finding(house.UNFINISHED_VERSIONS, unfinished),
        Finding(house.ORPHAN_VECTORS, len(stored - wanted)),
        Finding(house.MISSING_VECTORS, len(wanted - stored)),
        Finding(house.ORPHAN_ROWS, len(rows - wanted)),
        Finding(house.MISSING_ROWS, len(wanted - rows)),
        Finding(house.ORPHAN_FILES, orphans),
        Finding(house.LOST_FILES.format(titles=", ".join(lost)), len(lost)),
    )
    return tuple(finding for finding in found if finding.count)


def rebuild(corpus: Corpus) -> int:
    """Build the whole index anew from the catalogue -> number of passages.

    Vectors come from the catalogue; only where another embedding model made them they are made anew. Broken off in
    the middle of that, the index is outdated for every model until it is built anew.
    """
    before = stored_recipe(corpus.catalogue)
    other_vectors = before is not None and before.vectors != corpus.recipe.vectors
    with corpus.catalogue.writing() as connection:
        if other_vectors:
            store_recipe(connection, replace(corpus.recipe, vectors=UNFINISHED))
        _remove_unfinished(connection)
        wanted = _current_passages(connection)
        full_text.clear(connection)
    if other_vectors:
        _embed_again(corpus, wanted)
    corpus.vectors.clear()
    _restore_rows(corpus, wanted)
    _restore_vectors(corpus, wanted)
    with corpus.catalogue.writing() as connection:
        store_recipe(connection, corpus.recipe)
    return len(wanted)


def _embed_again(corpus: Corpus, ids: Collection[int]) -> None:
    for part in _batches(ids):
        stored = corpus.catalogue.current_passages(part).values()
        vectors = corpus.embed([passage_context(s.title, s.passage) for s in stored])
        with corpus.catalogue.writing() as connection:
            for passage, vector in zip(stored, vectors, strict=True):
                connection.execute(update(passages).where(passages.c.id == passage.id).values(vector=vector))


def _restore_rows(corpus: Corpus, ids: Collection[int]) -> None:
    for part in _batches(ids):
        found = corpus.catalogue.current_passages(part).values()
        rows = [corpus.term_row(stored.id, stored.title, stored.passage) for stored in found]
        with corpus.catalogue.writing() as connection:
            full_text.put(connection, rows)


def _restore_vectors(corpus: Corpus, ids: Collection[int]) -> None:
    columns = select(passages.c.id, passages.c.version_id, passages.c.vector).order_by(passages.c.version_id)
    for part in _batches(ids):
        with corpus.catalogue.reading() as connection:
            found = connection.execute(columns.where(passages.c.id.in_(part))).all()
        for version_id, rows in groupby(found, key=lambda row: row.version_id):
            group = list(rows)
            corpus.vectors.put([row.id for row in group], version_id, [row.vector for row in group])


def _batches(ids: Collection[int]) -> Iterator[Sequence[int]]:
    every = sorted(ids)
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))


def _remove_unfinished(connection: Connection) -> int:
    """Remove versions newer than the current one: they never became current -> how many."""
    current = select(versions.c.document_id, versions.c.number).join(
        documents, documents.c.current_version_id == versions.c.id
    )
    newest = {row.document_id: row.number for row in connection.execute(current)}
    every = connection.execute(select(versions.c.id, versions.c.document_id, versions.c.number)).all()
    unfinished = [row.id for row in every if row.number > newest.get(row.document_id, 0)]
    for version_id in unfinished:
        connection.execute(delete(versions).where(versions.c.id == version_id))
    connection.execute(delete(documents).where(documents.c.current_version_id.is_(None)))
    return len(unfinished)


def _current_passages(connection: Connection) -> set[int]:
    current = select(passages.c.id).join(documents, documents.c.current_version_id == passages.c.version_id)
    return set(connection.execute(current).scalars())


def _check_files(corpus: Corpus) -> tuple[int, list[str]]:
    """Remove files that no version refers to -> (how many, titles of the documents whose file is lost)."""
    orphans = corpus.forget_files(set(corpus.files.names()))
    lost = [d.metadata.title for d in corpus.documents() if not corpus.files.path(d.current.sha256).exists()]
    return orphans, lost
