"""The scaled column for tests: servers that start when the first test asks, and a fresh database for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

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
