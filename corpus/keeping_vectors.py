"""Watches over the vectors while a house is open: asks again after Chroma when it was silent, and fills it again where
it lost something, while searching by words goes on.

Of several processes one fills; the others see by the collection's mark when it is whole.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from corpus import full_text
from corpus.corpus import Corpus
from corpus.errors import VectorsUnavailable
from corpus.giving_way import give_way
from corpus.recipe import live_collection
from corpus.refilling import refill
from corpus.vectors import is_unreadable

LOOKS_EVERY = 15.0  # seconds
ASKS_AGAIN_AFTER = 1.0  # seconds
UNREADABLE_TIMES = 3  # until what Chroma keeps is thrown away
CLOSING_SECONDS = 10.0

_log = logging.getLogger(__name__)


@contextmanager
def keeping_vectors(corpus: Corpus) -> Iterator[None]:
    """Watch in a thread while the block runs."""
    keeper = _Keeper(corpus)
    thread = Thread(target=keeper.keep, daemon=True, name="vectors")
    thread.start()
    try:
        yield
    finally:
        keeper.stop.set()
        # What is cut off here is done at the next start.
        thread.join(CLOSING_SECONDS)


class _Keeper:
    def __init__(self, corpus: Corpus) -> None:
        self.stop = Event()
        self._corpus = corpus
        self._unreadable = 0
        # What is there at the start has just been looked at.
        self._looked = monotonic()
        self._is_silent = not corpus.vectors.is_answering

    def keep(self) -> None:
        give_way()
        while not self.stop.wait(ASKS_AGAIN_AFTER):
            if self._corpus.vectors.is_answering and monotonic() - self._looked < LOOKS_EVERY:
                continue
            self._looked = monotonic()
            try:
                self._look()
                self._unreadable = 0
            except VectorsUnavailable as error:
                self._failed(error)
            except Exception as error:  # the catalogue may be silent as well
                _log.warning("nobody could look after the vectors: %s", type(error).__name__)

    def _look(self) -> None:
        self._follow()
        vectors = self._corpus.vectors
        was_answering = vectors.is_answering and not self._is_silent
        vectors.open()
        with self._corpus.catalogue.reading() as connection:
            wanted = full_text.size(connection)
        there = vectors.try_out()
        self._tell(is_silent=not vectors.is_answering)
        if vectors.is_answering and was_answering and there >= wanted:
            return
        with self._corpus.locks.alone("vectors") as held:
            if held is not None:
                refill(self._corpus, vectors, lambda: not self.stop.is_set() and held())
        self._tell(is_silent=not vectors.is_answering)

    def _follow(self) -> None:
        """Another process may have put another collection in the place of the live one."""
        corpus = self._corpus
        name = live_collection(corpus.catalogue, corpus.vectors.family)
        if name != corpus.vectors.name:
            corpus.use_vectors(corpus.vectors.beside(name))

    def _failed(self, error: VectorsUnavailable) -> None:
        self._tell(is_silent=True, reason=error.message)
        self._unreadable = self._unreadable + 1 if is_unreadable(error) else 0
        if self._unreadable < UNREADABLE_TIMES:
            return
        try:
            self._begin_anew()
        except VectorsUnavailable as again:
            _log.warning("the vectors could not be made anew: %s", again.message)

    def _begin_anew(self) -> None:
        with self._corpus.locks.alone("vectors") as held:
            vectors = self._corpus.vectors
            if held is None:
                return
            try:
                vectors.open()
                vectors.try_out()
            except VectorsUnavailable:
                _log.warning("the vectors cannot be read and are made anew from the catalogue")
                vectors.begin_anew()
        self._unreadable = 0

    def _tell(self, *, is_silent: bool, reason: str = "") -> None:
        """Once when the vectors fall silent, and once when they are back."""
        if is_silent and not self._is_silent:
            _log.warning("searching by words alone: %s", reason)
        elif self._is_silent and not is_silent:
            _log.warning("passages are found by meaning again")
        self._is_silent = is_silent
