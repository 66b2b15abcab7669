"""ZIP files that may lie: nothing is opened before its directory is small, nothing is unpacked beyond a limit."""

from __future__ import annotations

import copy
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.zip_opening import DirectoryTooLarge, open_zip

MOST_ENTRIES = 5_000
_CHUNK = 256 * 1024


class TooLarge(Exception):
    """A ZIP file that holds more, or unpacks to more, than anyone needs."""


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, its directory read.

    Raises TooLarge beyond `MOST_ENTRIES`, BadZipFile or OSError where the file cannot be read.
    """
    try:
        with open_zip(path) as archive:
            if len(archive.infolist()) > MOST_ENTRIES:
                raise TooLarge
            yield archive
    except DirectoryTooLarge as error:
        raise TooLarge from error


def unpacked(archive: zipfile.ZipFile, name: str, limit: int) -> Iterator[bytes]:
    """The content of an entry in chunks.

    Raises TooLarge where it declares more than `limit` bytes or as soon as it is more than it declares, BadZipFile
    where it is damaged, encrypted or packed by a method whose unpacking cannot be stopped in between.
    """
    entry = copy.copy(archive.getinfo(name))
    if entry.file_size > limit:
        raise TooLarge
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("unusual compression")
    # The library stops at the declared size; with a larger one it shows whether there is more.
    declared = entry.file_size
    entry.file_size += 2 * _CHUNK
    total = 0
    try:
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                total += len(chunk)
                if total > declared:
                    raise TooLarge
                yield chunk
    except (RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error) as error:
        raise zipfile.BadZipFile(str(error)) from error


def content(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The whole content of an entry; raises as `unpacked`."""
    return b"".join(unpacked(archive, name, limit))
