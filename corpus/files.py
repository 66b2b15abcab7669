"""Stored files: every original once, under the hash of its content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from corpus.errors import RefusedFile
from corpus.texts import ingest as texts

_CHUNK = 1 << 20
_ARRIVING = "new"
_MARK = "house.txt"


class FileStore(Protocol):
    """Originals by their SHA-256: a file is never changed, only added or removed. Several processes may use one."""

    def holds(self, sha256: str) -> bool:
        """Whether the file with this hash is there."""

    def local(self, sha256: str) -> Path:
        """Where the file with this hash can be read on this machine; nothing is there where the store has none."""

    def take(self, source: Path) -> str:
        """Store a copy -> its SHA-256; raises RefusedFile where the source cannot be read."""

    def write(self, content: Iterable[bytes]) -> str:
        """Store what comes in pieces -> its SHA-256; it is there wholly or not at all, and for good at the end."""

    def remove(self, name: str) -> None:
        """Remove what `names` gave, if it is still there."""

    def names(self) -> Iterator[str]:
        """Name of everything that is stored, leftovers of broken-off copies included."""

    def mark(self) -> str | None:
        """What was set to tell this store from others; it is none of the `names`."""

    def set_mark(self, mark: str) -> None:
        """Set what tells this store from others."""


class FolderStore:
    """Originals under `folder/ab/abcdef…`, a folder that several processes may use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / _ARRIVING).mkdir(parents=True, exist_ok=True)

    def holds(self, sha256: str) -> bool:
        """As `FileStore` says."""
        return self.local(sha256).exists()

    def local(self, sha256: str) -> Path:
        """Where the file with this hash is or would be."""
        return self._folder / sha256[:2] / sha256

    def take(self, source: Path) -> str:
        """As `FileStore` says."""
        return self.write(_chunks(source))

    def write(self, content: Iterable[bytes]) -> str:
        """As `FileStore` says."""
        found = hashlib.sha256()
        with NamedTemporaryFile(dir=self._folder / _ARRIVING, delete=False) as copy:
            try:
                for chunk in content:
                    found.update(chunk)
                    copy.write(chunk)
                copy.flush()
                os.fsync(copy.fileno())
                self._place(Path(copy.name), found.hexdigest())
            finally:
                Path(copy.name).unlink(missing_ok=True)
        return found.hexdigest()

    def remove(self, name: str) -> None:
        """As `FileStore` says."""
        for file in self._folder.glob(f"*/{name}"):
            file.unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """As `FileStore` says."""
        return (file.name for file in self._folder.glob("*/*"))

    def mark(self) -> str | None:
        """As `FileStore` says."""
        try:
            return (self._folder / _MARK).read_text()
        except FileNotFoundError:
            return None

    def set_mark(self, mark: str) -> None:
        """As `FileStore` says."""
        new = self._folder / _ARRIVING / _MARK
        new.write_text(mark)
        new.replace(self._folder / _MARK)
        sync_folder(self._folder)

    def _place(self, copy: Path, sha256: str) -> None:
        target = self.local(sha256)
        target.parent.mkdir(exist_ok=True)
        copy.replace(target)
        sync_folder(target.parent)
        sync_folder(self._folder)


def _chunks(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as original:
            while chunk := original.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise RefusedFile(texts.UNREADABLE.format(name=source.name, reason=error.strerror)) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
