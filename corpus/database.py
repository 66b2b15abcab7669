"""Opens the catalogue's database and brings it to the present schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from corpus import postgresql, sqlite
from corpus.errors import DatabaseUnusable
from corpus.texts import house


def open_database(address: Path | str) -> Engine:
    """An engine on a file of SQLite, made where it does not exist, or on the PostgreSQL of a URL, at the newest schema.

    Raises DatabaseUnusable for a wrong URL and for a schema that this version of the program does not know.
    """
    engine = sqlite.open_sqlite(address) if isinstance(address, Path) else postgresql.open_postgresql(address)
    try:
        _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def is_shared(engine: Engine) -> bool:
    """Whether several processes of the house use the database side by side."""
    return engine.dialect.name == "postgresql"


def for_writing(engine: Engine) -> Engine:
    """The same engine; its transactions wait for the one place of a writer at their beginning."""
    return postgresql.for_writing(engine) if is_shared(engine) else sqlite.for_writing(engine)


def is_away(error: BaseException) -> bool:
    """Whether it says that a database that several processes share does not answer just now."""
    return postgresql.is_away(error)


@contextmanager
def apart(engine: Engine) -> Iterator[Connection]:
    """A connection that the pool forgets, for as long as the block runs; each statement counts by itself."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        # Closed and not given back, it takes what it holds with it, whatever state it is in.
        connection.detach()
        yield connection


def moment(connection: Connection) -> datetime:
    """The time (UTC, naive) on the clock that all who use this database share."""
    if connection.dialect.name == "postgresql":
        told: datetime = connection.execute(select(func.timezone("utc", func.clock_timestamp()))).scalar_one()
        return told
    return datetime.now(UTC).replace(tzinfo=None)


def migrations(engine: Engine) -> Config:
    """What Alembic needs to bring the database of this engine to another schema."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["engine"] = for_writing(engine)
    return config


def _migrate(engine: Engine) -> None:
    config = migrations(engine)
    known = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
    if now == known.get_current_head():
        return
    if now is not None and now not in {script.revision for script in known.walk_revisions()}:
        raise DatabaseUnusable(house.SCHEMA_NEWER.format(revision=now))
    command.upgrade(config, "head")
