"""How the house is: what its index holds, what is on its way in, how much room is left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import disk_usage

from sqlalchemy import select

from corpus import full_text
from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.errors import VectorsUnavailable
from corpus.schema import jobs
from ingest.jobs import Jobs
from ingest.models import JobState, Outcome
from ingest.recipe import RECIPE

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class IndexState:
    """Numbers of what is there; of the documents `outdated` were read by an earlier version of the program.

    `vectors` is None where Chroma does not answer, and `by_meaning` whether passages are found by them just now.
    """

    documents: int
    passages: int
    vectors: int | None
    by_meaning: bool
    rows: int
    outdated: int

    @property
    def agrees(self) -> bool:
        """Whether every passage can be found both ways."""
        return self.passages == self.vectors == self.rows


@dataclass(frozen=True, slots=True)
class Held:
    """A file that did not get into the corpus (yet), and the German reason."""

    file_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class JobsState:
    """How many jobs are open, those of them that wait for a reason, and what was refused in the last seven days."""

    open: int
    waiting: tuple[Held, ...]
    refused: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Storage:
    """Bytes in the data folder, and bytes that are left on its disk."""

    used: int
    free: int


def index_state(corpus: Corpus) -> IndexState:
    """What can be found."""
    documents = corpus.documents()
    with corpus.catalogue.reading() as connection:
        rows = full_text.size(connection)
    return IndexState(
        documents=len(documents),
        passages=sum(document.current.passages for document in documents),
        vectors=_vectors(corpus),
        by_meaning=corpus.vectors.is_answering,
        rows=rows,
        outdated=sum(not document.current.recipe.startswith(RECIPE) for document in documents),
    )


def _vectors(corpus: Corpus) -> int | None:
    try:
        return corpus.vectors.count()
    except VectorsUnavailable:
        return None


def jobs_state(catalogue: Catalogue, queue: Jobs) -> JobsState:
    """What is on its way in."""
    still_open = queue.open()
    refused = (
        select(jobs.c.file_name, jobs.c.reason)
        .where(
            jobs.c.state == JobState.DONE,
            jobs.c.outcome == Outcome.REFUSED,
            jobs.c.finished_at >= (datetime.now(UTC) - A_WEEK).replace(tzinfo=None),
        )
        .order_by(jobs.c.finished_at.desc())
    )
    with catalogue.reading() as connection:
        found = tuple(Held(name, reason or "") for name, reason in connection.execute(refused))
    waiting = tuple(Held(job.file_name, job.reason or "") for job in still_open if job.waits_for_house)
    return JobsState(len(still_open), waiting, found)


def storage(folder: Path) -> Storage:
    """How large the data folder is."""
    return Storage(sum(_sizes(folder)), disk_usage(folder).free)


def _sizes(folder: Path) -> Iterator[int]:
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                yield (Path(place) / name).lstat().st_size
            except FileNotFoundError:  # a file of the moment, gone again
                continue
