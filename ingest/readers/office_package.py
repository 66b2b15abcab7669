"""A copy of a ZIP-based office file that libraries may open: nothing in it grows, refers outside, or is a picture."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from corpus.errors import RefusedFile
from corpus.texts import reading
from ingest.zip_guard import TooLarge, opened, unpacked

XML_PARTS = re.compile(r"mimetype|(?:.*/)?[^/]*\.(?:xml|rels)", re.IGNORECASE)
_MOST_BYTES = 200 * 1024 * 1024
# About what trees of the parts take in memory; a report of 1,000 pages takes a third of it.
_LARGEST_TREES = 280 * 1024 * 1024
_PER_TEXT_BYTE, _PER_TAG, _PER_ATTRIBUTE = 3, 150, 250
# No text packs that well, but one that says the same thing again and again.
_MOST_RATIO, _SMALL = 400, 16 * 1024 * 1024


class _Declared(Exception):
    """The part declares entities."""


class _Begun(Exception):
    """The part's first element."""


def checked_copy(
    path: Path, *, kept: re.Pattern[str] = XML_PARTS, streamed: re.Pattern[str] | None = None
) -> io.BytesIO:
    """The file with its `kept` parts unpacked and looked at; all others, such as pictures, are there but empty.

    `streamed` parts are not counted as trees: whoever reads them must do it piece by piece. Raises RefusedFile with
    a German sentence for a bomb, for declared entities, and for a damaged file.
    """
    target = io.BytesIO()
    try:
        with opened(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
            _copy(source, copy, kept, streamed)
    except TooLarge as error:
        raise RefusedFile(reading.PACKED_TOO_LARGE.format(name=path.name)) from error
    except _Declared as error:
        raise RefusedFile(reading.FOREIGN_ENTITIES.format(name=path.name)) from error
    except (zipfile.BadZipFile, expat.ExpatError, OSError, LookupError, ValueError) as error:
        raise RefusedFile(reading.DAMAGED.format(name=path.name)) from error
    target.seek(0)
    return target


def _copy(
    source: zipfile.ZipFile, target: zipfile.ZipFile, kept: re.Pattern[str], streamed: re.Pattern[str] | None
) -> None:
    entries = {entry.filename: entry for entry in source.infolist() if not entry.is_dir()}
    wanted = [name for name in entries if kept.fullmatch(name)]
    if sum(entries[name].file_size for name in wanted) > _MOST_BYTES:
        raise TooLarge
    left, memory = _MOST_BYTES, 0
    for name, entry in entries.items():
        with target.open(name, "w") as part:
            if name not in wanted:
                continue
            size = 0
            for chunk in _looked_at(unpacked(source, name, left)):
                size += len(chunk)
                if not (streamed and streamed.fullmatch(name)):
                    memory += _tree_size(chunk)
                if memory > _LARGEST_TREES or size > max(_SMALL, _MOST_RATIO * entry.compress_size):
                    raise TooLarge
                part.write(chunk)
            left -= size


def _tree_size(chunk: bytes) -> int:
    return _PER_TEXT_BYTE * len(chunk) + _PER_TAG * chunk.count(b"<") + _PER_ATTRIBUTE * chunk.count(b"=")


def _looked_at(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks themselves; raises _Declared for XML with a document type that declares anything of its own."""
    first = next(chunks, b"")
    if first.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        _check_prologue(first)
    if first:
        yield first
    yield from chunks


def _check_prologue(beginning: bytes) -> None:
    def declares(_name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            raise _Declared

    def begins(_name: str, _attributes: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declares
    parser.StartElementHandler = begins
    try:
        parser.Parse(beginning)
    except _Begun:
        return
    raise zipfile.BadZipFile("no element within the first chunk")
