"""Opens a ZIP without believing what it says of its own size."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# About 15,000 files with names of usual length; never more than 45,000, which take a second to list.
_LARGEST_DIRECTORY = 2 << 20


class DirectoryTooLarge(Exception):
    """The table of contents is so large that reading it is refused."""


class _BoundedReads(io.FileIO):
    """Zipfile reads the table of contents in one piece, as long as a number in the file says it is."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LARGEST_DIRECTORY:
            raise DirectoryTooLarge
        return super().read(size)


@contextmanager
def open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, for reading in pieces of at most 1 MB.

    Raises OSError where the file cannot be opened, DirectoryTooLarge, and BadZipFile for whatever else is wrong.
    """
    with _BoundedReads(path) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (OSError, ValueError, OverflowError, NotImplementedError, struct.error) as error:
            raise zipfile.BadZipFile("unreadable table of contents") from error
        with archive:
            yield archive
