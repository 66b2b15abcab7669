"""Backs up the corpus into one file, beside whoever is using it.

Everything is written into a folder beside the target, read again, and then renamed into its place: a backup that is
broken off leaves an earlier one of the same name as it was. Chroma is left out: the catalogue holds every vector.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from corpus.archive import (
    CATALOGUE,
    FILES,
    FORMAT,
    MANIFEST,
    Manifest,
    Progress,
    add_file,
    add_manifest,
    check_contents,
    chunks,
    open_archive,
    read_manifest,
)
from corpus.errors import DataFolderUnusable, RefusedInput, Unavailable
from corpus.files.folder import FolderStore, sync_folder
from corpus.snapshot import Content, Reference, take_snapshot
from corpus.texts import backup as texts
from corpus.texts import house
from corpus.version import VERSION

# Each try copies only what the ones before did not; more than two need documents removed in the same seconds again.
TRIES = 20


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup; `size` in bytes."""

    size: int
    manifest: Manifest


def back_up(data: Path, target: Path, progress: Progress) -> Backup:
    """Write the corpus of a data folder to `target`, in place of an earlier backup.

    Files that are lost or damaged are left out and named in the manifest. Raises RefusedInput for a target that
    cannot be used, DataFolderUnusable for a damaged catalogue, and Unavailable where writing fails.
    """
    target = target.resolve()
    if not (data / CATALOGUE).is_file():
        raise RefusedInput(texts.NOTHING_TO_BACK_UP.format(folder=data))
    _refuse_target(data.resolve(), target)
    try:
        with _workplace(target) as folder:
            finished = folder / "archive"
            _write(data, folder, finished, progress)
            with open_archive(finished) as archive:
                manifest = read_manifest(archive)
                check_contents(archive, manifest, progress)
            size = finished.stat().st_size
            finished.replace(target)
            sync_folder(target.parent)
    except sqlite3.DatabaseError as error:
        raise _told(error, data, target) from error
    except OSError as error:
        reason = texts.REASONS.get(error.errno or 0, error.strerror)
        raise Unavailable(texts.NOT_WRITTEN.format(file=target, reason=reason)) from error
    return Backup(size, manifest)


def _refuse_target(data: Path, target: Path) -> None:
    if target.is_relative_to(data):
        raise RefusedInput(texts.TARGET_INSIDE.format(file=target))
    if not target.parent.is_dir():
        raise RefusedInput(texts.TARGET_FOLDER_MISSING.format(folder=target.parent))
    try:
        replaceable = not target.exists() or (target.is_file() and (not target.stat().st_size or _is_backup(target)))
    except OSError as error:
        reason = texts.REASONS.get(error.errno or 0, error.strerror)
        raise RefusedInput(texts.NOT_WRITTEN.format(file=target, reason=reason)) from error
    if not replaceable:
        raise RefusedInput(texts.TARGET_NOT_A_BACKUP.format(file=target))


def _is_backup(file: Path) -> bool:
    try:
        with ZipFile(file) as archive:
            return MANIFEST in archive.namelist()
    except BadZipFile:
        return False


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """An empty folder beside the target that only we can look into; what an earlier attempt left there goes."""
    folder = target.with_name(target.name + ".neu")
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for leftover in folder.iterdir():
            leftover.unlink()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError as error:
        raise Unavailable(texts.TARGET_BUSY.format(file=target)) from error
    finally:
        os.close(handle)


def _write(data: Path, folder: Path, finished: Path, progress: Progress) -> None:
    """Write a complete archive, on disk when this returns, that only its owner can read."""
    snapshot = folder / CATALOGUE
    handle = os.open(finished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w+b") as file:
        with ZipFile(file, "w") as archive:
            content, sizes, lost = _add_files(data, snapshot, archive, progress)
            progress(texts.STEP_CATALOGUE, 0)
            add_file(archive, snapshot, CATALOGUE)
            manifest = Manifest(
                format=FORMAT,
                program=VERSION,
                revision=content.revision,
                created_at=datetime.now(UTC).isoformat(timespec="seconds"),
                documents=content.documents,
                versions=content.versions,
                passages=content.passages,
                catalogue_size=snapshot.stat().st_size,
                files=sizes,
                lost=lost,
            )
            add_manifest(archive, manifest)
        file.flush()
        os.fsync(file.fileno())


def _add_files(
    data: Path, snapshot: Path, archive: ZipFile, progress: Progress
) -> tuple[Content, dict[str, int], dict[str, str]]:
    """Take a snapshot and add every file it needs -> its content, hash -> size, hash -> name of lost files.

    A file that is missing may belong to a document that was removed meanwhile: then a newer snapshot no longer names
    the same row. A row that two snapshots name was there all the time, so its file is lost.
    """
    store = FolderStore(data / "files")
    sizes: dict[str, int] = {}
    missing: dict[str, Reference] = {}
    for _ in range(TRIES):
        progress(texts.STEP_CATALOGUE, 0)
        content = take_snapshot(data / CATALOGUE, snapshot)
        lost = {missing[row].sha256 for row in missing if row in content.files}
        wanted = {reference.sha256 for reference in content.files.values()} - sizes.keys()
        for done, sha256 in enumerate(sorted(wanted)):
            progress(texts.STEP_FILES, done / len(wanted))
            if _is_whole(store.local(sha256), sha256):
                try:
                    add_file(archive, store.local(sha256), FILES + sha256)
                except FileNotFoundError:
                    continue
                sizes[sha256] = archive.getinfo(FILES + sha256).file_size
        missing = {row: reference for row, reference in content.files.items() if reference.sha256 not in sizes}
        if all(reference.sha256 in lost for reference in missing.values()):
            return content, sizes, {reference.sha256: reference.file_name for reference in missing.values()}
    raise Unavailable(texts.TOO_MUCH_REMOVED)


def _is_whole(path: Path, sha256: str) -> bool:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            for chunk in chunks(file):
                digest.update(chunk)
    except OSError:
        return False
    return digest.hexdigest() == sha256


def _told(error: sqlite3.DatabaseError, data: Path, target: Path) -> DataFolderUnusable | Unavailable:
    if isinstance(error, sqlite3.OperationalError):  # locked, no room, an error of the disk
        reason = texts.DATABASE_REASON.format(error=error)
        return Unavailable(texts.NOT_WRITTEN.format(file=target, reason=reason))
    return DataFolderUnusable(house.CATALOGUE_DAMAGED.format(folder=data, reason=error))
