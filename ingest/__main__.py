"""`python -m ingest`: add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from corpus.console import DataOption, JsonOption, application, load_settings, plainly, print_json
from corpus.errors import RefusedInput
from corpus.opening import open_corpus
from corpus.running_server import RunningServer, running_server
from corpus.settings import Settings
from corpus.texts import ingest as texts
from ingest.collect import collect
from ingest.metadata import sidecar_of
from ingest.models import FileReport, Outcome
from ingest.pipeline import Ingest

Add = Callable[[Path, Callable[[float], None]], FileReport]

app = application(texts.HELP_INGEST)


@app.callback()
def ingest() -> None:
    """Make `add` a word of its own on the command line, as other commands will be."""


@app.command(help=texts.HELP_ADD)
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PFAD...", help=texts.HELP_PATHS)],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take files and folders in, with progress on stderr and a line a file on stdout."""
    with plainly():
        settings = load_settings(data)
        files = collect(paths)
        out = Console(highlight=False, soft_wrap=True)
        reports = []
        with _adding(settings) as add_file, _progress() as bar:
            task = bar.add_task("", total=len(files))
            for done, file in enumerate(files):
                bar.update(task, description=file.name, completed=done)
                report = add_file(file, partial(_advance, bar, task, done))
                reports.append(report)
                if not as_json:
                    bar.print(_line(file, report), markup=False, highlight=False, soft_wrap=True)
            bar.update(task, completed=len(files))
        count = Counter(report.outcome for report in reports)
        if as_json:
            print_json({"files": [report_json(report) for report in reports]})
        else:
            out.print(texts.SUMMARY.format(**{outcome: count[outcome] for outcome in Outcome}))
        if count[Outcome.REFUSED]:
            raise typer.Exit(1)


def report_json(report: FileReport) -> dict[str, Any]:
    """A file's end as `--json` and the HTTP API print it."""
    return asdict(report)


@contextmanager
def _adding(settings: Settings) -> Iterator[Add]:
    """How files are added now: through the server that owns the data folder, else by ourselves."""
    if server := running_server(settings.data_dir):
        yield lambda path, _progress: _upload(server, path)
        return
    with open_corpus(settings) as corpus:
        ingest = Ingest(
            corpus,
            timeout_seconds=settings.read_timeout_seconds,
            memory_mb=settings.read_memory_mb,
            ocr_seconds_per_page=settings.ocr_seconds_per_page if settings.ocr else None,
        )
        yield lambda path, progress: ingest.add(path, source=str(path), file_name=path.name, progress=progress)


def _upload(server: RunningServer, path: Path) -> FileReport:
    sidecar = sidecar_of(path)
    try:
        with ExitStack() as opened:
            files = {"file": (path.name, opened.enter_context(path.open("rb")))}
            if sidecar:
                files["sidecar"] = (sidecar.name, opened.enter_context(sidecar.open("rb")))
            report = server.upload("/documents", files, {"source": str(path)})
    except RefusedInput as error:
        return FileReport(str(path), Outcome.REFUSED, error.message, None, 0, 0, 0)
    return FileReport(**{**report, "outcome": Outcome(report["outcome"]), "remarks": tuple(report["remarks"])})


def _advance(bar: Progress, task: TaskID, files_done: int, share: float) -> None:
    bar.update(task, completed=files_done + share)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _line(path: Path, report: FileReport) -> str:
    detail = report.reason or texts.SIZE.format(pages=report.pages, passages=report.passages)
    return " · ".join([path.name, texts.OUTCOMES[report.outcome], detail, *report.remarks])


if __name__ == "__main__":
    app(prog_name="python -m ingest")
