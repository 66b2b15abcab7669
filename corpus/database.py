"""Opens the catalogue's database and brings it to the present schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event


def open_database(file: Path) -> Engine:
    """An engine on the SQLite file, which is made where it does not exist, at the newest schema."""
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare)
    _migrate(engine)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # FULL, because an acknowledged document must survive a power cut, not only a crash.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
    if now != ScriptDirectory.from_config(config).get_current_head():
        config.attributes["engine"] = engine
        command.upgrade(config, "head")
