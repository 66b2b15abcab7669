"""Copies of stored files on this machine, as many as fit into some room; lost, they are fetched again."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from corpus.files.folder import FolderStore

MOST_BYTES = 2 << 30
IN_USE = 900.0
"""Seconds; for so long whoever was told where a copy is may read it, and a broken-off copy may still be arriving."""


class Copies:
    """Copies in a folder that several processes of this machine may use."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES, in_use: float = IN_USE) -> None:
        self._folder = folder
        self._store = FolderStore(folder)
        self._most_bytes = most_bytes
        self._in_use = in_use

    def find(self, sha256: str) -> Path | None:
        """Where the copy of this file is, from now on in use; None where there is none."""
        path = self._store.local(sha256)
        try:
            os.utime(path)
        except FileNotFoundError:
            return None
        return path

    def where(self, sha256: str) -> Path:
        """Where the copy of this file is or would be."""
        return self._store.local(sha256)

    def write(self, content: Iterable[bytes]) -> str:
        """Keep what comes in pieces -> its SHA-256; for that, what was not used for longest may go."""
        # Made again, for a cache may be emptied at any time.
        sha256 = FolderStore(self._folder).write(content)
        self._make_room()
        return sha256

    def remove(self, sha256: str) -> None:
        """Keep no copy of this file."""
        self._store.remove(sha256)

    def forget_all_but(self, known: Collection[str]) -> None:
        """Keep no copy of any other file; what is just arriving stays."""
        for path, used, _ in self._copies():
            if path.name not in known and time.time() - used > self._in_use:
                path.unlink(missing_ok=True)

    def _make_room(self) -> None:
        copies = sorted(self._copies(), key=lambda copy: copy[1])
        too_much = sum(size for _, _, size in copies) - self._most_bytes
        for path, used, size in copies:
            if too_much <= 0 or time.time() - used < self._in_use:
                return
            path.unlink(missing_ok=True)
            too_much -= size

    def _copies(self) -> list[tuple[Path, float, int]]:
        """Each copy, when it was last used, and its bytes."""
        found = []
        for path in self._folder.glob("*/*"):
            with suppress(FileNotFoundError):
                known = path.stat()
                found.append((path, known.st_mtime, known.st_size))
        return found
