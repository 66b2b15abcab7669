"""Originals in a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from corpus.files.store import pieces

_ARRIVING = "new"
_MARK = "house.txt"


class FolderStore:
    """Originals under `folder/ab/abcdef…`, a folder that several processes may use."""

    def __init__(self, folder: Path, *, make: bool = True) -> None:
        """Without `make` a folder that is not there is only made by `set_mark`: it may wait for its disk."""
        self._folder = folder
        if make:
            self._make()

    def holds(self, sha256: str) -> bool:
        """As `FileStore` says."""
        return self.local(sha256).exists()

    def local(self, sha256: str) -> Path:
        """Where the file with this hash is or would be."""
        return self._folder / sha256[:2] / sha256

    def is_damaged(self, sha256: str) -> bool:
        """As `FileStore` says."""
        try:
            with self.local(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() != sha256
        except FileNotFoundError:
            return False

    def take(self, source: Path) -> str:
        """As `FileStore` says."""
        return self.write(pieces(source))

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

    def forget_copies(self, known: Collection[str]) -> None:
        """As `FileStore` says: here are no copies."""

    def mark(self) -> str | None:
        """As `FileStore` says."""
        try:
            found = (self._folder / _MARK).read_text().strip()
        except FileNotFoundError:
            return None
        # Whoever put the files back may have left out an empty folder.
        self._make()
        return found

    def set_mark(self, mark: str) -> None:
        """As `FileStore` says."""
        self._make()
        new = self._folder / _ARRIVING / _MARK
        new.write_text(mark)
        new.replace(self._folder / _MARK)
        sync_folder(self._folder)

    def _make(self) -> None:
        (self._folder / _ARRIVING).mkdir(parents=True, exist_ok=True)

    def _place(self, copy: Path, sha256: str) -> None:
        target = self.local(sha256)
        target.parent.mkdir(exist_ok=True)
        copy.replace(target)
        sync_folder(target.parent)
        sync_folder(self._folder)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
