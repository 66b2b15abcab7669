"""The terms that stand in the corpus, looked up for words that stand nowhere.

A mistyped word has some thousand spellings near it. They are looked for in memory: in the tables each would cost a few
look-ups, some 100 ms in all among 100,000 passages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from threading import Lock

from sqlalchemy import Connection

from corpus import full_text, postings

_BEGINNING = 5


class Vocabulary:
    """Every term that stands in the corpus, and perhaps some that no longer do; read at the first use.

    Safe to call from several threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_beginning: dict[str, set[str]] | None = None
        self._newest = 0

    def of(self, connection: Connection, *, without: Collection[int] = ()) -> IndexedTerms:
        """As `corpus.german.spelling` asks for it; what only the passages `without` ids hold stands nowhere."""
        with self._lock:
            newest = full_text.newest(connection)
            if self._by_beginning is None:
                known: dict[str, set[str]] = defaultdict(set)
                _sort_in(known, postings.terms(connection))
                self._by_beginning = known
            elif newest > self._newest:
                # Another process may have published; ids only grow.
                for row in full_text.rows_after(connection, self._newest):
                    _sort_in(self._by_beginning, row.terms())
            self._newest = newest
            return IndexedTerms(connection, self._by_beginning, without)


class IndexedTerms:
    """The vocabulary; how frequent its terms are, the full-text index says."""

    def __init__(self, connection: Connection, by_beginning: Mapping[str, set[str]], without: Collection[int]) -> None:
        self._connection = connection
        self._by_beginning = by_beginning
        self._without = without

    def frequencies(self, terms: Collection[str], /) -> Mapping[str, int]:
        """In how many passages each of the terms occurs; those that occur nowhere are left out."""
        known = [term for term in terms if term in self._by_beginning.get(term[:_BEGINNING], ())]
        return postings.document_frequencies(self._connection, known, without=self._without) if known else {}

    def beginning_with(self, beginnings: Collection[str], /) -> Iterable[str]:
        """The terms that begin with any of the strings of five letters."""
        # Copies: a document that is published meanwhile adds to the sets.
        known = chain.from_iterable(tuple(self._by_beginning.get(beginning, ())) for beginning in beginnings)
        return self.frequencies(tuple(known)) if self._without else known


def _sort_in(by_beginning: dict[str, set[str]], terms: Iterable[str]) -> None:
    for term in terms:
        by_beginning[term[:_BEGINNING]].add(term)
