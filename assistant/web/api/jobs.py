"""/jobs: how far files are on their way in, and why one was refused; trying again and stopping."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from typing_extensions import TypedDict

from assistant.web.documents.removing import stopped
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES
from ingest.models import JobState, Outcome, Stage
from ingest.rendering import job_json

router = APIRouter(tags=["Aufnahme"], responses=PROBLEM_RESPONSES)


class JobOut(BaseModel):
    """One file on its way into the corpus; `progress` is the share done, `step` says in German where it stands."""

    job_id: str
    source: str
    file_name: str
    state: JobState
    stage: Stage
    step: str
    progress: float
    attempts: int
    outcome: Outcome | None
    reason: str | None
    remarks: list[str]
    document_id: str | None
    pages: int
    passages: int
    created_at: datetime
    finished_at: datetime | None


class JobsOut(TypedDict):
    """Jobs, newest first."""

    jobs: list[JobOut]


@router.get("/jobs", response_model=JobsOut)
def jobs(house: HouseHere, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> dict[str, Any]:
    """The newest jobs, those that have ended included."""
    return {"jobs": [job_json(job) for job in house.ingest.jobs.recent(limit)]}


@router.get("/jobs/{job_id}", response_model=JobOut)
def job(job_id: str, house: HouseHere) -> dict[str, Any]:
    """One job."""
    return job_json(house.ingest.jobs.job(job_id))


@router.post("/jobs/{job_id}/retry", response_model=JobOut)
def retry(job_id: str, house: HouseHere) -> dict[str, Any]:
    """Begin a refused or waiting job anew; any other, or one overtaken by a later file, stays as it is."""
    return job_json(house.ingest.jobs.retry(job_id))


@router.delete("/jobs/{job_id}", response_model=JobOut)
def cancel(job_id: str, house: HouseHere) -> dict[str, Any]:
    """Stop a job: at once while it waits, else before its next step; one that has ended stays as it is."""
    return job_json(stopped(house, job_id))
