"""The job table: every file on its way into the corpus, and how each ended. It is the truth about jobs.

A job is claimed by a worker for the time of a lease and is free again when the lease has run out, so that no job is
lost with its worker. Two files of one source, or two equal files, are never worked on side by side.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, and_, delete, exists, false, insert, or_, select, update

from corpus.catalogue import Catalogue
from corpus.database import moment
from corpus.errors import NotFound
from corpus.schema import jobs
from corpus.texts import ingest as texts
from ingest.models import IngestJob, JobState, Outcome, Result, Stage

LEASE = timedelta(seconds=20)
LONGEST_WAIT = timedelta(minutes=10)
KEPT = timedelta(days=30)

_OPEN = jobs.c.state.in_((JobState.QUEUED, JobState.RUNNING))
_NEWEST_END = jobs.c.finished_at.desc(), jobs.c.created_at.desc()


class Jobs:
    """Reads and writes the job table; safe to call from several threads and processes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def enqueue(
        self, source: str, file_name: str, sha256: str, sidecar: str | None, audience: tuple[str, ...] | None = None
    ) -> IngestJob:
        """A new job, or the one that waits for the same already, which then need not wait any longer."""
        with self._catalogue.writing() as connection:
            same = (jobs.c.source == source) & (jobs.c.sha256 == sha256) & (jobs.c.state == JobState.QUEUED)
            waiting = connection.execute(select(jobs).where(same)).first()
            now = moment(connection)
            if waiting is not None and (waiting.sidecar, _groups(waiting.audience)) == (sidecar, audience):
                again = update(jobs).where(jobs.c.id == waiting.id).values(**_fresh(now), created_at=now)
                return _job(connection.execute(again.returning(jobs)).one())
            new = connection.execute(
                insert(jobs)
                .values(
                    id=uuid4().hex,
                    source=source,
                    file_name=file_name,
                    sha256=sha256,
                    sidecar=sidecar,
                    audience=None if audience is None else list(audience),
                    created_at=now,
                    **_fresh(now),
                )
                .returning(jobs)
            ).one()
            return _job(new)

    def claim(self) -> IngestJob | None:
        """The oldest job that may be worked on now, with a lease; None where there is none."""
        with self._catalogue.reading() as connection:
            # Asked first, for a reader keeps no writer waiting.
            if connection.execute(select(jobs.c.id).where(_wanted(moment(connection))).limit(1)).first() is None:
                return None
        with self._catalogue.writing() as connection:
            now = moment(connection)
            oldest = select(jobs.c.id).where(_wanted(now)).order_by(jobs.c.created_at).limit(1)
            found = connection.execute(oldest).scalar()
            if found is None:
                return None
            claimed = update(jobs).where(jobs.c.id == found)
            values = {
                "state": JobState.RUNNING,
                "stage": Stage.CHECKING,
                "progress": 0.0,
                "attempts": jobs.c.attempts + 1,
                "lease_until": now + LEASE,
                "started_at": now,
            }
            return _job(connection.execute(claimed.values(**values).returning(jobs)).one())

    def advance(self, job: IngestJob, stage: Stage, progress: float, pages: int = 0) -> bool | None:
        """Say how far a job is, and keep its lease -> whether it is still wanted; None where another has it now.

        `pages` are those of the file; 0 leaves what was said before.
        """
        said = update(jobs).where(_mine(job)).values(stage=stage, progress=progress)
        if pages:
            said = said.values(pages=pages)
        with self._catalogue.writing() as connection:
            said = said.values(lease_until=moment(connection) + LEASE)
            cancelled = connection.execute(said.returning(jobs.c.cancel_requested)).scalar()
        return None if cancelled is None else not cancelled

    def keep(self, claimed: Collection[IngestJob]) -> None:
        """Keep the leases of claimed jobs, as far as nobody else has claimed them since."""
        mine = or_(false(), *map(_mine, claimed))
        with self._catalogue.writing() as connection:
            connection.execute(update(jobs).where(mine).values(lease_until=moment(connection) + LEASE))

    def finish(self, job: IngestJob, result: Result) -> None:
        """A claimed job has come to its end."""
        self._end(
            job,
            state=JobState.DONE,
            outcome=result.outcome,
            reason=result.reason,
            document_id=result.document_id,
            pages=result.pages,
            passages=result.passages,
            remarks=list(result.remarks),
            progress=1.0,
        )

    def give_up(self, job: IngestJob) -> None:
        """A claimed job was cancelled."""
        self._end(job, state=JobState.CANCELLED, outcome=Outcome.REFUSED, reason=texts.CANCELLED)

    def again(self, job: IngestJob, wait: timedelta, reason: str) -> None:
        """A claimed job failed for now and waits for its next attempt."""
        self._wait(job, wait, reason=reason)

    def wait(self, job: IngestJob, wait: timedelta, reason: str) -> None:
        """Like `again`, where the house cannot take any file: its attempts are counted from the first again."""
        self._wait(job, wait, reason=reason, attempts=1)

    def _wait(self, job: IngestJob, wait: timedelta, **said: object) -> None:
        values = {"state": JobState.QUEUED, "lease_until": None, **said}
        with self._catalogue.writing() as connection:
            later = moment(connection) + wait
            connection.execute(update(jobs).where(_mine(job)).values(**values, not_before=later))

    def put_back(self, job: IngestJob) -> None:
        """A worker leaves a claimed job to the others; that was no attempt."""
        values = {"state": JobState.QUEUED, "attempts": jobs.c.attempts - 1, "lease_until": None}
        with self._catalogue.writing() as connection:
            connection.execute(update(jobs).where(_mine(job)).values(**values))

    def free_abandoned(self) -> None:
        """Free the jobs of workers that are gone, before this process begins to work.

        Where others may be working, each job is free when its lease has run out.
        """
        if self._catalogue.is_shared:
            return
        with self._catalogue.writing() as connection:
            freed = update(jobs).where(jobs.c.state == JobState.RUNNING)
            connection.execute(freed.values(state=JobState.QUEUED, lease_until=None, not_before=moment(connection)))

    def cancel(self, job_id: str) -> IngestJob:
        """Stop a job: at once while it waits, else before its next step; one that has ended stays as it is.

        Raises NotFound.
        """
        with self._catalogue.writing() as connection:
            mine = update(jobs).where((jobs.c.id == job_id) & _OPEN)
            connection.execute(mine.values(cancel_requested=True))
            waiting = mine.where(jobs.c.state == JobState.QUEUED)
            ended = {"state": JobState.CANCELLED, "outcome": Outcome.REFUSED, "reason": texts.CANCELLED}
            connection.execute(waiting.values(**ended, finished_at=moment(connection)))
        return self.job(job_id)

    def retry(self, job_id: str) -> IngestJob:
        """Let a refused or waiting job begin anew; any other stays as it is, and one that has been overtaken by a later
        job of its source, for that would bring back an older file.

        Raises NotFound.
        """
        with self._catalogue.writing() as connection:
            mine = update(jobs).where(jobs.c.id == job_id, _may_begin_anew())
            connection.execute(mine.values(**_fresh(moment(connection))))
        return self.job(job_id)

    def refused(self) -> list[IngestJob]:
        """Every job that `retry` would begin anew, oldest first."""
        return self._select(_may_begin_anew())

    def is_open(self, source: str) -> bool:
        """Whether a file from this source is on its way."""
        return self._any((jobs.c.source == source) & _OPEN)

    def job(self, job_id: str) -> IngestJob:
        """One job; raises NotFound."""
        found = self.jobs([job_id])
        if not found:
            raise NotFound(texts.JOB_NOT_FOUND.format(id=job_id))
        return found[0]

    def jobs(self, ids: Collection[str]) -> list[IngestJob]:
        """Those of these jobs that are known, oldest first."""
        return self._select(jobs.c.id.in_(ids))

    def open(self) -> list[IngestJob]:
        """Every job that waits or runs, oldest first."""
        return self._select(_OPEN)

    def recent(self, most: int) -> list[IngestJob]:
        """The newest jobs, newest first."""
        with self._catalogue.reading() as connection:
            newest = select(jobs).order_by(jobs.c.created_at.desc()).limit(most)
            return [_job(row) for row in connection.execute(newest)]

    def ended_since(self, moment: datetime) -> list[IngestJob]:
        """Every job that has come to its end, whatever that was, since that moment (UTC); newest first."""
        since = jobs.c.finished_at >= _stored(moment)
        with self._catalogue.reading() as connection:
            return [_job(row) for row in connection.execute(select(jobs).where(since).order_by(*_NEWEST_END))]

    def forget(self, ids: Collection[str]) -> set[str]:
        """Forget those of the jobs that have ended -> the hashes of their files.

        Earlier ones of the same source go with them: begun anew, they would bring back an older file.
        """
        later, ended = jobs.alias("later"), jobs.c.state.in_((JobState.DONE, JobState.CANCELLED))
        overtaken = exists().where(
            later.c.id.in_(ids), later.c.source == jobs.c.source, later.c.created_at > jobs.c.created_at
        )
        with self._catalogue.writing() as connection:
            gone = delete(jobs).where(ended, or_(jobs.c.id.in_(ids), overtaken)).returning(jobs.c.sha256)
            return set(connection.execute(gone).scalars())

    def forget_old(self) -> set[str]:
        """Forget jobs that ended long ago -> the hashes of their files."""
        with self._catalogue.writing() as connection:
            old = jobs.c.finished_at < moment(connection) - KEPT
            return set(connection.execute(delete(jobs).where(old).returning(jobs.c.sha256)).scalars())

    def _any(self, wanted: ColumnElement[bool]) -> bool:
        """Asked first, for a reader keeps no writer waiting."""
        with self._catalogue.reading() as connection:
            return connection.execute(select(jobs.c.id).where(wanted).limit(1)).first() is not None

    def _select(self, wanted: ColumnElement[bool]) -> list[IngestJob]:
        with self._catalogue.reading() as connection:
            found = connection.execute(select(jobs).where(wanted).order_by(jobs.c.created_at))
            return [_job(row) for row in found]

    def _end(self, job: IngestJob, **values: object) -> None:
        with self._catalogue.writing() as connection:
            ended = update(jobs).where(_mine(job))
            connection.execute(ended.values(**values, finished_at=moment(connection), lease_until=None))


