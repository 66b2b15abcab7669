"""What must not be done by two at once, in one process or in several.

`changing`: catalogue and vectors change in steps that belong together. `arriving` and `settled`: a file that has just
been stored belongs to nobody yet, so unneeded ones are looked for while none arrives. `alone`: one process of the house
does what several could.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from corpus.database import apart
from corpus.postgresql import lock_key

Held = Callable[[], bool]
"""Whether this process is still the one; a connection may break."""


class Locks(Protocol):
    """The locks of a house; safe to use from several threads."""

    def changing(self) -> AbstractContextManager[None]:
        """Nothing else changes catalogue and vectors while the block runs."""

    def arriving(self) -> AbstractContextManager[None]:
        """A new file may belong to nobody yet while the block runs; `settled` waits for its end."""

    def settled(self) -> AbstractContextManager[None]:
        """No file is arriving while the block runs."""

    def alone(self, name: str) -> AbstractContextManager[Held | None]:
        """None at once where another process does it; else nobody else does while the block runs."""


class LocksOfFolder:
    """Of the one process that owns a data folder; others may only hand in files."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the stored files, and is there."""
        self._arrivals = folder / "arriving.lock"
        self._changing = Lock()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """As `Locks` says."""
        with self._changing:
            yield

    def arriving(self) -> AbstractContextManager[None]:
        """As `Locks` says."""
        return self._locked(fcntl.LOCK_SH)

    def settled(self) -> AbstractContextManager[None]:
        """As `Locks` says."""
        return self._locked(fcntl.LOCK_EX)

    @contextmanager
    def alone(self, name: str) -> Iterator[Held | None]:  # noqa: ARG002 - who owns the folder is alone
        """As `Locks` says."""
        yield lambda: True

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        # The kernel's lock, so that it goes with the process, however that ends.
        handle = os.open(self._arrivals, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, how)
            yield
        finally:
            os.close(handle)


class LocksOfDatabase:
    """Of all processes on one PostgreSQL, each lock on a connection of its own: it goes with the process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def changing(self) -> AbstractContextManager[None]:
        """As `Locks` says."""
        return self._locked("changing", "pg_advisory_lock")

    def arriving(self) -> AbstractContextManager[None]:
        """As `Locks` says."""
        return self._locked("files", "pg_advisory_lock_shared")

    def settled(self) -> AbstractContextManager[None]:
        """As `Locks` says."""
        return self._locked("files", "pg_advisory_lock")

    @contextmanager
    def alone(self, name: str) -> Iterator[Held | None]:
        """As `Locks` says."""
        with apart(self._engine) as connection:
            found = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({lock_key(name)})").scalar()
            yield (lambda: _answers(connection)) if found else None

    @contextmanager
    def _locked(self, name: str, how: str) -> Iterator[None]:
        with apart(self._engine) as connection:
            connection.exec_driver_sql(f"SELECT {how}({lock_key(name)})")
            yield


def _answers(connection: Connection) -> bool:
    try:
        return bool(connection.exec_driver_sql("SELECT 1").scalar())
    except DatabaseError:
        return False
