"""The house in numbers, on every backend."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from assistant.administration.figures import figures
from corpus.opening import open_corpus
from corpus.schema import jobs as table
from corpus.settings import Settings
from corpus.stores import open_catalogue
from ingest.figures import job_figures
from ingest.jobs import Jobs
from ingest.models import Outcome, Result
from tests.faults.small_corpus import publish

A_DAY = timedelta(days=1)


def test_files_are_told_by_state_by_end_and_with_the_age_of_the_oldest(settings: Settings) -> None:
    with closing(open_catalogue(settings)) as catalogue:
        jobs = Jobs(catalogue)
        running, ended, long_ago, cancelled, failed, new = (
            jobs.enqueue(name, name, f"{number:064}", None) for number, name in enumerate("abcdef")
        )
        now = datetime.now(UTC).replace(tzinfo=None)
        for job in (running, ended, long_ago):
            claimed = jobs.claim()
            assert claimed is not None
            assert claimed.id == job.id
            if job is not running:
                jobs.finish(claimed, Result(Outcome.ADDED))
        jobs.cancel(cancelled.id)
        with catalogue.writing() as connection:
            for job, values in (
                (long_ago, {"finished_at": now - 2 * A_DAY}),
                (failed, {"attempts": 1, "reason": "Der Datenträger ist voll."}),
                (new, {"created_at": now - A_DAY}),
            ):
                connection.execute(update(table).where(table.c.id == job.id).values(**values))
        told = job_figures(catalogue)
        assert told.open == {"queued": 1, "waiting": 1, "running": 1}
        assert told.ended == {"added": 1, "updated": 0, "unchanged": 0, "refused": 0, "cancelled": 1}
        assert abs(told.oldest_seconds - A_DAY.total_seconds()) < 60
        for job in (failed, new):
            jobs.cancel(job.id)
        assert job_figures(catalogue).oldest_seconds == 0


def test_the_parts_of_the_index_agree(settings: Settings, tmp_path: Path) -> None:
    with open_corpus(settings) as corpus:
        publish(corpus, tmp_path, "a", "Der Brunnen am Markt kostet 4000 Euro.", "Er ist aus Sandstein.")
        told = figures(corpus, settings.data_dir)
    assert (told.documents, told.disagreements) == (1, 0)
    assert told.index["passages"] == told.index["vectors"] == told.index["rows"] > 0
    assert told.answers == {"catalogue": True, "vectors": True}
    assert told.disk_free > 0
