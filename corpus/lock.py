"""One process owns the data folder; others learn who and where."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DataFolderBusy, DataFolderUnusable
from corpus.texts import house


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that owns a data folder; `url` is None unless it serves."""

    pid: int
    url: str | None


def owner_of(folder: Path) -> Owner | None:
    """Who owns the folder now, or None."""
    try:
        handle = os.open(folder / "owner.lock", os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        said = json.loads(os.pread(handle, 4096, 0) or b"{}")
        return Owner(said.get("pid", 0), said.get("url"))
    finally:
        os.close(handle)
    return None


@contextmanager
def owning(folder: Path, *, url: str | None = None) -> Iterator[None]:
    """Own the folder for as long as the block runs, making it where it does not exist.

    The lock is the kernel's, so it goes with the process, however that ends.
    Raises DataFolderUnusable or DataFolderBusy.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "owner.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise DataFolderUnusable(house.DATA_FOLDER_UNUSABLE.format(folder=folder, reason=reason)) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise busy(folder, owner_of(folder)) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"pid": os.getpid(), "url": url}).encode(), 0)
        yield
    finally:
        os.close(handle)


def busy(folder: Path, owner: Owner | None) -> DataFolderBusy:
    """The error that names the folder's owner."""
    where = house.DATA_FOLDER_BUSY_WHERE.format(url=owner.url) if owner and owner.url else ""
    pid = owner.pid if owner else "unbekannt"
    return DataFolderBusy(house.DATA_FOLDER_BUSY.format(folder=folder, pid=pid, where=where))
