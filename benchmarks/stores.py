"""Where a measured corpus is kept: in a data folder, or at servers of its own, begun for as long as it takes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load.machine import megabytes, process_trees
from corpus.settings import Settings
from scripts.scale.chroma import chroma_child
from scripts.scale.postgresql import create_database, postgresql_child
from scripts.scale.topology import free_ports

COLUMNS = ("embedded", "scaled")
DATABASE = "transferlotse"


@dataclass(frozen=True, slots=True)
class Stores:
    """The settings of whoever opens them, by name; the servers' processes; and what lies on the disk, by part."""

    named: Mapping[str, str]
    servers: Mapping[str, int]
    folder: Path
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", Settings.model_validate(dict(self.named)))

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process that opens them."""
        return os.environ | {f"TRANSFERLOTSE_{name.upper()}": value for name, value in self.named.items()}

    def memory(self) -> dict[str, float]:
        """Megabytes of each server."""
        return {name: sum(map(megabytes, process_trees([pid]))) for name, pid in self.servers.items()}

    def disk(self) -> dict[str, float]:
        """Megabytes of each part."""
        return {part.name: _size(part) / 1e6 for part in sorted(self.folder.iterdir()) if _size(part) > 1e5}


@contextmanager
def stores(column: str, folder: Path) -> Iterator[Stores]:
    """The stores of a column, whose data stay in the folder; for PostgreSQL, others must be able to pass it."""
    folder = folder.absolute()
    if column == "embedded":
        yield Stores({"data_dir": str(folder)}, {}, folder)
        return
    password = folder / "password"
    if not password.exists():
        password.write_text(secrets.token_urlsafe(24))
        password.chmod(0o600)
    database_port, chroma_port = free_ports(2)
    with ExitStack() as stack:
        postgresql = postgresql_child(
            folder / "postgresql", database_port, password=password.read_text(), log=folder / "postgresql.log"
        )
        chroma = chroma_child(folder / "chroma", chroma_port, log=folder / "chroma.log")
        for child in (postgresql, chroma):
            child.start()
            stack.callback(child.stop)
        named = {
            "data_dir": str(folder / "scratch"),
            "database_url": create_database(postgresql.url, DATABASE),
            "chroma_url": chroma.url,
            "files_url": str(folder / "files"),
        }
        (folder / "files").mkdir(mode=0o700, exist_ok=True)
        yield Stores(named, {"postgresql": postgresql.pid, "chroma": chroma.pid}, folder)


def _size(part: Path) -> int:
    files = [part] if part.is_file() else part.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())
