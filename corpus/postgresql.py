"""PostgreSQL as it is used here: as SQLite is, with one writer at a time, so that the same code is right on both.

Readers see one moment of the database and wait for nobody. Writers take a lock of the house before anything else; what
they read under it stays true until they are done.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from corpus.errors import DatabaseUnusable
from corpus.texts import house

_WRITING = "writing"
CONNECT_SECONDS = 10
# Of the 100 connections that PostgreSQL has by default, so many for each process.
KEPT, MOST = 4, 16
# A machine that is gone says no goodbye: after about 20 s either side gives up, and the server frees the locks.
_LOST = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2",
}


def open_postgresql(url: str) -> Engine:
    """An engine on the database; raises DatabaseUnusable for a wrong URL."""
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
    except ArgumentError as error:
        raise DatabaseUnusable(house.DATABASE_URL_WRONG) from error
    engine = create_engine(
        address,
        connect_args={"application_name": "transferlotse", "connect_timeout": CONNECT_SECONDS, **_LOST},
        hide_parameters=True,
        pool_size=KEPT,
        max_overflow=MOST - KEPT,
        # The database may have been restarted since the last use.
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine for writers: each statement sees what the writer before has written."""
    return engine.execution_options(**{_WRITING: True}, isolation_level="READ COMMITTED")


def lock_key(name: str) -> int:
    """The number by which PostgreSQL knows a lock of the house."""
    return crc32(f"transferlotse.{name}".encode())


def identity(connection: Connection) -> str:
    """What tells this database from each that pg_restore or CREATE DATABASE made of it; a replica is the same one."""
    oid = "SELECT oid::text FROM pg_database WHERE datname = current_database()"
    found = connection.exec_driver_sql(oid).scalar_one()
    # Everybody may ask, unless an administrator of PostgreSQL took that away.
    if connection.exec_driver_sql("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')").scalar():
        system = connection.exec_driver_sql("SELECT system_identifier::text FROM pg_control_system()").scalar_one()
        return f"{system} {found}"
    return str(found)


def is_away(error: BaseException) -> bool:
    """Whether PostgreSQL did not do what it was asked for, and may do so later; or nobody gave a connection back."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    import psycopg  # of a house with SQLite nobody has loaded it yet

    return isinstance(error.orig, psycopg.OperationalError | psycopg.InterfaceError)


def _prepare(connection: Any, _record: Any) -> None:
    from psycopg.types.string import StrDumper

    class WithoutNul(StrDumper):
        """PostgreSQL holds no NUL, SQLite does; nobody sees one, and nobody's form shall fail for it."""

        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", ""))

    connection.adapters.register_dumper(str, WithoutNul)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITING, False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({lock_key('writing')})")