def _fresh(now: datetime) -> dict[str, object]:
    return {
        "state": JobState.QUEUED,
        "stage": Stage.CHECKING,
        "progress": 0.0,
        "attempts": 0,
        "not_before": now,
        "cancel_requested": False,
        "outcome": None,
        "reason": None,
        "remarks": [],
        "document_id": None,
        "pages": 0,
        "passages": 0,
        "started_at": None,
        "finished_at": None,
        "lease_until": None,
    }


def _mine(job: IngestJob) -> ColumnElement[bool]:
    """Only as long as nobody else has claimed the job since: attempts alone are counted anew and taken back."""
    claim = (jobs.c.attempts == job.attempts) & (jobs.c.started_at == _stored(job.started_at))
    return (jobs.c.id == job.id) & (jobs.c.state == JobState.RUNNING) & claim


def _may_begin_anew() -> ColumnElement[bool]:
    later = jobs.alias("later")
    overtaken = exists().where(later.c.source == jobs.c.source, later.c.created_at > jobs.c.created_at)
    refused = and_(jobs.c.state == JobState.DONE, jobs.c.outcome == Outcome.REFUSED)
    waiting = and_(jobs.c.state == JobState.QUEUED, jobs.c.attempts > 0)
    return or_(refused, waiting) & ~overtaken


