"""Fills Chroma from the catalogue, which has every vector."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from itertools import groupby

from sqlalchemy import select

from corpus.corpus import Corpus
from corpus.inspection import current_passages, in_batches
from corpus.schema import passages
from corpus.vectors import Vectors

FEW = 500
"""So many missing vectors are put back while others wait: that takes about a second."""

_log = logging.getLogger(__name__)


def restore_vectors(corpus: Corpus, vectors: Vectors, ids: Collection[int]) -> None:
    """Put the catalogue's vectors of these passages into Chroma."""
    columns = select(passages.c.id, passages.c.version_id, passages.c.vector).order_by(passages.c.version_id)
    for part in in_batches(ids):
        with corpus.catalogue.reading() as connection:
            found = connection.execute(columns.where(passages.c.id.in_(part))).all()
        for version_id, rows in groupby(found, key=lambda row: row.version_id):
            group = list(rows)
            vectors.put([row.id for row in group], version_id, [row.vector for row in group])


def agree(corpus: Corpus, vectors: Vectors) -> None:
    """Let Chroma hold just the passages that are to be found, and say so; only while nothing is published."""
    with corpus.catalogue.reading() as connection:
        wanted = current_passages(connection)
    there = vectors.ids()
    vectors.remove(there - wanted)
    restore_vectors(corpus, vectors, wanted - there)
    if not vectors.is_answering:
        vectors.say_whole(True)


def refill(corpus: Corpus, vectors: Vectors, goes_on: Callable[[], bool]) -> None:
    """Put back what is missing, the most of it while others publish, and remove what is left over.

    Only where nobody else does. Ends early, to be called again, when `goes_on` says so.
    """
    with corpus.catalogue.reading() as connection:
        wanted = current_passages(connection)
    missing = wanted - vectors.ids()
    if len(missing) > FEW:
        _log.warning("the vectors of %d of %d passages are put back from the catalogue", len(missing), len(wanted))
        vectors.say_whole(False)
        for part in in_batches(missing):
            if not goes_on():
                return
            restore_vectors(corpus, vectors, part)
    with corpus.unchanging():
        agree(corpus, vectors)
