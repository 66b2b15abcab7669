"""How many answers may be listened to at once, by one person or address and in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from fastapi import Depends, Request

from assistant.web.rates import Rates
from corpus.errors import TooBusy, TooManyRequests
from corpus.texts import web as texts

EACH = 50
IN_ALL = 300
RETRY_SECONDS = 10


class Streams:
    """Counts the open streams of this process."""

    def __init__(self, *, each: int = EACH, in_all: int = IN_ALL) -> None:
        self._each = each
        self._in_all = in_all
        self._open: Counter[str | None] = Counter()
        self._lock = Lock()

    @contextmanager
    def listening(self, who: str | None) -> Iterator[None]:
        """One more stream while the block runs, see `Rates.who`; raises TooManyRequests, TooBusy."""
        with self._lock:
            if who is not None and self._open[who] >= self._each:
                raise TooManyRequests(texts.TOO_MANY_STREAMS, retry_after=RETRY_SECONDS)
            if self._open.total() >= self._in_all:
                raise TooBusy(texts.TOO_MANY_STREAMS_IN_ALL)
            self._open[who] += 1
        try:
            yield
        finally:
            with self._lock:
                self._open[who] -= 1
                if not self._open[who]:
                    del self._open[who]


def _listening(request: Request) -> Iterator[None]:
    rates: Rates = request.app.state.rates
    streams: Streams = request.app.state.streams
    with streams.listening(rates.who(request.scope)):
        yield


# Before anything is asked: a question without a place for its answer is not begun.
STREAM_PLACE = Depends(_listening)
