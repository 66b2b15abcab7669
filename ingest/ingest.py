"""The room's door: files go in, jobs come out, and a worker sees to them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.corpus import Corpus
from corpus.errors import RefusedFile, Unavailable
from corpus.settings import Settings
from corpus.tracing import Tracing
from ingest.child import read_in_child
from ingest.intake import Intake, open_intake, sidecar_beside
from ingest.jobs import Jobs
from ingest.models import FileReport, refused, report_of
from ingest.pipeline import Pipeline, Read
from ingest.proposals import propose as proposed
from ingest.proposals.municipalities import known_municipalities
from ingest.readers import Reading
from ingest.recognition import PageDone
from ingest.worker import Worker

_LOOKS_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Ingest:
    """Everything by which files come into the corpus."""

    jobs: Jobs
    intake: Intake
    worker: Worker

    def add(self, path: Path, *, source: str, file_name: str) -> FileReport:
        """Take one file in and wait for its end; a file that cannot be taken is reported as refused, with the reason.

        Raises Unavailable when the house cannot take any file just now: the job then waits for its next attempt.
        """
        try:
            job = self.intake.receive(path, source=source, file_name=file_name, sidecar=sidecar_beside(path))
        except RefusedFile as refusal:
            return refused(source, refusal.message)
        with self.worker.working():
            while not (now := self.jobs.job(job.id)).has_ended:
                if now.waits_for_house:
                    raise Unavailable(now.reason)
                time.sleep(_LOOKS_EVERY)
        return report_of(now)


def reader(settings: Settings) -> Read:
    """How files are read: in a child process, within the limits of the settings."""

    def read(path: Path, media_type: str, page_done: PageDone) -> Reading:
        return read_in_child(
            path,
            media_type,
            timeout_seconds=settings.read_timeout_seconds,
            memory_mb=settings.read_memory_mb,
            ocr_seconds_per_page=settings.ocr_seconds_per_page if settings.ocr else None,
            page_done=page_done,
        )

    return read


def open_ingest(corpus: Corpus, settings: Settings, tracing: Tracing | None = None) -> Ingest:
    """Put the parts together; nothing works on jobs by itself before `working`."""
    pipeline = Pipeline(corpus, reader(settings), partial(proposed, municipalities=known_municipalities(settings)))
    jobs = Jobs(corpus.catalogue)
    return Ingest(
        jobs=jobs,
        intake=open_intake(corpus.catalogue, corpus.files, corpus.locks, jobs, settings),
        worker=Worker(corpus, jobs, pipeline, threads=settings.ingest_workers, tracing=tracing or Tracing()),
    )
