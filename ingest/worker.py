"""Works on jobs until none is left or it is told to stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from sqlalchemy.exc import OperationalError

from corpus.corpus import Corpus
from corpus.errors import FilesUnavailable, Superseded, TransferlotseError, VectorsUnavailable
from corpus.giving_way import give_way
from corpus.texts import ingest as texts
from corpus.tracing import Said, Tracing
from ingest.intake import DISK_FULL
from ingest.jobs import Jobs
from ingest.models import IngestJob, Outcome, Result, Stage
from ingest.pipeline import Pipeline

MOST_ATTEMPTS = 6
FIRST_WAIT = timedelta(seconds=5)
SILENCE = timedelta(seconds=15)  # between asking again after a store that is silent
LOOKS_EVERY = 0.3  # seconds; other processes add jobs to the table without a word
TOLD_EVERY = 1.0  # seconds; each time is a transaction
BEATS_EVERY = 5  # seconds
COPIES_EVERY = 3600.0  # seconds; whoever removed a document may have been on another machine

_log = logging.getLogger(__name__)


class Cancelled(Exception):
    """A job is not wanted any more."""


class Lost(Exception):
    """Another has the job now."""


class Stopping(Exception):
    """The worker shall stop; the job goes back to the others."""


class Worker:
    """Takes jobs from the table, several at once, in threads that give way to whoever answers questions."""

    def __init__(self, corpus: Corpus, jobs: Jobs, pipeline: Pipeline, *, threads: int, tracing: Tracing) -> None:
        self._corpus = corpus
        self._jobs = jobs
        self._pipeline = pipeline
        self._threads = threads
        self._tracing = tracing
        self._stop = threading.Event()
        self._at_work: dict[str, IngestJob] = {}
        self._lock = threading.Lock()
        self._wanted = 0
        self._running: list[threading.Thread] = []

    @contextmanager
    def working(self) -> Iterator[None]:
        """Work on every job there is while the block runs, or a block around it; nobody else may work on any.

        Safe to call from several threads.
        """
        with self._lock:
            if not self._wanted:
                self._start()
            self._wanted += 1
        try:
            yield
        finally:
            with self._lock:
                self._wanted -= 1
                if not self._wanted:
                    self._end()

    def work_on(self, job: IngestJob) -> None:
        """Work on a claimed job to its end, or until it must wait."""
        self._at_work[job.id] = job
        try:
            self._run(job, self._stop)
        finally:
            self._at_work.pop(job.id, None)

    def _start(self) -> None:
        self._jobs.free_abandoned()
        self._corpus.forget_files(self._jobs.forget_old())
        self._stop = threading.Event()
        self._running = [threading.Thread(target=self._work, daemon=True) for _ in range(self._threads)]
        self._running.append(threading.Thread(target=self._beat, daemon=True))
        for thread in self._running:
            thread.start()

    def _end(self) -> None:
        self._stop.set()
        for thread in self._running:
            # A file that is being read may take minutes; its job is begun anew at the next start.
            thread.join(timeout=5)
        for job in list(self._at_work.values()):
            self._jobs.put_back(job)

    def _work(self) -> None:
        give_way()
        stop = self._stop
        while not stop.is_set():
            try:
                job = self._jobs.claim()
                if job:
                    self.work_on(job)
                    continue
            except Exception:
                # The job table itself cannot be written, such as on a full disk; the lease brings the job back.
                _log.exception("a job could not be worked on")
            stop.wait(LOOKS_EVERY)

    def _beat(self) -> None:
        stop = self._stop
        forgotten = monotonic()
        while not stop.wait(BEATS_EVERY):
            try:
                self._jobs.keep(list(self._at_work.values()))
                if monotonic() - forgotten > COPIES_EVERY:
                    forgotten = monotonic()
                    self._corpus.forget_copies()
            except Exception as error:
                _log.warning("the leases could not be kept: %s", type(error).__name__)

    def _run(self, job: IngestJob, stop: threading.Event) -> None:
        if job.attempts > MOST_ATTEMPTS:
            self._jobs.finish(job, Result(Outcome.REFUSED, texts.GAVE_UP.format(name=job.file_name)))
            return
        teller = _Teller(self._jobs, job, stop)
        try:
            result = self._pipeline.run(job, teller.told)
        except Lost:
            _log.warning("job %s was taken over by another worker", job.id)
        except (Stopping, Superseded):
            self._jobs.put_back(job)
        except Cancelled:
            self._jobs.give_up(job)
            self._corpus.forget_files([job.sha256])
        except Exception as error:
            self._failed(job, error)
        else:
            self._jobs.finish(job, result)
            said: Said = {"outcome": result.outcome, "pages": result.pages, "passages": result.passages}
            self._tracing.told("ingest", teller.laps(), said)
            if result.outcome is Outcome.UNCHANGED:
                self._corpus.forget_files([job.sha256])

    def _failed(self, job: IngestJob, error: Exception) -> None:
        if isinstance(error, TransferlotseError) and not error.retryable:
            self._jobs.finish(job, Result(Outcome.REFUSED, error.message))
            return
        reason = _reason(error, job.file_name)
        if isinstance(error, (VectorsUnavailable, FilesUnavailable)):
            # However long that takes, the file is not at fault.
            self._jobs.wait(job, SILENCE, f"{reason} {texts.BY_ITSELF}")
            return
        if job.attempts >= MOST_ATTEMPTS:
            self._jobs.finish(job, Result(Outcome.REFUSED, f"{reason} {texts.BEGIN_ANEW}"))
        else:
            self._jobs.again(job, FIRST_WAIT * 2 ** (job.attempts - 1), f"{reason} {texts.BY_ITSELF}")


class _Teller:
    """Writes how far a job is, now and then, and learns whether it is still wanted."""

    def __init__(self, jobs: Jobs, job: IngestJob, stop: threading.Event) -> None:
        self._jobs = jobs
        self._job = job
        self._stop = stop
        self._stage: Stage | None = None
        self._next = 0.0
        self._begun: list[tuple[Stage, float]] = []

    def told(self, stage: Stage, share: float, pages: int = 0) -> None:
        if self._stop.is_set():
            raise Stopping
        now = monotonic()
        if stage is self._stage and now < self._next:
            return
        if stage is not self._stage:
            self._begun.append((stage, now))
        self._stage, self._next = stage, now + TOLD_EVERY
        is_wanted = self._jobs.advance(self._job, stage, share, pages)
        if is_wanted is None:
            raise Lost
        if not is_wanted:
            raise Cancelled

    def laps(self) -> dict[str, float]:
        """Milliseconds that each stage took, the last one until now."""
        ends = [begun for _, begun in self._begun[1:]] + [monotonic()]
        return {stage: 1000 * (end - begun) for (stage, begun), end in zip(self._begun, ends, strict=True)}


def _reason(error: Exception, name: str) -> str:
    if isinstance(error, TransferlotseError):
        return error.message
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        return texts.DISK_FULL.format(name=name)
    if isinstance(error, OSError):
        return texts.UNREADABLE.format(name=name, reason=error.strerror)
    if isinstance(error, OperationalError):
        return texts.DATABASE_BUSY.format(name=name)
    _log.error("taking a file in failed: %s", type(error).__name__, exc_info=error)
    return texts.FAILED.format(name=name, error=type(error).__name__)
