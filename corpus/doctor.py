"""Finds and mends every disagreement between catalogue, full text, vectors and stored files."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection

from corpus import full_text, records
from corpus.corpus import Corpus
from corpus.errors import VectorsUnavailable
from corpus.inspection import altered_rows, altered_vectors, current_passages, damaged_files, in_batches
from corpus.recipe import SHADOW, check_recipe
from corpus.refilling import FEW, restore_vectors
from corpus.texts import house


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of disagreement as a German phrase, and how often it was found (and mended)."""

    text: str
    count: int


def mend(corpus: Corpus, *, closely: bool = False) -> tuple[Finding, ...]:
    """Make index, files and catalogue agree, the catalogue being right -> what was found.

    Leftovers of a broken-off attempt are removed; what is missing from the index is restored from the catalogue. With
    `closely`, what is there is compared too, which takes a few milliseconds a passage. A second call finds nothing but
    files that are lost or damaged for good. Only while nobody builds an index in the shadow; whoever publishes waits.
    """
    with corpus.unchanging():
        found = (
            *_mend_catalogue(corpus),
            *_mend_vectors(corpus),
            *(_mend_closely(corpus) if closely else ()),
            *_mend_files(corpus),
        )
    return tuple(finding for finding in found if finding.count)


def mend_at_start(corpus: Corpus) -> None:
    """Like `mend`, but nobody waits for Chroma: where it is silent or has lost much, `keeping_vectors` sees to it."""
    with corpus.unchanging():
        _mend_catalogue(corpus)
        with suppress(VectorsUnavailable):
            _mend_vectors(corpus, most=FEW)
        _mend_files(corpus)


def _mend_catalogue(corpus: Corpus) -> tuple[Finding, ...]:
    with corpus.catalogue.writing() as connection:
        unfinished = _abandon(connection)
        wanted = current_passages(connection)
        rows = full_text.ids(connection)
        full_text.remove(connection, rows - wanted)
    _restore_rows(corpus, wanted - rows)
    return (
        Finding(house.UNFINISHED_VERSIONS, unfinished),
        Finding(house.ORPHAN_ROWS, len(rows - wanted)),
        Finding(house.MISSING_ROWS, len(wanted - rows)),
    )


def _mend_vectors(corpus: Corpus, *, most: int | None = None) -> tuple[Finding, ...]:
    """At `most` so many that are missing are put back here."""
    wanted, vectors = _wanted(corpus), corpus.vectors
    shadows = vectors.forget_others()
    stored = vectors.ids()
    vectors.remove(stored - wanted)
    missing = wanted - stored
    is_whole = most is None or len(missing) <= most
    if is_whole:
        restore_vectors(corpus, vectors, missing)
    if vectors.is_answering != is_whole:
        vectors.say_whole(is_whole)
    return (
        Finding(house.ABANDONED_SHADOW, shadows),
        Finding(house.ORPHAN_VECTORS, len(stored - wanted)),
        Finding(house.MISSING_VECTORS, len(missing)),
    )


def _mend_closely(corpus: Corpus) -> tuple[Finding, ...]:
    ids = _wanted(corpus)
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
    corpus.vectors.say_whole(True)
    return len(wanted)


def _restore_rows(corpus: Corpus, ids: Collection[int]) -> None:
    for part in in_batches(ids):
        found = corpus.catalogue.current_passages(part).values()
        rows = [corpus.term_row(stored.id, stored.name, stored.passage) for stored in found]
        with corpus.catalogue.writing() as connection:
            full_text.put(connection, rows)


def _abandon(connection: Connection) -> int:
    """Remove versions that never became current, those of a shadow index too -> how many."""
    records.forget_fact(connection, SHADOW)
    return records.remove_unfinished(connection)


def _wanted(corpus: Corpus) -> set[int]:
    with corpus.catalogue.reading() as connection:
        return current_passages(connection)


def _mend_files(corpus: Corpus) -> tuple[Finding, ...]:
    """Remove files that no version refers to, and name the documents whose file is lost."""
    orphans = corpus.forget_orphans()
    stored = set(corpus.files.names())
    lost = [d.metadata.title for d in corpus.documents() if d.current.sha256 not in stored]
    return (
        Finding(house.ORPHAN_FILES, orphans),
        Finding(house.LOST_FILES.format(titles=", ".join(lost)), len(lost)),
    )
