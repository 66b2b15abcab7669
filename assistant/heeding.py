"""Where several processes serve one house: what each must learn of the others, and do for those that are gone."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from assistant.administration.live_settings import LiveSettings
from assistant.conversations.asking import Asking
from assistant.conversations.elsewhere import fail_abandoned
from corpus.catalogue import Catalogue

# Somebody waits for what was asked to stop; nobody waits for the rest.
LOOKS_EVERY, ROUND_EVERY = 0.5, 3.0  # seconds

_log = logging.getLogger(__name__)


@contextmanager
def heeding(catalogue: Catalogue, asking: Asking, live_settings: LiveSettings) -> Iterator[None]:
    """Heed the others in a thread while the block runs."""
    stop = Event()
    round_of = (asking.heed, lambda: fail_abandoned(catalogue), live_settings.read_again)
    thread = Thread(target=_heed, args=(asking, round_of, stop), daemon=True, name="heeding")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _heed(asking: Asking, round_of: tuple[Callable[[], None], ...], stop: Event) -> None:
    next_round = 0.0
    is_well = True
    while not stop.wait(LOOKS_EVERY):
        try:
            if time.monotonic() >= next_round:
                for task in round_of:
                    task()
                next_round = time.monotonic() + ROUND_EVERY
            elif asking.is_busy:
                asking.heed()
            is_well = True
        except Exception as error:  # the database may be away for a while
            if is_well:
                _log.warning("the other processes cannot be heeded: %s", type(error).__name__)
            is_well = False
