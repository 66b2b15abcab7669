"""The command `move` of `python -m corpus`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from corpus.console import DataOption, JsonOption, load_settings, plainly, print_json
from corpus.moving import move
from corpus.settings import Settings
from corpus.texts import moving as texts

To = Annotated[str, typer.Option("--to", metavar="ZIEL", help=texts.HELP_TO)]
Files = Annotated[str | None, typer.Option("--files", metavar="ABLAGE", help=texts.HELP_FILES)]


def move_house(to: To, files: Files = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Copy everything to other stores, compare it, and say how to go on."""
    with plainly():
        source = load_settings(data)
        target = _target(source, to, files)
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
        with ProgressBar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=1)
            moved = move(source, target, lambda step, share: bar.update(task, description=step, completed=share))
        if as_json:
            print_json(asdict(moved))
            return
        out = Console(highlight=False, soft_wrap=True)
        out.print(texts.MOVED.format(**asdict(moved)), markup=False)
        out.print(_next(target), markup=False)
        if moved.lost:
            out.print(texts.LOST.format(names=", ".join(moved.lost)), style="yellow", markup=False)


def _target(source: Settings, to: str, files: str | None) -> Settings:
    """The settings of the house once it has moved; its files stay in the data folder unless said otherwise."""
    if to.startswith("postgresql"):
        return source.model_copy(update={"database_url": SecretStr(to), "files_url": files})
    return source.in_folder(Path(to))


def _next(target: Settings) -> str:
    if target.database_url:
        return texts.NEXT_SHARED.format(files=texts.NEXT_FILES if target.files_url else "")
    return texts.NEXT_FOLDER.format(folder=target.data_dir)
