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
def postgresql(*, is_durable: bool = True) -> Iterator[Child]:
    """The server, which runs: `url` of its database `postgres`, `stop()`, `kill()` and `start()` on the same data.

    Not `is_durable` saves time where nobody cuts the power.
    """
    if postgresql_program("initdb") is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    # Not in tmp_path: where root runs the tests the server is another user's, who may not pass there.
    folder = Path(tempfile.mkdtemp(prefix="transferlotse-postgresql-"))
    folder.chmod(0o711)
    child = postgresql_child(
        folder / "data", any_free_port(), password=PASSWORD, log=folder / "log", is_durable=is_durable
    )
    try:
        child.start()
        yield child
    finally:
        child.kill()
        shutil.rmtree(folder)
