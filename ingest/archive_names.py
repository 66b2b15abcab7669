"""The names of files in archives: decoded, judged, and made fit to be shown."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import PurePosixPath

from ingest.names import clean_part, shortened, visible

_UTF8_NAME = 0x800
_DRIVE = re.compile(r"\s*[A-Za-z]:")
_UNSEEN_FOLDER = "__MACOSX"
_UNSEEN_FILES = frozenset({"thumbs.db", "desktop.ini"})
# What Word lays beside a document while it is open.
_LOCK_FILE = "~$"
_FOLDERS_SHOWN = 12


def stored_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant, with all its oddities.

    Without the mark for UTF-8 it is UTF-8 nevertheless where it can be (macOS, Linux), else the code page of a German
    Windows, 850, whose letters stand where code page 437 has them.
    """
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp850")


def is_unseen(name: str) -> bool:
    """Whether it is a folder, or a file that the system put there and hides from people."""
    *folders, file = map(visible, _parts(name))
    if not file or _UNSEEN_FOLDER in folders:
        return True
    hidden = any(part.startswith(".") and part.strip(" .") for part in (*folders, file))
    return hidden or file.startswith(_LOCK_FILE) or file.lower() in _UNSEEN_FILES


def is_unsafe(name: str) -> bool:
    """Whether the name leads out of the archive, or has an end within itself."""
    parts = [visible(part).strip() for part in _parts(name)]
    return "\0" in name or not parts[0] or ".." in parts or bool(_DRIVE.match(name))


def inner_path(name: str) -> PurePosixPath:
    """The path below the archive, each part of it cleaned."""
    return PurePosixPath(*filter(None, map(clean_part, _parts(name))))


def shown_path(path: PurePosixPath) -> str:
    """The path as it is shown: each part at most 255 bytes of UTF-8, at most 13 folders."""
    folders = path.parts[:-1]
    if len(folders) > _FOLDERS_SHOWN:
        half = _FOLDERS_SHOWN // 2
        folders = (*folders[:half], "…", *folders[-half:])
    return "/".join(map(shortened, (*folders, path.name)))


def unlike(shown: str, taken: Counter[str]) -> str:
    """The path, with a number where it is taken: what is alike once it is cleaned or cut is not the same file."""
    path, free = PurePosixPath(shown), shown
    while free in taken:
        taken[shown] += 1
        free = str(path.with_stem(f"{path.stem} ({taken[shown]})"))
    taken[free] += 1
    return free


def _parts(name: str) -> list[str]:
    """Some Windows programs part folders by a backslash, against the format's own rule."""
    return name.replace("\\", "/").split("/")
