"""Deletes backups whose time is over: so what was removed from the house leaves its backups, too."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus.archive import open_archive, read_manifest
from corpus.errors import RefusedFile


def delete_older(kept: Path, days: int, now: datetime) -> list[Path]:
    """Delete the backups beside `kept` that were made more than `days` before `now` (aware) -> which.

    Only what this program wrote, wholly and readable, is a backup; another file stays whatever it is called. Raises
    OSError where one cannot be deleted.
    """
    before = now.astimezone(UTC) - timedelta(days=days)
    others = sorted(path for path in kept.parent.iterdir() if path.is_file() and not path.is_symlink() and path != kept)
    old = [path for path in others if (made := _made_at(path)) and made < before]
    for path in old:
        path.unlink()
    return old


def _made_at(path: Path) -> datetime | None:
    with suppress(RefusedFile), open_archive(path) as archive:
        made = datetime.fromisoformat(read_manifest(archive).created_at)
        return made if made.tzinfo else made.replace(tzinfo=UTC)
    return None
