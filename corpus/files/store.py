"""What every store of originals does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from corpus.errors import RefusedFile
from corpus.texts import ingest as texts

_CHUNK = 1 << 20


class FileStore(Protocol):
    """Originals by their SHA-256: a file is never changed, only added or removed. Several processes may use one.

    Every method raises FilesUnavailable where the store does not answer.
    """

    def holds(self, sha256: str) -> bool:
        """Whether the file with this hash is there."""

    def local(self, sha256: str) -> Path:
        """Where the file with this hash can be read on this machine for some minutes; nothing is there where the store
        has none.
        """

    def is_damaged(self, sha256: str) -> bool:
        """Whether what is stored under this hash has other bytes; reads all of it."""

    def take(self, source: Path) -> str:
        """Store a copy -> its SHA-256; raises RefusedFile where the source cannot be read."""

    def write(self, content: Iterable[bytes]) -> str:
        """Store what comes in pieces -> its SHA-256; it is there wholly or not at all, and for good at the end."""

    def remove(self, name: str) -> None:
        """Remove what `names` gave, if it is still there."""

    def names(self) -> Iterator[str]:
        """Name of everything that is stored, leftovers of broken-off copies included."""

    def forget_copies(self, known: Collection[str]) -> None:
        """Remove what this machine alone keeps of files that are not among these hashes."""

    def mark(self) -> str | None:
        """What was set to tell this store from others, without white space around; it is none of the `names`."""

    def set_mark(self, mark: str) -> None:
        """Set what tells this store from others."""


def pieces(source: Path) -> Iterator[bytes]:
    """The bytes of a file; raises RefusedFile where it cannot be read."""
    try:
        with source.open("rb") as original:
            while piece := original.read(_CHUNK):
                yield piece
    except OSError as error:
        raise RefusedFile(texts.UNREADABLE.format(name=source.name, reason=error.strerror)) from error
