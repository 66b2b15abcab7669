"""What becomes of a file, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from corpus.records import CANCELLED, DONE, RUNNING


class Outcome(StrEnum):
    """What became of a file; only REFUSED is a failure."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class JobState(StrEnum):
    """Where a job stands; DONE has an outcome, CANCELLED is the end as well."""

    QUEUED = "queued"
    RUNNING = RUNNING
    DONE = DONE
    CANCELLED = CANCELLED


class Stage(StrEnum):
    """The steps of a file on its way into the corpus, in this order."""

    CHECKING = "checking"
    READING = "reading"
    SPLITTING = "splitting"
    EMBEDDING = "embedding"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class IngestJob:
    """One file on its way into the corpus; the stored file is known by `sha256`.

    `source` is where the file came from, the identity of its document. `sidecar` is the text of the file with its
    metadata, `audience` as in `NewVersion`. `progress` is the share done, 0 to 1. `reason` is a German sentence: why it
    was refused, or what keeps it waiting for its next attempt, which is not before `not_before`. Times are UTC.
    """

    id: str
    source: str
    file_name: str
    sha256: str
    sidecar: str | None
    audience: tuple[str, ...] | None
    state: JobState
    stage: Stage
    progress: float
    attempts: int
    not_before: datetime
    cancel_requested: bool
    outcome: Outcome | None
    reason: str | None
    remarks: tuple[str, ...]
    document_id: str | None
    pages: int
    passages: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in (JobState.DONE, JobState.CANCELLED)

    @property
    def waits_for_house(self) -> bool:
        """Whether an attempt failed for a `reason` that will pass, and the next one is yet to come."""
        return self.state is JobState.QUEUED and self.attempts > 0 and self.reason is not None


@dataclass(frozen=True, slots=True)
class Result:
    """The end of a file's way; `reason` is a German sentence when it was refused, else None."""

    outcome: Outcome
    reason: str | None = None
    document_id: str | None = None
    pages: int = 0
    passages: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReport:
    """A result as the outside is told of it; `path` is the source of the file."""

    path: str
    outcome: Outcome
    reason: str | None
    document_id: str | None
    pages: int
    passages: int
    seconds: float
    remarks: tuple[str, ...] = ()


def refused(path: str, reason: str) -> FileReport:
    """The report for a file that could not even become a job."""
    return FileReport(path, Outcome.REFUSED, reason, None, 0, 0, 0.0)


def report_of(job: IngestJob) -> FileReport:
    """What became of a job that has ended."""
    seconds = (job.finished_at - job.started_at).total_seconds() if job.finished_at and job.started_at else 0.0
    return FileReport(
        path=job.source,
        outcome=job.outcome or Outcome.REFUSED,
        reason=job.reason,
        document_id=job.document_id,
        pages=job.pages,
        passages=job.passages,
        seconds=round(max(seconds, 0.0), 3),
        remarks=job.remarks,
    )
