"""The scaled column for tests: servers that start when the first test asks, and a fresh database for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr

from corpus.settings import Settings
from scripts.scale.child import Child
from scripts.scale.postgresql import create_database


@contextmanager
def fresh_database(server: Child) -> Iterator[str]:
    """The address of an empty database, which goes with the block, whoever still has it open."""
    name = f"test_{uuid4().hex}"
    url = create_database(server.url, name)
    try:
        yield url
    finally:
        if server.is_running:
            with psycopg.connect(server.url, autocommit=True) as connection:
                connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def scaled_settings(postgresql: Child, chroma: Child, data: Path, **further: Any) -> Iterator[Settings]:
    """An empty house on the servers, its scratch and its files in the folder, with `further` settings by name."""
    with fresh_database(postgresql) as url:
        yield Settings.model_validate({"data_dir": data, "database_url": url, "chroma_url": chroma.url, **further})


def as_environment(settings: Settings) -> dict[str, str]:
    """The variables by which another process gets the same settings."""
    told: dict[str, str] = {}
    for name in settings.model_fields_set:
        value = getattr(settings, name)
        told[f"TRANSFERLOTSE_{name.upper()}"] = str(value.get_secret_value() if isinstance(value, SecretStr) else value)
    return told
