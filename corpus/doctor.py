"""Finds and mends every disagreement between catalogue, full text, vectors and stored files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, select

from corpus import full_text, records
from corpus.corpus import Corpus
from corpus.inspection import altered_rows, altered_vectors, current_passages, damaged_files, in_batches
from corpus.recipe import SHADOW, check_recipe
from corpus.schema import passages
from corpus.texts import house
from corpus.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of disagreement as a German phrase, and how often it was found (and mended)."""

    text: str
    count: int


def mend(corpus: Corpus, *, closely: bool = False) -> tuple[Finding, ...]:
    """Make index, files and catalogue agree, the catalogue being right -> what was found.

    Leftovers of a broken-off attempt are removed; what is missing from the index is restored from the catalogue. With
    `closely`, what is there is compared too, which takes a few milliseconds a passage. A second call finds nothing but
    files that are lost or damaged for good. Only the owner of the data folder may call this, and not while something is
    being published.
    """
    with corpus.catalogue.writing() as connection:
        unfinished = _abandon(connection)
        wanted = current_passages(connection)
        rows = full_text.ids(connection)
        full_text.remove(connection, rows - wanted)
    shadows = corpus.vectors.forget_others()
    stored = corpus.vectors.ids()
    corpus.vectors.remove(stored - wanted)
    _restore_rows(corpus, wanted - rows)
    restore_vectors(corpus, corpus.vectors, wanted - stored)
    orphans, lost = _check_files(corpus)
    found = (
        *(_mend_closely(corpus, wanted) if closely else ()),
        Finding(house.UNFINISHED_VERSIONS, unfinished),
        Finding(house.ABANDONED_SHADOW, shadows),
        Finding(house.ORPHAN_VECTORS, len(stored - wanted)),
        Finding(house.MISSING_VECTORS, len(wanted - stored)),
        Finding(house.ORPHAN_ROWS, len(rows - wanted)),
        Finding(house.MISSING_ROWS, len(wanted - rows)),
        Finding(house.ORPHAN_FILES, orphans),
        Finding(house.LOST_FILES.format(titles=", ".join(lost)), len(lost)),
    )
    return tuple(finding for finding in found if finding.count)


def _mend_closely(corpus: Corpus, ids: Collection[int]) -> tuple[Finding, ...]:
    vectors = altered_vectors(corpus, ids)
    restore_vectors(corpus, corpus.vectors, vectors)
    rows = altered_rows(corpus, ids)
    with corpus.catalogue.writing() as connection:
        full_text.remove(connection, rows)
    _restore_rows(corpus, rows)
    with corpus.catalogue.writing() as connection:
        terms = full_text.wrong_terms(connection)
        if terms:
            full_text.find_laid_out(connection)
    damaged = [document.metadata.title for document in damaged_files(corpus)]
    return (
        Finding(house.ALTERED_VECTORS, len(vectors)),
        Finding(house.ALTERED_ROWS, len(rows)),
        Finding(house.WRONG_POSTINGS, terms),
        Finding(house.DAMAGED_FILES.format(titles=", ".join(damaged)), len(damaged)),
    )


def rebuild(corpus: Corpus) -> int:
    """Build the whole index anew from the terms and vectors of the catalogue's passages -> number of passages.

    Raises IndexOutdated where another recipe made them: the vectors would be another model's.
    """
    check_recipe(corpus)
    with corpus.catalogue.writing() as connection:
        _abandon(connection)
        wanted = current_passages(connection)
        full_text.clear(connection)
    corpus.vectors.clear()
    _restore_rows(corpus, wanted)
    restore_vectors(corpus, corpus.vectors, wanted)
    return len(wanted)


def _restore_rows(corpus: Corpus, ids: Collection[int]) -> None:
    for part in in_batches(ids):
        found = corpus.catalogue.current_passages(part).values()
        rows = [corpus.term_row(stored.id, stored.name, stored.passage) for stored in found]
        with corpus.catalogue.writing() as connection:
            full_text.put(connection, rows)


def restore_vectors(corpus: Corpus, vectors: Vectors, ids: Collection[int]) -> None:
    """Put the catalogue's vectors of these passages into Chroma."""
    columns = select(passages.c.id, passages.c.version_id, passages.c.vector).order_by(passages.c.version_id)
    for part in in_batches(ids):
        with corpus.catalogue.reading() as connection:
            found = connection.execute(columns.where(passages.c.id.in_(part))).all()
        for version_id, rows in groupby(found, key=lambda row: row.version_id):
            group = list(rows)
            vectors.put([row.id for row in group], version_id, [row.vector for row in group])


def _abandon(connection: Connection) -> int:
    """Remove versions that never became current, those of a shadow index too -> how many."""
    records.forget_fact(connection, SHADOW)
    return records.remove_unfinished(connection)


def _check_files(corpus: Corpus) -> tuple[int, list[str]]:
    """Remove files that no version refers to -> (how many, titles of the documents whose file is lost)."""
    orphans = corpus.forget_files(set(corpus.files.names()))
    lost = [d.metadata.title for d in corpus.documents() if not corpus.files.holds(d.current.sha256)]
    return orphans, lost
