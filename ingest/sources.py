"""Where a document's file came from: a path on this machine, a path in an archive there, or a name of its own."""

from __future__ import annotations

from pathlib import Path


def is_gone(source: str) -> bool:
    """Whether the source is a path on this machine where no file is any more, nor an archive that it lay in."""
    path = Path(source)
    return path.is_absolute() and not path.exists() and not any(folder.is_file() for folder in path.parents)
