"""Restores a backup into a data folder.

Everything is checked before anything is touched; then come the files, which are harmless beside the old ones, and
last the catalogue (see `corpus.replacing`). Whatever moment it is killed at, opening the folder again gives wholly
the old or wholly the new state.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from corpus.archive import (
    CATALOGUE,
    FILES,
    UNPACKING_ERRORS,
    Manifest,
    Progress,
    check_contents,
    damaged,
    open_archive,
    read_manifest,
)
from corpus.database import open_database
from corpus.doctor import mend
from corpus.errors import RefusedFile, RefusedInput, TransferlotseError, Unavailable
from corpus.files.folder import FolderStore
from corpus.lock import owning
from corpus.opening import open_corpus
from corpus.rendering import size_text
from corpus.replacing import STAGED, discard_leftovers, put_in_place
from corpus.settings import Settings
from corpus.snapshot import Content, content_of, leave_out_secrets, settle
from corpus.texts import backup as texts


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and German sentences on what is left to do."""

    manifest: Manifest
    remarks: tuple[str, ...]


def restore(settings: Settings, file: Path, *, replace: bool, progress: Progress) -> Restored:
    """Put what a backup holds into the data folder, with `replace` in place of what is there, and open it once.

    Raises RefusedFile for a backup that cannot be used, RefusedInput for a folder that is not empty, DataFolderBusy,
    DataFolderUnusable, and Unavailable where writing fails; after each of them the folder's content is as before.
    """
    data = settings.data_dir
    with owning(data), open_archive(file) as archive:
        discard_leftovers(data)
        if not replace and _holds_something(data / CATALOGUE):
            raise RefusedInput(texts.NOT_EMPTY.format(folder=data))
        try:
            manifest = read_manifest(archive)
            _refuse_newer(archive, manifest.revision)
            check_contents(archive, manifest, progress)
            _restore(archive, manifest, data, progress)
        except (OSError, sqlite3.DatabaseError) as error:
            raise Unavailable(texts.NOT_RESTORED.format(file=file, reason=_reason(error))) from error
    progress(texts.STEP_OPENING, 0)
    return Restored(manifest, _open_once(settings))


def _restore(archive: ZipFile, manifest: Manifest, data: Path, progress: Progress) -> None:
    store = FolderStore(data / "files")
    absent = {sha256 for sha256 in manifest.files if not store.holds(sha256)}
    _refuse_without_room(manifest, absent, data)
    try:
        progress(texts.STEP_CATALOGUE, 0)
        extract_catalogue(archive, data / STAGED)
        content = _checked_content(archive, manifest, data / STAGED)
        migrate(data / STAGED)
        wanted = sorted({reference.sha256 for reference in content.files.values()} & manifest.files.keys())
        for done, sha256 in enumerate(wanted):
            progress(texts.STEP_FILES, done / len(wanted))
            with archive.open(FILES + sha256) as entry:
                store.write(iter(partial(entry.read, 1 << 20), b""))
        put_in_place(data)
    except BaseException:
        if (data / STAGED).exists():  # so the old catalogue is still the one in use
            discard_leftovers(data)
            for sha256 in absent:
                store.remove(sha256)
        raise


def extract_catalogue(archive: ZipFile, target: Path) -> None:
    """Write the archive's catalogue to `target`; raises RefusedFile."""
    try:
        with archive.open(CATALOGUE) as entry, target.open("wb") as copy:
            shutil.copyfileobj(entry, copy)
    except UNPACKING_ERRORS as error:
        raise damaged(archive, texts.ENTRY_DAMAGED.format(name=CATALOGUE)) from error


def migrate(catalogue: Path) -> None:
    """Bring the staged catalogue to the present schema, while the one in use is still the old one, and onto disk."""
    try:
        open_database(catalogue).dispose()
    except DBAPIError as error:
        raise error.orig or error from error
    settle(catalogue)
    leave_out_secrets(catalogue)
    with catalogue.open("rb") as file:
        os.fsync(file.fileno())


def _holds_something(catalogue: Path) -> bool:
    """Whether there are documents, jobs or conversations, or a catalogue that tells nothing because it is damaged."""
    if not catalogue.exists():
        return False
    try:
        with closing(sqlite3.connect(catalogue)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            counted = [name for name in ("versions", "jobs", "conversations") if name in tables]
            return any(connection.execute(f"SELECT EXISTS (SELECT 1 FROM {name})").fetchone()[0] for name in counted)
    except sqlite3.DatabaseError:
        return True


def _refuse_newer(archive: ZipFile, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if revision not in {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}:
        raise RefusedFile(texts.TOO_NEW.format(file=archive.filename))


def _refuse_without_room(manifest: Manifest, absent: Collection[str], data: Path) -> None:
    needed = manifest.catalogue_size + sum(manifest.files[sha256] for sha256 in absent)
    free = shutil.disk_usage(data).free
    if free < needed:
        sizes = {"needed": size_text(needed), "free": size_text(free)}
        raise Unavailable(texts.NO_ROOM.format(folder=data, **sizes))


def _checked_content(archive: ZipFile, manifest: Manifest, catalogue: Path) -> Content:
    try:
        content = content_of(catalogue)
    except sqlite3.DatabaseError as error:
        raise damaged(archive, texts.CATALOGUE_UNSOUND) from error
    _refuse_newer(archive, content.revision)
    if any(getattr(content, name) != getattr(manifest, name) for name in ("documents", "versions", "passages")):
        raise damaged(archive, texts.ENTRIES_UNEXPECTED)
    if {reference.sha256 for reference in content.files.values()} - manifest.files.keys() - manifest.lost.keys():
        raise damaged(archive, texts.FILES_MISSING)
    return content


def _open_once(settings: Settings) -> tuple[str, ...]:
    """Restore the vectors from the catalogue -> what is left to do; what fails now fails only the opening."""
    try:
        with open_corpus(settings) as corpus:
            return tuple(finding.text for finding in mend(corpus))
    except TransferlotseError as error:
        return (error.message,)


def _reason(error: OSError | sqlite3.DatabaseError) -> str:
    if isinstance(error, OSError):
        return texts.REASONS.get(error.errno or 0, str(error.strerror))
    return texts.DATABASE_REASON.format(error=error)
