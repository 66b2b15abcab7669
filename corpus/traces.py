"""What deleted rows leave over in SQLite's files, and how it goes.

With secure_delete SQLite overwrites what is deleted, but not the copies that moving rows between pages left behind (of
1,600 deleted rows, 3 were still to be found), and the write-ahead log keeps every page as it was. So a removal empties
the log at once, and `corpus.sweeping` writes the database anew later.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select

from corpus.database import is_shared
from corpus.records import forget_fact, set_fact
from corpus.schema import facts

# What may be left over: of rows in the database, of passages in Chroma. The names of the facts that say so.
ROWS, VECTORS = "traces.rows", "traces.vectors"
PATIENCE_MS = 2_000


@dataclass(frozen=True, slots=True)
class Traces:
    """When the first of `removals` was whose traces may still be there (UTC)."""

    since: datetime
    removals: int


def left(connection: Connection, where: str) -> Traces | None:
    """What may still be there of what was removed, in ROWS or VECTORS; None where nothing is."""
    found = connection.execute(select(facts.c.value).where(facts.c.name == where)).scalar()
    if found is None:
        return None
    since, _, removals = found.partition(" ")
    return Traces(datetime.fromisoformat(since), int(removals))


def mark(connection: Connection, where: str) -> None:
    """Remember that something is removed in this transaction."""
    known = left(connection, where) or Traces(datetime.now(UTC), 0)
    set_fact(connection, where, f"{known.since.isoformat()} {known.removals + 1}")


def unmark(connection: Connection, where: str, known: Traces) -> None:
    """Remember that no traces are left of these removals, unless there were more since."""
    if left(connection, where) == known:
        forget_fact(connection, where)


def empty_log(engine: Engine) -> bool:
    """Bring the write-ahead log into the database and cut it to nothing -> whether nobody was in the way.

    That of PostgreSQL is its own matter: it goes with the next checkpoints.
    """
    if is_shared(engine):
        return True
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
        return not busy
    except sqlite3.OperationalError:  # what was removed is removed all the same, and housekeeping tries again
        return False
    finally:
        raw.close()


def compact(engine: Engine) -> None:
    """Write the database anew, which leaves nothing but the rows; raises sqlite3.OperationalError where that fails.

    On PostgreSQL the room of deleted rows is freed and written over by later ones, for writing its tables anew would
    keep everybody waiting.
    """
    if is_shared(engine):
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM")
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM")
    finally:
        raw.close()
    empty_log(engine)
