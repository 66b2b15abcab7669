"""Copies of the catalogue as one file, and what stands in such a copy, whatever revision its schema has."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

SECRETS = {"sessions", "links", "oidc_flows", "api_tokens", "pairing_codes"}
PATIENCE = 30  # seconds to wait for another process's lock


@dataclass(frozen=True, slots=True)
class Reference:
    """A stored file as a row of the catalogue names it."""

    sha256: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a catalogue holds; `files` is row -> the stored file it needs, and the name of a row is never used again."""

    revision: str
    documents: int
    versions: int
    passages: int
    files: Mapping[str, Reference]


def take_snapshot(catalogue: Path, target: Path) -> Content:
    """Write the catalogue as it is at one moment to `target`, beside whoever writes it; raises sqlite3.DatabaseError.

    All pages are copied in one step: in several, each write of another process would start the copy anew.
    """
    target.unlink(missing_ok=True)
    address = f"{catalogue.resolve().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    settle(target)
    leave_out_secrets(target)
    return content_of(target)


def leave_out_secrets(catalogue: Path) -> None:
    """Empty the tables that let somebody in: a restored backup must not revive what has ended since."""
    with closing(sqlite3.connect(catalogue)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        with connection:
            for name in SECRETS & tables:
                connection.execute(f"DELETE FROM {name}")
        # What was deleted before leaves traces between the rows, which are no part of a backup.
        connection.execute("VACUUM")


def settle(catalogue: Path) -> None:
    """Bring all of the catalogue, which nobody else has open, into its one file; raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(catalogue)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def content_of(catalogue: Path) -> Content:
    """Read a catalogue that nobody writes; raises sqlite3.DatabaseError where it is damaged or none of ours."""
    with closing(sqlite3.connect(catalogue)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        rows = connection.execute("SELECT 'version ' || id, sha256, file_name FROM versions").fetchall()
        if "jobs" in tables:
            # The same jobs as in `corpus.records.needed_files`.
            needed = "state <> 'cancelled' AND (state <> 'done' OR document_id IS NULL)"
            rows += connection.execute(f"SELECT 'job ' || id, sha256, file_name FROM jobs WHERE {needed}")
        return Content(
            revision=_text(connection, "SELECT version_num FROM alembic_version"),
            documents=_number(connection, "SELECT count(*) FROM documents WHERE current_version_id IS NOT NULL"),
            versions=_number(connection, "SELECT count(*) FROM versions"),
            passages=_number(connection, "SELECT count(*) FROM passages"),
            files={row: Reference(sha256, file_name) for row, sha256, file_name in rows},
        )


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _text(connection: sqlite3.Connection, query: str) -> str:
    row = connection.execute(query).fetchone()
    if row is None:
        raise sqlite3.DatabaseError("no revision")
    return str(row[0])
