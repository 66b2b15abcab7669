"""`python -m ingest`: add, status, retry, cancel, watch, worker."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from signal import SIGINT, SIGTERM, signal
from threading import Event
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from corpus.console import DataOption, JsonOption, application, load_settings, plainly, print_json
from corpus.data_folder import make_data_folder
from corpus.errors import NotFound, RefusedFile, RefusedInput, Unavailable
from corpus.opening import open_corpus
from corpus.processes import Kind
from corpus.settings import Settings
from corpus.stores import open_catalogue
from corpus.texts import ingest as texts
from corpus.tracing import open_tracing
from ingest.access import Access, open_access
from ingest.collect import collect
from ingest.ingest import open_ingest
from ingest.intake import sidecar_beside
from ingest.jobs import Jobs
from ingest.models import FileReport, IngestJob, Outcome, refused, report_of
from ingest.rendering import job_json, line, lines, report_json, step
from ingest.watch import Watched, differences

MOST_SHOWN = 200

app = application(texts.HELP_INGEST)
JobIds = Annotated[list[str] | None, typer.Argument(metavar="[KENNUNG...]", help=texts.HELP_JOB_IDS)]


@app.command(help=texts.HELP_ADD)
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PFAD...", help=texts.HELP_PATHS)],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take files and folders in, with progress and a line a file."""
    with plainly():
        settings = load_settings(data)
        files = collect(paths)
        with open_access(settings) as access:
            received = _received(access, files)
            reports = _followed(access, received, quiet=as_json)
        _tell(reports, as_json=as_json)


@app.command(help=texts.HELP_STATUS)
def status(job_ids: JobIds = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Print the open jobs and the newest of those that have ended, or the given ones."""
    with plainly(), closing(open_catalogue(_prepared(load_settings(data)))) as catalogue:
        jobs = Jobs(catalogue)
        shown = [jobs.job(id) for id in job_ids] if job_ids else _open_and_newest(jobs)
        if as_json:
            print_json({"jobs": [job_json(job) for job in shown]})
        elif not shown:
            Console().print(texts.NO_JOBS)
        else:
            for job in shown:
                Console(highlight=False, soft_wrap=True).print(lines(job), markup=False)


@app.command(help=texts.HELP_RETRY)
def retry(job_ids: JobIds = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Begin refused or waiting jobs anew, all of them without an id, and wait for their end."""
    with plainly(), open_access(load_settings(data)) as access:
        ids = job_ids or [job.id for job in access.jobs.refused()]
        again = [access.jobs.retry(id) for id in ids]
        reports = _followed(access, again, quiet=as_json)
        _tell(reports, as_json=as_json)


@app.command(help=texts.HELP_CANCEL)
def cancel(
    job_ids: Annotated[list[str], typer.Argument(metavar="KENNUNG...", help=texts.HELP_JOB_IDS)],
    data: DataOption = None,
) -> None:
    """Stop jobs that wait or run."""
    with plainly(), closing(open_catalogue(_prepared(load_settings(data)))) as catalogue:
        for job in [Jobs(catalogue).cancel(id) for id in job_ids]:
            said = texts.CANCEL_ASKED if not job.has_ended else step(job)
            Console(highlight=False).print(f"{job.file_name} · {said}", markup=False)


@app.command(help=texts.HELP_WATCH)
def watch(
    folder: Annotated[Path, typer.Argument(metavar="ORDNER", help=texts.HELP_WATCHED)],
    delete: Annotated[bool, typer.Option("--delete", help=texts.HELP_DELETE)] = False,
    once: Annotated[bool, typer.Option("--once", help=texts.HELP_ONCE)] = False,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help=texts.HELP_SECONDS)] = 5.0,
    data: DataOption = None,
) -> None:
    """Keep the corpus in step with a folder until interrupted."""
    with plainly(), open_access(load_settings(data)) as access:
        watched = Watched(folder.absolute())
        out = Console(highlight=False, soft_wrap=True)
        out.print(texts.WATCHING.format(folder=folder.absolute()), markup=False)
        for found in differences(watched, access.catalogue, seconds=0 if once else seconds):
            try:
                if found.is_empty:
                    out.print(texts.WATCHED_EMPTY.format(folder=folder.absolute()), style="red", markup=False)
                received = _received(access, found.changed)
                reports = _followed(access, received, quiet=False) if received else []
                for document in found.gone if delete else ():
                    if access.catalogue.by_source(document.source):  # else its file was only moved
                        access.remove(document.id)
                        out.print(texts.GONE.format(title=document.metadata.title), markup=False)
            except (Unavailable, NotFound) as error:
                if once:
                    raise
                out.print(error.message, style="red", markup=False)
                continue
            if once:
                _tell(reports, as_json=False)
                return


