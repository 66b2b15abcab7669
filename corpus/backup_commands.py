"""The commands `backup` and `restore` of `python -m corpus`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from corpus.archive import Manifest, Progress
from corpus.backup import back_up
from corpus.console import DataOption, JsonOption, load_settings, plainly, print_json
from corpus.errors import RefusedInput, Unavailable
from corpus.expiry import delete_older
from corpus.rendering import size_text
from corpus.restore import restore
from corpus.running_server import refuse_beside_server
from corpus.settings import Settings
from corpus.texts import backup as texts

Target = Annotated[Path, typer.Argument(metavar="DATEI", help=texts.HELP_TARGET)]
Source = Annotated[Path, typer.Argument(metavar="DATEI", help=texts.HELP_FILE)]
KeepDays = Annotated[int | None, typer.Option("--keep-days", min=1, metavar="TAGE", help=texts.HELP_KEEP_DAYS)]
Replace = Annotated[bool, typer.Option("--replace", help=texts.HELP_REPLACE)]


def backup(file: Target, keep_days: KeepDays = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Back up everything into one file, beside a running server; older backups beside it may go then."""
    with plainly():
        settings = _of_a_folder(load_settings(data))
        with _progress() as progress:
            done = back_up(settings.data_dir, file, progress)
        expired = _expired(file.resolve(), keep_days) if keep_days else []
        if as_json:
            print_json(
                {
                    "file": str(file),
                    "size": done.size,
                    **_counts(done.manifest),
                    "lost": done.manifest.lost,
                    "deleted": expired,
                }
            )
        else:
            _say(texts.BACKED_UP.format(file=file, size=size_text(done.size), **_counts(done.manifest)))
            for name in expired:
                _say(texts.EXPIRED.format(name=name))
        if done.manifest.lost:
            _warn(texts.LOST.format(names=", ".join(sorted(done.manifest.lost.values()))))


def restore_backup(
    file: Source,
    replace: Replace = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Restore a backup and open the result once."""
    with plainly():
        settings = _of_a_folder(load_settings(data))
        refuse_beside_server(settings)
        with _progress() as progress:
            done = restore(settings, file, replace=replace, progress=progress)
        created = datetime.fromisoformat(done.manifest.created_at).astimezone()
        if as_json:
            remarks = list(done.remarks)
            print_json({"created_at": done.manifest.created_at, **_counts(done.manifest), "remarks": remarks})
        else:
            _say(texts.RESTORED.format(created=f"{created:%d.%m.%Y %H:%M}", **_counts(done.manifest)))
        for remark in done.remarks:
            _warn(remark)


def _of_a_folder(settings: Settings) -> Settings:
    """Raise RefusedInput where the house is not kept in a data folder: PostgreSQL has ways of its own."""
    if settings.database_url:
        raise RefusedInput(texts.NOT_IN_A_FOLDER)
    return settings


def _expired(made: Path, keep_days: int) -> list[str]:
    """Delete the backups whose time is over -> their names."""
    try:
        return [path.name for path in delete_older(made, keep_days, datetime.now(UTC))]
    except OSError as error:
        reason = texts.REASONS.get(error.errno or 0, error.strerror)
        raise Unavailable(texts.NOT_EXPIRED.format(name=error.filename, reason=reason)) from error


def _counts(manifest: Manifest) -> dict[str, int]:
    said = asdict(manifest)
    return {name: said[name] for name in ("documents", "versions", "passages")} | {"files": len(manifest.files)}


def _say(sentence: str) -> None:
    Console(highlight=False, soft_wrap=True).print(sentence, markup=False)


def _warn(sentence: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, style="yellow", markup=False)


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with ProgressBar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1)
        yield lambda step, share: bar.update(task, description=step, completed=share)
