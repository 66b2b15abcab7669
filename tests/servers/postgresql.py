"""A real PostgreSQL server on a free port of this machine, which is made for a test and goes with it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.scale.child import Child
from scripts.scale.postgresql import postgresql_child, postgresql_program
from tests.conftest import any_free_port

PASSWORD = "geheim-4711"


@contextmanager
def passable_folder() -> Iterator[Path]:
    """A folder for servers that another user runs where root runs the tests; nobody else may pass a tmp_path."""
    folder = Path(tempfile.mkdtemp(prefix="transferlotse-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def need_postgresql() -> None:
    """Skip the test where PostgreSQL is missing."""
    if postgresql_program("initdb") is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")


@contextmanager
def postgresql(*, is_durable: bool = True) -> Iterator[Child]:
    """The server, which runs: `url` of its database `postgres`, `stop()`, `kill()` and `start()` on the same data.

    Not `is_durable` saves time where nobody cuts the power.
    """
    need_postgresql()
    with passable_folder() as folder:
        port, log = any_free_port(), folder / "log"
        child = postgresql_child(folder / "data", port, password=PASSWORD, log=log, is_durable=is_durable)
        try:
            child.start()
            yield child
        finally:
            child.kill()
