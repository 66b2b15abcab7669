"""The key by which the house's own commands show a running server that they may read its data folder."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

FILE = "command.key"


def new_key(folder: Path) -> str:
    """Make a key for as long as this server runs; only who may read the folder's files learns it."""
    key = secrets.token_urlsafe(32)
    path = folder / FILE
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key)
    return key


def known_key(folder: Path) -> str | None:
    """The key of the server that runs; None where it needs none, or where we may not know it."""
    with suppress(OSError):
        return (folder / FILE).read_text()
    return None
