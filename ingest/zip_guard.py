"""ZIP files that may lie: nothing is opened before its directory is small, nothing is unpacked beyond a limit."""

from __future__ import annotations

import copy
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

MOST_ENTRIES = 5_000
_LARGEST_DIRECTORY = 2 * 1024 * 1024
_END, _END_LENGTH = b"PK\x05\x06", 22
_LOCATOR, _LOCATOR_LENGTH = b"PK\x06\x07", 20
_LARGE_END, _LARGE_END_LENGTH = b"PK\x06\x06", 56
_END_WITHIN = 65_535 + _END_LENGTH + _LOCATOR_LENGTH + _LARGE_END_LENGTH
_CHUNK = 256 * 1024


class TooLarge(Exception):
    """A ZIP file that holds more, or unpacks to more, than anyone needs."""


def opened(path: Path) -> zipfile.ZipFile:
    """The archive, its directory read.

    Raises TooLarge beyond `MOST_ENTRIES`, BadZipFile or OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - _END_WITHIN))
        tail = file.read()
    entries, size = _directory(tail)
    if entries > MOST_ENTRIES or size > _LARGEST_DIRECTORY:
        raise TooLarge
    try:
        archive = zipfile.ZipFile(path)
    except (ValueError, NotImplementedError) as error:
        raise zipfile.BadZipFile(str(error)) from error
    if len(archive.infolist()) > MOST_ENTRIES:
        archive.close()
        raise TooLarge
    return archive


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


def _directory(tail: bytes) -> tuple[int, int]:
    """Entries and bytes of the directory as the end of the file declares them, found where zipfile finds them."""
    plain = len(tail) - _END_LENGTH
    end = plain if tail[plain:].startswith(_END) and tail.endswith(b"\0\0") else tail.rfind(_END)
    if end < 0:
        return 0, 0
    locator = end - _LOCATOR_LENGTH
    large = locator - _LARGE_END_LENGTH
    if large >= 0 and tail.startswith(_LOCATOR, locator) and tail.startswith(_LARGE_END, large):
        return _number(tail, large + 32, 8), _number(tail, large + 40, 8)
    return _number(tail, end + 10, 2), _number(tail, end + 12, 4)


def _number(raw: bytes, start: int, length: int) -> int:
    return int.from_bytes(raw[start : start + length], "little")
