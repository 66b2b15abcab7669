"""The form of a backup: a ZIP file with a manifest, the catalogue, and the stored files under their hashes."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import TypeAdapter

from corpus.errors import RefusedFile
from corpus.texts import backup as texts

FORMAT = 1
MANIFEST, CATALOGUE, FILES = "manifest.json", "catalogue.db", "files/"
CHUNK = 1 << 20
SAMPLE = 1 << 16
LARGEST_MANIFEST = 1 << 27  # bytes; a million files
# A real backup unpacks to a few times its size; the allowance is for small ones, which are mostly empty pages.
MOST_EXPANSION, ALLOWANCE = 100, 1 << 26

Progress = Callable[[str, float], None]
"""Told what is being done, in German, and how much of it is done, from 0 to 1."""

# What zipfile raises for archives that are damaged or use what we never write.
UNPACKING_ERRORS = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    `program` is the version that wrote it, where known; `created_at` is ISO 8601 with a zone; `files` is hash -> size
    in bytes; `lost` is hash -> file name of files that the catalogue names but that were not to be had.
    """

    format: int
    program: str | None
    revision: str
    created_at: str
    documents: int
    versions: int
    passages: int
    catalogue_size: int
    files: Mapping[str, int]
    lost: Mapping[str, str]


def add_file(archive: ZipFile, source: Path, name: str) -> None:
    """Put a file into the archive, deflated only where that makes it smaller; raises FileNotFoundError."""
    with source.open("rb") as file:
        sample = file.read(SAMPLE)
    deflated = len(zlib.compress(sample, 1))
    # What shrinks too well stays as it is: a backup full of it would look like a bomb.
    smaller = len(sample) / MOST_EXPANSION < deflated < 0.9 * len(sample)
    archive.write(source, name, ZIP_DEFLATED if smaller else ZIP_STORED, compresslevel=1)


def add_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Put the manifest into the archive: the last entry."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1), ZIP_DEFLATED)


@contextmanager
def open_archive(file: Path) -> Iterator[ZipFile]:
    """Open a backup to read it; raises RefusedFile where it cannot be read or is no ZIP file."""
    try:
        archive = ZipFile(file)
    except OSError as error:
        reason = texts.REASONS.get(error.errno or 0, error.strerror)
        raise RefusedFile(texts.NOT_READABLE.format(file=file, reason=reason)) from error
    except UNPACKING_ERRORS as error:
        raise RefusedFile(texts.NOT_OURS.format(file=file)) from error
    with archive:
        yield archive


def read_manifest(archive: ZipFile) -> Manifest:
    """The manifest, its entries checked against the archive's list; raises RefusedFile."""
    file = archive.filename
    entries = {info.filename: info for info in archive.infolist()}
    if MANIFEST not in entries or entries[MANIFEST].file_size > LARGEST_MANIFEST:
        raise RefusedFile(texts.NOT_OURS.format(file=file))
    try:
        raw = archive.read(MANIFEST)
    except (*UNPACKING_ERRORS, OSError) as error:  # a place before the file's beginning is an OSError
        raise damaged(archive, texts.ENTRY_DAMAGED.format(name=MANIFEST)) from error
    try:
        said = json.loads(raw)
        if said["format"] > FORMAT:
            raise RefusedFile(texts.TOO_NEW.format(file=file))
        manifest = TypeAdapter(Manifest).validate_python(said)
        datetime.fromisoformat(manifest.created_at)
    except (ValueError, KeyError, TypeError) as error:  # a ValidationError is a ValueError
        raise RefusedFile(texts.NOT_OURS.format(file=file)) from error
    _refuse_unexpected(archive, entries, manifest)
    return manifest


def check_contents(archive: ZipFile, manifest: Manifest, progress: Progress) -> None:
    """Read everything once and compare it with its checksum and its hash; raises RefusedFile."""
    total = sum(manifest.files.values()) + manifest.catalogue_size + 1
    done = 0
    for name in (CATALOGUE, *(FILES + sha256 for sha256 in manifest.files)):
        digest = hashlib.sha256()
        try:
            with archive.open(name) as entry:
                for chunk in chunks(entry):
                    digest.update(chunk)
                    done += len(chunk)
                    progress(texts.STEP_CHECK, done / total)
        except (*UNPACKING_ERRORS, OSError) as error:
            raise damaged(archive, texts.ENTRY_DAMAGED.format(name=name)) from error
        if name != CATALOGUE and name != FILES + digest.hexdigest():
            raise damaged(archive, texts.ENTRY_DAMAGED.format(name=name))


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The rest of the file, a mebibyte at a time."""
    return iter(lambda: file.read(CHUNK), b"")


def damaged(archive: ZipFile, detail: str) -> RefusedFile:
    """The error for an archive that is ours but not as it was written."""
    return RefusedFile(texts.DAMAGED.format(file=archive.filename, detail=detail))


def _refuse_unexpected(archive: ZipFile, entries: Mapping[str, ZipInfo], manifest: Manifest) -> None:
    sizes = {CATALOGUE: manifest.catalogue_size} | {FILES + name: size for name, size in manifest.files.items()}
    found = {name: info.file_size for name, info in entries.items() if name != MANIFEST}
    well_named = all(re.fullmatch("[0-9a-f]{64}", name) for name in manifest.files)
    if not well_named or found != sizes or len(entries) != len(archive.infolist()):
        raise damaged(archive, texts.ENTRIES_UNEXPECTED)
    packed = Path(archive.filename or "").stat().st_size
    if sum(sizes.values()) > MOST_EXPANSION * packed + ALLOWANCE:
        raise damaged(archive, texts.ENTRIES_OVERSIZED)
