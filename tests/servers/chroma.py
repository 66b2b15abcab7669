"""A real Chroma server on a free port of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.scale.child import Child
from scripts.scale.chroma import chroma_child
from tests.conftest import any_free_port


@contextmanager
def chroma_server(folder: Path) -> Iterator[Child]:
    """The server, which runs: `url`, `stop()`, `kill()` and `start()` on the same data, in the folder."""
    child = chroma_child(folder / "chroma", any_free_port(), log=folder / "chroma.log")
    try:
        child.start()
        yield child
    finally:
        child.kill()
