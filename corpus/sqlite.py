"""SQLite as it is used here: one file, many readers, one writer at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

_WRITING = "writing"
_PRAGMAS = (
    "journal_mode = WAL",
    # An acknowledged document must survive a power cut, not only a crash.
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 30000",
    # What is deleted is overwritten; what that leaves over is the matter of `corpus.traces`.
    "secure_delete = ON",
)


def open_sqlite(file: Path) -> Engine:
    """An engine on the file, which is made where it does not exist."""
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine for writers, who wait for their place at the beginning of a transaction."""
    return engine.execution_options(**{_WRITING: True})


def _prepare(connection: Any, _record: Any) -> None:
    # The driver itself would begin late, so that reads before the first write were no part of the transaction, and
    # would not begin at all for changes of the schema.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes then fails at once, however long it would wait, if another has written.
    is_writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
