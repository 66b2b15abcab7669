"""What the house does by itself, at its start and then each hour: nothing is kept for longer than was said."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from assistant.conversations.redaction import redact_removed
from assistant.conversations.retention import forget_old
from assistant.counting import forget_counted
from assistant.wiring import House
from corpus.catalogue import Catalogue
from corpus.database import is_away, moment
from corpus.sweeping import sweep

EVERY_SECONDS = 3600.0
AGAIN_SECONDS = 20.0
CLOSING_SECONDS = 10.0

_log = logging.getLogger(__name__)


@contextmanager
def housekeeping(house: House) -> Iterator[None]:
    """Keep house in a thread while the block runs."""
    stop = Event()
    thread = Thread(target=_keep, args=(house, stop), daemon=True, name="housekeeping")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        # What is cut off here is done at the next start.
        thread.join(CLOSING_SECONDS)


def keep_house(house: House, now: datetime) -> None:
    """Do everything that is due at this moment (aware); what fails is tried again the next time.

    Raises whatever says that the database is away.
    """
    catalogue, days = house.corpus.catalogue, house.settings.retention_days
    tasks: tuple[Callable[[], object], ...] = (
        lambda: forget_old(catalogue, days, now),
        lambda: house.gaps.forget_old(days, now),
        lambda: house.people.chats.forget_unused(_days_before(days, now)),
        house.people.chats.forget_updates,
        house.people.chats.unpair_old,
        lambda: house.acts.forget_older(house.settings.acts_days),
        lambda: house.corpus.forget_files(house.ingest.jobs.forget_old()),
        house.corpus.forget_orphans,
        lambda: redact_removed(catalogue),
        lambda: _forget_pictures(house),
        lambda: forget_counted(catalogue),
        catalogue.empty_log,
        lambda: sweep(house.corpus, house.settings.data_dir, now),
    )
    for task in tasks:
        try:
            task()
        except Exception as error:
            if is_away(error):
                raise
            # Its words may be those of a question.
            _log.warning("housekeeping failed: %s", type(error).__name__)


def _forget_pictures(house: House) -> None:
    """A picture may have been finished after its document was removed; each process has its own."""
    house.pictures.forget_all_but({document.id for document in house.corpus.documents()})


def _now(catalogue: Catalogue) -> datetime:
    """On the clock of all who share the house: that of one process may be turned while it runs."""
    with catalogue.reading() as connection:
        return moment(connection).replace(tzinfo=UTC)


def _days_before(days: int, now: datetime) -> datetime:
    return (now - timedelta(days=days)).astimezone(UTC).replace(tzinfo=None)


def _keep(house: House, stop: Event) -> None:
    while True:
        wait = EVERY_SECONDS
        try:
            # Of several processes one at a time.
            with house.corpus.locks.alone("housekeeping") as held:
                if held:
                    keep_house(house, _now(house.corpus.catalogue))
                else:
                    _forget_pictures(house)
        except Exception as error:  # the database may be away for a while
            _log.warning("housekeeping failed: %s", type(error).__name__)
            wait = AGAIN_SECONDS
        if stop.wait(wait):
            return
