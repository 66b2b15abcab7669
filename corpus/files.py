"""Stored files: every original once, under the hash of its content."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


class FileStore:
    """Originals under `folder/ab/abcdef…`; a name is a SHA-256, so a file is never changed, only added or removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the file with this hash is or would be."""
        return self._folder / sha256[:2] / sha256

    def put(self, source: Path, sha256: str) -> None:
        """Store a copy; it is there wholly or not at all, and on disk when this returns."""
        if not self.path(sha256).exists():
            with source.open("rb") as original:
                self.write(original, sha256)

    def write(self, original: IO[bytes], sha256: str) -> None:
        """Store what the stream holds, like `put`, but in place of a copy that is there already."""
        target = self.path(sha256)
        target.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, prefix=".new-", delete=False) as copy:
            try:
                shutil.copyfileobj(original, copy)
                copy.flush()
                os.fsync(copy.fileno())
            except BaseException:
                Path(copy.name).unlink()  # the disk may be full
                raise
        Path(copy.name).replace(target)
        sync_folder(target.parent)
        sync_folder(self._folder)

    def remove(self, name: str) -> None:
        """Remove what `names` gave, if it is still there."""
        for file in self._folder.glob(f"*/{name}"):
            file.unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Name of everything that is stored, leftovers of broken-off copies included."""
        return (file.name for file in self._folder.glob("*/*"))


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
