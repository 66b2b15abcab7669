"""A close look at what is there: not only whether index and files are complete, but whether they are right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from sqlalchemy import Connection, select

from corpus import full_text
from corpus.corpus import Corpus
from corpus.models import Document
from corpus.schema import documents, passages

BATCH = 1_000
# Chroma keeps float32 as it gets them; anything above rounding is another vector.
EQUAL_WITHIN = 1e-5


def current_passages(connection: Connection) -> set[int]:
    """The id of every passage that is to be found."""
    current = select(passages.c.id).join(documents, documents.c.current_version_id == passages.c.version_id)
    return set(connection.execute(current).scalars())


def altered_vectors(corpus: Corpus, ids: Collection[int]) -> set[int]:
    """Those of the passages whose vector in Chroma is not the catalogue's."""
    altered: set[int] = set()
    for part in in_batches(ids):
        wanted = corpus.catalogue.vectors(part)
        for id, vector in corpus.vectors.get(part).items():
            right = np.frombuffer(wanted[id], np.float32)
            if vector.shape != right.shape or not np.allclose(vector, right, atol=EQUAL_WITHIN):
                altered.add(id)
    return altered


def altered_rows(corpus: Corpus, ids: Collection[int]) -> set[int]:
    """Those of the passages whose terms are not what the analyser makes of them."""
    altered: set[int] = set()
    for part in in_batches(ids):
        with corpus.catalogue.reading() as connection:
            rows = full_text.rows_of(connection, part)
        for id, stored in corpus.catalogue.current_passages(part).items():
            if id in rows and rows[id] != corpus.term_row(id, stored.name, stored.passage):
                altered.add(id)
    return altered


def damaged_files(corpus: Corpus) -> Iterator[Document]:
    """Documents whose stored file is there but has other bytes."""
    for document in corpus.documents():
        if corpus.files.is_damaged(document.current.sha256):
            yield document


def in_batches(ids: Collection[int]) -> Iterator[Sequence[int]]:
    """The ids in order, in lists of at most `BATCH`."""
    every = sorted(ids)
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))
