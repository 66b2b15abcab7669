"""The processes of a house that several serve: each writes down that it is there; who is silent for a while is gone.

Times are on the database's clock. What belongs to a process, such as an answer it makes, is nobody's once its row is
gone. Whoever has just come, or come back after the database was away, cannot tell who is gone, and waits.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Event, Thread
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from corpus.catalogue import Catalogue
from corpus.database import moment
from corpus.errors import DataFolderBusy, DoesNotFit
from corpus.schema import processes
from corpus.texts import house
from corpus.version import VERSION

SEEN_EVERY = 3.0  # seconds
GONE_AFTER = timedelta(seconds=12)
MOST_SKEW = timedelta(seconds=30)
"""So far a process' clock may be from the database's: sessions and links go by the process' own."""
_LEAVING_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Kind(StrEnum):
    """What a process does."""

    WEB = "web"
    WORKER = "worker"
    BOT = "bot"
    COMMAND = "command"
    # A command that needs the house for itself.
    UPKEEP = "upkeep"


@dataclass(frozen=True, slots=True)
class HouseProcess:
    """A process of the house; `files` and `vectors` tell which stores it uses, `started_at` is UTC, naive."""

    id: str
    kind: Kind
    host: str
    pid: int
    program: str
    files: str
    vectors: str
    started_at: datetime


def living(catalogue: Catalogue) -> list[HouseProcess]:
    """The processes that are there, the oldest first; none of a house that one process owns."""
    with catalogue.reading() as connection:
        return _living(connection, moment(connection))


def refuse_beside_others(catalogue: Catalogue) -> None:
    """Raise DataFolderBusy, which names them, while processes of the house live."""
    if others := living(catalogue):
        raise DataFolderBusy(house.STOP_OTHERS_FIRST.format(others=_named(others)))


@contextmanager
def taking_part(catalogue: Catalogue, kind: Kind, *, files: str, vectors: Callable[[], str]) -> Iterator[HouseProcess]:
    """Be one of the processes while the block runs.

    Raises DoesNotFit for another clock or other stores than those of the others, and DataFolderBusy beside a process
    that needs the house for itself, or where this one does.
    """
    mine = _enter(catalogue, kind, files, vectors())
    stop = Event()
    thread = Thread(target=_say_so, args=(catalogue, mine, vectors, stop), daemon=True, name="process")
    thread.start()
    try:
        yield mine
    finally:
        stop.set()
        thread.join(_LEAVING_SECONDS)
        with suppress(DBAPIError), catalogue.apart() as connection:
            connection.execute(delete(processes).where(processes.c.id == mine.id))


def _enter(catalogue: Catalogue, kind: Kind, files: str, vectors: str) -> HouseProcess:
    # One after the other, so that of two who come at once the second sees the first.
    with catalogue.writing() as connection:
        now = moment(connection)
        _check_clock(now)
        new = HouseProcess(
            id=uuid4().hex,
            kind=kind,
            host=socket.gethostname(),
            pid=os.getpid(),
            program=VERSION,
            files=files,
            vectors=vectors,
            started_at=now,
        )
        _check_others(new, _living(connection, now))
        connection.execute(insert(processes).values(**asdict(new), seen_at=now))
    return new


def _check_clock(now: datetime) -> None:
    if abs(skew := _skew(now)) > MOST_SKEW:
        ahead = house.CLOCK_FAST if skew > timedelta(0) else house.CLOCK_SLOW
        raise DoesNotFit(house.CLOCK_WRONG.format(seconds=round(abs(skew).total_seconds()), ahead=ahead))


def _skew(now: datetime) -> timedelta:
    return datetime.now(UTC).replace(tzinfo=None) - now


def _check_others(new: HouseProcess, others: list[HouseProcess]) -> None:
    if new.kind is Kind.UPKEEP and others:
        raise DataFolderBusy(house.STOP_OTHERS_FIRST.format(others=_named(others)))
    for other in others:
        where = {"host": other.host, "pid": other.pid}
        if other.kind is Kind.UPKEEP:
            raise DataFolderBusy(house.UPKEEP_RUNS.format(**where))
        if other.files != new.files:
            raise DoesNotFit(house.OTHER_FILES.format(**where))
        # Of a Chroma that does not answer nobody knows.
        if other.vectors and new.vectors and other.vectors != new.vectors:
            raise DoesNotFit(house.OTHER_VECTORS.format(**where))
    if programs := {other.program for other in others} - {new.program}:
        _log.warning("processes of other program versions are there: %s", ", ".join(sorted(programs)))


def _named(others: list[HouseProcess]) -> str:
    return ", ".join(house.PROCESS.format(kind=house.KINDS[one.kind], host=one.host, pid=one.pid) for one in others)


def _say_so(catalogue: Catalogue, mine: HouseProcess, vectors: Callable[[], str], stop: Event) -> None:
    """Again and again, on a connection of its own: a full pool must not make this process look dead."""
    watch = _Watch()
    while not stop.is_set():
        try:
            with catalogue.apart() as connection:
                while not stop.wait(SEEN_EVERY):
                    _say(connection, mine, vectors())
                    watch.said(_skew(moment(connection)))
                    if watch.is_long_enough:
                        connection.execute(delete(processes).where(_silent(moment(connection))))
        except Exception as error:  # the database may be away for a while
            _log.warning("this process cannot say that it is there: %s", type(error).__name__)
            watch.failed()
            stop.wait(SEEN_EVERY)


def _say(connection: Connection, mine: HouseProcess, vectors: str) -> None:
    said = {"vectors": vectors, "seen_at": moment(connection)}
    if connection.execute(update(processes).where(processes.c.id == mine.id).values(said)).rowcount == 0:
        # It was silent for so long that others took it for gone.
        connection.execute(insert(processes).values(**{**asdict(mine), **said}))


class _Watch:
    """Since when this process has said without a gap that it is there, and whether its clock is right."""

    def __init__(self) -> None:
        self._since = self._last = time.monotonic()
        self._is_right = True

    @property
    def is_long_enough(self) -> bool:
        """Whether every other has had the time to say so, too."""
        return self._last - self._since > GONE_AFTER.total_seconds()

    def said(self, skew: timedelta) -> None:
        now = time.monotonic()
        if now - self._last > 2 * SEEN_EVERY:
            self._since = now
        self._last = now
        is_right = abs(skew) <= MOST_SKEW
        if self._is_right and not is_right:
            _log.warning("this machine's clock is %.0f s from the database's", skew.total_seconds())
        self._is_right = is_right

    def failed(self) -> None:
        self._last = float("-inf")


def _silent(now: datetime) -> ColumnElement[bool]:
    return processes.c.seen_at < now - GONE_AFTER


def _living(connection: Connection, now: datetime) -> list[HouseProcess]:
    columns = [processes.c[name] for name in HouseProcess.__slots__]
    found = connection.execute(select(*columns).where(~_silent(now)).order_by(processes.c.started_at))
    return [HouseProcess(**{**row._mapping, "kind": Kind(row.kind)}) for row in found]
