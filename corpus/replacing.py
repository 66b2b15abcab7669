"""Puts another catalogue in place of the one that is there, with one rename, so that there is never half of each.

What goes before the rename, vectors and cached pictures, is made anew from the catalogue that is then there.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from corpus.errors import DataFolderBusy
from corpus.files.folder import sync_folder
from corpus.recipe import FOLDERS
from corpus.snapshot import PATIENCE
from corpus.texts import backup as texts

CATALOGUE, STAGED = "catalogue.db", "catalogue.db.neu"
SIDE_FILES = ("-journal", "-wal", "-shm")
ASIDE = ".alt"


def put_in_place(folder: Path) -> None:
    """Let the staged catalogue, whole and on disk, replace the present one and all that was derived from it.

    Only the owner of the data folder may call this, with nothing of it open. Raises DataFolderBusy while another
    process reads the catalogue, and OSError; in both cases the present catalogue stays.
    """
    catalogue = folder / CATALOGUE
    with _alone(catalogue) if catalogue.exists() else nullcontext():
        shutil.rmtree(folder / "cache", ignore_errors=True)
        set_vectors_aside(folder)
        remove_side_files(catalogue)
        sync_folder(folder)
        (folder / STAGED).replace(catalogue)
        sync_folder(folder)
    discard_leftovers(folder)


def discard_leftovers(folder: Path) -> None:
    """Remove what a restore that was broken off left behind; only the owner of the data folder may call this."""
    (folder / STAGED).unlink(missing_ok=True)
    remove_side_files(folder / STAGED)
    for name in FOLDERS:
        shutil.rmtree(folder / (name + ASIDE), ignore_errors=True)


def set_vectors_aside(folder: Path) -> None:
    """Take the vectors away in one step: half of Chroma's folder might not open, none is made anew."""
    for name in FOLDERS:
        shutil.rmtree(folder / (name + ASIDE), ignore_errors=True)
        if (folder / name).exists():
            (folder / name).rename(folder / (name + ASIDE))


def remove_side_files(catalogue: Path) -> None:
    """Remove SQLite's own files beside a catalogue: it would apply them to whatever bears that name next."""
    for suffix in SIDE_FILES:
        catalogue.with_name(catalogue.name + suffix).unlink(missing_ok=True)


@contextmanager
def _alone(catalogue: Path) -> Iterator[None]:
    """Bring all of the catalogue into its one file and keep everybody else out of it."""
    with closing(sqlite3.connect(catalogue, timeout=PATIENCE, isolation_level=None)) as connection:
        try:
            # In this mode the lock that leaving WAL needs is kept until the connection is closed.
            for statement in ("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE"):
                connection.execute(statement)
        except sqlite3.OperationalError as error:
            raise DataFolderBusy(texts.CATALOGUE_READ.format(folder=catalogue.parent)) from error
        except sqlite3.DatabaseError:
            pass  # damaged: that is why a backup takes its place
        yield
