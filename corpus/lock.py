"""One process owns the data folder; others learn who and where."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.data_folder import make_data_folder
from corpus.errors import DataFolderBusy, DataFolderUnusable
from corpus.texts import house

_LOOKS, _BETWEEN_LOOKS = 40, 0.05


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
        return None if _locked(handle) else _said(handle)
    finally:
        os.close(handle)


@contextmanager
def owning(folder: Path, *, url: str | None = None) -> Iterator[None]:
    """Own the folder for as long as the block runs, making it where it does not exist.

    The lock is the kernel's, so it goes with the process, however that ends.
    Raises DataFolderUnusable or DataFolderBusy.
    """
    try:
        make_data_folder(folder)
        handle = os.open(folder / "owner.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise DataFolderUnusable(house.DATA_FOLDER_UNUSABLE.format(folder=folder, reason=reason)) from error
    try:
        if not _locked(handle):
            raise busy(folder, _said(handle))
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"pid": os.getpid(), "url": url}).encode(), 0)
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Whether the lock is ours now.

    A process that was killed while it started a child leaves the lock to that for some milliseconds.
    """
    for _ in range(_LOOKS):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if _is_alive(_said(handle).pid):
                return False
            time.sleep(_BETWEEN_LOOKS)
        else:
            return True
    return False


def _said(handle: int) -> Owner:
    said = json.loads(os.pread(handle, 4096, 0) or b"{}")
    return Owner(said.get("pid", 0), said.get("url"))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def busy(folder: Path, owner: Owner | None) -> DataFolderBusy:
    """The error that names the folder's owner."""
    where = house.DATA_FOLDER_BUSY_WHERE.format(url=owner.url) if owner and owner.url else ""
    pid = owner.pid if owner else "unbekannt"
    return DataFolderBusy(house.DATA_FOLDER_BUSY.format(folder=folder, pid=pid, where=where))
