"""The files on their way in, and what became of those that came to an end lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.web.documents.shown import counted, extent
from assistant.wiring import House
from corpus.models import Document
from corpus.texts import documents as docs
from ingest.models import IngestJob, JobState, Outcome
from ingest.names import visible
from ingest.rendering import step

LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenJob:
    """A file on its way; `share` is the percentage done, `reason` what keeps it waiting for its next attempt."""

    id: str
    name: str
    step: str
    share: int
    pages: str
    reason: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class EndedJob:
    """A file that came to its end: `document` is what it became or what it is already, None where it was refused."""

    id: str
    name: str
    outcome: str
    reason: str
    extent: str
    document: Document | None
    may_begin_anew: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything the page needs; `summary` is for screen readers, `state` changes whenever the holdings may have."""

    open: tuple[OpenJob, ...]
    refused: tuple[EndedJob, ...]
    known: tuple[EndedJob, ...]
    replaced: tuple[EndedJob, ...]
    taken: tuple[EndedJob, ...]
    summary: str
    state: str


def progress(house: House, now: datetime) -> Progress:
    """Open jobs, those that are worked on first, and what ended within a day, newest first."""
    jobs = house.ingest.jobs
    on_their_way = sorted(jobs.open(), key=lambda job: job.state is not JobState.RUNNING)
    ended = [job for job in jobs.ended_since(now - LATELY) if job.outcome is not None]
    again = {job.id for job in jobs.refused()}
    documents = house.corpus.catalogue.documents_of({job.document_id for job in ended if job.document_id})
    by_id = {document.id: document for document in documents}
    shown = [(job.outcome, _ended(job, by_id, again)) for job in ended]
    refused = tuple(view for outcome, view in shown if outcome is Outcome.REFUSED)
    known = tuple(view for outcome, view in shown if outcome is Outcome.UNCHANGED)
    replaced = tuple(view for outcome, view in shown if outcome is Outcome.UPDATED)
    taken = tuple(view for outcome, view in shown if outcome is Outcome.ADDED)
    return Progress(
        open=tuple(map(_open, on_their_way)),
        refused=refused,
        known=known,
        replaced=replaced,
        taken=taken,
        summary=_summary(len(on_their_way), len(taken) + len(replaced), len(refused)),
        state=" ".join(view.id for view in (*taken, *replaced, *known)),
    )


def _open(job: IngestJob) -> OpenJob:
    return OpenJob(
        id=job.id,
        name=visible(job.file_name),
        step=step(job),
        share=round(100 * job.progress),
        pages=counted(job.pages, docs.ONE_PAGE, docs.PAGES) if job.pages else "",
        reason=job.reason or "",
        is_cancelled=job.cancel_requested,
    )


def _ended(job: IngestJob, documents: dict[str, Document], again: Iterable[str]) -> EndedJob:
    document = documents.get(job.document_id or "")
    return EndedJob(
        id=job.id,
        name=visible(job.file_name),
        outcome=docs.UPDATED if job.outcome is Outcome.UPDATED else docs.ADDED,
        reason=job.reason or "",
        extent=", ".join(extent(job.pages, job.passages)),
        document=document,
        may_begin_anew=job.id in again,
    )


def _summary(waiting: int, taken: int, refused: int) -> str:
    parts = [counted(waiting, docs.SUMMARY_OPEN_ONE, docs.SUMMARY_OPEN) if waiting else docs.SUMMARY_NONE]
    if taken:
        parts.append(counted(taken, docs.ONE_TAKEN, docs.TAKEN))
    if refused:
        parts.append(counted(refused, docs.SUMMARY_REFUSED_ONE, docs.SUMMARY_REFUSED))
    return ", ".join(parts)
