"""The terms that stand in the corpus, looked up for words that stand nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from corpus import postings


class IndexedTerms:
    """The vocabulary of the full-text index as `corpus.german.spelling` asks for it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def frequencies(self, terms: Collection[str], /) -> Mapping[str, int]:
        """In how many passages each of the terms occurs; those that occur nowhere are left out."""
        return postings.document_frequencies(self._connection, terms)

    def beginning_with(self, beginnings: Collection[str], /) -> set[str]:
        """The terms that begin with any of the strings."""
        return postings.beginning_with(self._connection, beginnings)
