"""Jobs and reports as the command line and the HTTP API show them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.texts import ingest as texts
from ingest.models import FileReport, IngestJob, JobState, Stage
from ingest.names import visible

STAGES = tuple(Stage)


def report_json(report: FileReport) -> dict[str, Any]:
    """A file's end as plain JSON values."""
    return asdict(report)


def job_json(job: IngestJob) -> dict[str, Any]:
    """A job as plain JSON values; `step` is a German phrase for people."""
    return {
        "job_id": job.id,
        "source": job.source,
        "file_name": job.file_name,
        "state": job.state,
        "stage": job.stage,
        "step": step(job),
        "progress": round(job.progress, 3),
        "attempts": job.attempts,
        "outcome": job.outcome,
        "reason": job.reason,
        "remarks": list(job.remarks),
        "document_id": job.document_id,
        "pages": job.pages,
        "passages": job.passages,
        "created_at": job.created_at.isoformat(),
        "finished_at": job.finished_at.isoformat() if job.finished_at else None,
    }


def step(job: IngestJob) -> str:
    """Where a job stands, such as 'Schritt 2 von 5: Datei lesen'."""
    if job.state is JobState.RUNNING:
        number = STAGES.index(job.stage) + 1
        return texts.STEP.format(number=number, all=len(STAGES), step=texts.STAGES[job.stage])
    if job.state is JobState.QUEUED:
        return texts.WAITING_AGAIN if job.attempts else texts.WAITING
    return texts.STATE_CANCELLED if job.state is JobState.CANCELLED else texts.OUTCOMES[job.outcome or ""]


def line(report: FileReport) -> str:
    """A file's end in one line."""
    pages = texts.ONE_PAGE if report.pages == 1 else texts.PAGES.format(count=report.pages)
    passages = texts.ONE_PASSAGE if report.passages == 1 else texts.PASSAGES.format(count=report.passages)
    detail = report.reason or f"{pages}, {passages}"
    name = visible(Path(report.path).name)
    return " · ".join([name, texts.OUTCOMES[report.outcome], detail, *report.remarks])


def lines(job: IngestJob) -> str:
    """A job in a line, and in a second one the reason, where there is one."""
    first = f"{step(job)} · {visible(job.file_name)} · {job.id}"
    return f"{first}\n    {job.reason}" if job.reason else first
