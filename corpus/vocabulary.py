"""The terms that stand in the corpus, looked up for words that stand nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, select

from corpus.full_text import document_frequencies
from corpus.schema import postings

LAST = "\U0010ffff"  # sorts behind every letter


class IndexedTerms:
    """The vocabulary of the full-text index as `corpus.german.spelling` asks for it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def frequencies(self, terms: Collection[str], /) -> Mapping[str, int]:
        """In how many passages each of the terms occurs; those that occur nowhere are left out."""
        return document_frequencies(self._connection, terms)

    def beginning_with(self, beginnings: Collection[str], /) -> Iterator[str]:
        """The terms that begin with any of the strings."""
        term = postings.c.term
        for beginning in beginnings:
            # A range is read from the table's own order; LIKE would read all of it.
            found = select(term).distinct().where(term >= beginning, term < beginning + LAST)
            yield from self._connection.execute(found).scalars()
