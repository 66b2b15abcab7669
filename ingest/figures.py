"""How many files are on their way in and how those of the last day ended, in numbers alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, func, select

from corpus.catalogue import Catalogue
from corpus.schema import jobs
from ingest.models import JobState, Outcome

A_DAY = timedelta(days=1)
QUEUED, WAITING, RUNNING = "queued", "waiting", "running"


@dataclass(frozen=True, slots=True)
class JobFigures:
    """`open` by state, where `waiting` are those that an attempt failed for, `ended` in the last 24 hours by outcome.

    `oldest_seconds` is for how long the oldest of those that are not worked on has been there, 0 without one.
    """

    open: Mapping[str, int]
    ended: Mapping[str, int]
    oldest_seconds: float


def job_figures(catalogue: Catalogue) -> JobFigures:
    """How it is now; every state and outcome is named."""
    now = datetime.now(UTC).replace(tzinfo=None)
    is_queued = jobs.c.state == JobState.QUEUED
    has_failed = (jobs.c.attempts > 0) & jobs.c.reason.is_not(None)
    state = case((jobs.c.state == JobState.RUNNING, RUNNING), (has_failed, WAITING), else_=QUEUED).label("state")
    is_open = jobs.c.state.in_((JobState.QUEUED, JobState.RUNNING))
    count = func.count()
    by_state = select(state, count).where(is_open).group_by(state)
    outcome = case((jobs.c.state == JobState.CANCELLED, JobState.CANCELLED), else_=jobs.c.outcome).label("outcome")
    by_outcome = select(outcome, count).where(jobs.c.finished_at >= now - A_DAY).group_by(outcome)
    with catalogue.reading() as connection:
        found = {row[0]: row[1] for row in connection.execute(by_state)}
        ended = {row[0]: row[1] for row in connection.execute(by_outcome)}
        oldest = connection.execute(select(func.min(jobs.c.created_at)).where(is_queued)).scalar()
    return JobFigures(
        open=dict.fromkeys((QUEUED, WAITING, RUNNING), 0) | found,
        ended=dict.fromkeys((*Outcome, JobState.CANCELLED), 0) | ended,
        oldest_seconds=max(0.0, (now - oldest).total_seconds()) if oldest else 0.0,
    )