@app.command(help=texts.HELP_WORKER)
def worker(data: DataOption = None) -> None:
    """Work on the jobs that others hand in, until interrupted."""
    with plainly():
        for asked in (SIGINT, SIGTERM):
            # What was begun goes back to the others.
            signal(asked, lambda *_: sys.exit(0))
        settings = load_settings(data)
        if not settings.ingest_workers:
            raise RefusedInput(texts.NO_WORKERS)
        with (
            closing(open_tracing(settings)) as tracing,
            open_corpus(settings, kind=Kind.WORKER) as corpus,
            open_ingest(corpus, settings, tracing).worker.working(),
        ):
            Console(highlight=False).print(texts.WORKING.format(count=settings.ingest_workers))
            Event().wait()


def _open_and_newest(jobs: Jobs) -> list[IngestJob]:
    every = {job.id: job for job in (*jobs.open(), *jobs.recent(MOST_SHOWN))}
    return list(every.values())


def _received(access: Access, files: Iterable[Path]) -> list[FileReport | IngestJob]:
    received: list[FileReport | IngestJob] = []
    for file in files:
        try:
            sidecar = sidecar_beside(file)
        except RefusedFile as refusal:
            received.append(refused(str(file), refusal.message))
        else:
            received += access.intake.receive_all(file, source=str(file), file_name=file.name, sidecar=sidecar)
    return received


def _followed(access: Access, received: Sequence[FileReport | IngestJob], *, quiet: bool) -> list[FileReport]:
    """Wait for the jobs among these, telling each file's end as it comes -> all reports, in the order received."""
    ids = [job.id for job in received if isinstance(job, IngestJob)]
    told: dict[str, FileReport] = {}
    with _progress() as bar:

        def tell(report: FileReport) -> None:
            if not quiet:
                bar.print(line(report), markup=False, highlight=False, soft_wrap=True)

        for report in received:
            if isinstance(report, FileReport):
                tell(report)
        task = bar.add_task("", total=len(ids))
        for now in access.follow(ids):
            for job in now:
                if job.has_ended:
                    told[job.id] = report_of(job)
                    tell(told[job.id])
            at_work = [job for job in now if not job.has_ended]
            for job in sorted(at_work, key=lambda job: -job.progress)[:1]:
                done = len(ids) - len(at_work) + sum(job.progress for job in at_work)
                bar.update(task, completed=done, description=f"{job.file_name} · {step(job)}")
    gone = {job.id: refused(job.source, texts.CANCELLED) for job in received if isinstance(job, IngestJob)}
    return [(gone | told)[end.id] if isinstance(end, IngestJob) else end for end in received]


def _tell(reports: Iterable[FileReport], *, as_json: bool) -> None:
    """The end of a command: a summary or the JSON document, and exit code 1 where a file was refused."""
    every = list(reports)
    count = Counter(report.outcome for report in every)
    if as_json:
        print_json({"files": [report_json(report) for report in every]})
    else:
        Console(highlight=False, soft_wrap=True).print(
            texts.SUMMARY.format(**{outcome: count[outcome] for outcome in Outcome})
        )
    if count[Outcome.REFUSED]:
        raise typer.Exit(1)


def _prepared(settings: Settings) -> Settings:
    make_data_folder(settings.data_dir)
    return settings


def _progress() -> Progress:
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


if __name__ == "__main__":
    app(prog_name="python -m ingest")