def _free(now: datetime) -> ColumnElement[bool]:
    """Nobody works on it, and it may be; a wait longer than any that we set means that the clock was put back."""
    abandoned = and_(jobs.c.state == JobState.RUNNING, jobs.c.lease_until < now)
    due = or_(jobs.c.not_before <= now, jobs.c.not_before > now + LONGEST_WAIT)
    return and_(or_(jobs.c.state == JobState.QUEUED, abandoned), due)


def _wanted(now: datetime) -> ColumnElement[bool]:
    return _free(now) & _unblocked()


def _unblocked() -> ColumnElement[bool]:
    """No equal file is being worked on, and no older one of the same source is open."""
    other = jobs.alias("other")
    same_file = (other.c.sha256 == jobs.c.sha256) & (other.c.state == JobState.RUNNING)
    is_open = other.c.state.in_((JobState.QUEUED, JobState.RUNNING))
    same_source = (other.c.source == jobs.c.source) & is_open & (other.c.created_at < jobs.c.created_at)
    return ~exists().where(other.c.id != jobs.c.id, same_file | same_source)


def _stored(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None


def _groups(stored: list[str] | None) -> tuple[str, ...] | None:
    return None if stored is None else tuple(stored)


def _job(row: Row[tuple[object, ...]]) -> IngestJob:
    values = dict(row._mapping)
    values.pop("lease_until")
    for name in ("not_before", "created_at", "started_at", "finished_at"):
        values[name] = values[name].replace(tzinfo=UTC) if values[name] else None
    values |= {
        "state": JobState(values["state"]),
        "stage": Stage(values["stage"]),
        "outcome": Outcome(values["outcome"]) if values["outcome"] else None,
        "remarks": tuple(values["remarks"]),
        "audience": _groups(values["audience"]),
    }
    return IngestJob(**values)
