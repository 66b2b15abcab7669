"""Which files a call means: files as named, folders with all that is below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import RefusedFile
from corpus.texts import ingest as texts

# Only files with these endings are taken from a folder; a file named by itself is always looked at.
ENDINGS = {".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".html", ".htm", ".md", ".markdown", ".txt"}

ARCHIVE = ".zip"


def collect(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Every file that is meant, once, in order; raises RefusedFile for a missing path or a folder without any."""
    return tuple(dict.fromkeys(file for path in paths for file in _files(path.absolute())))


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise RefusedFile(texts.NO_SUCH_PATH.format(path=path))
    if not path.is_dir():
        yield path
        return
    found = readable(path)
    if not found:
        raise RefusedFile(texts.NO_FILES.format(path=path))
    yield from found


def readable(folder: Path) -> list[Path]:
    """Every file below the folder that may be taken in, in order."""
    return sorted(
        file for file in folder.rglob("*") if file.suffix.lower() in {*ENDINGS, ARCHIVE} and _is_visible(file, folder)
    )


def _is_visible(file: Path, folder: Path) -> bool:
    # A link could lead to what the folder's writers may not read.
    return (
        file.is_file()
        and not file.is_symlink()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
