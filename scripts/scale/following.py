"""What files of lines got since the last look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class Followed:
    """Log files that are written by others meanwhile."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._at = dict.fromkeys(files, 0)

    def new_lines(self) -> list[tuple[str, str]]:
        """The name of the file and the line, for every whole line since the last time."""
        found = []
        for file, at in self._at.items():
            with file.open("rb") as opened:
                opened.seek(at)
                whole = opened.read().rpartition(b"\n")[0]
            if whole:
                self._at[file] = at + len(whole) + 1
                found += [(file.stem, line) for line in whole.decode(errors="replace").splitlines()]
        return found
