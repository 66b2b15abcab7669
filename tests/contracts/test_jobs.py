"""What every job table must hold to, tried on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import update

from corpus.errors import NotFound
from corpus.schema import jobs as table
from corpus.settings import Settings
from corpus.stores import open_catalogue
from ingest.jobs import KEPT, LEASE, LONGEST_WAIT, Jobs
from ingest.models import IngestJob, JobState, Outcome, Result, Stage


@pytest.fixture
def jobs(settings: Settings) -> Iterator[Jobs]:
    with closing(open_catalogue(settings)) as catalogue:
        yield Jobs(catalogue)


def enqueued(jobs: Jobs, source: str = "a.pdf", sha256: str = "1" * 64) -> IngestJob:
    return jobs.enqueue(source, source, sha256, None)


def claimed(jobs: Jobs) -> IngestJob:
    job = jobs.claim()
    assert job is not None
    return job


def turn_clock(jobs: Jobs, job_id: str, by: timedelta, *columns: str) -> None:
    """Let the times of a job lie `by` further in the future, as they do when the clock is put back."""
    times = {name: getattr(table.c, name) for name in columns}
    with jobs._catalogue.writing() as connection:
        row = connection.execute(table.select().where(table.c.id == job_id)).one()
        values = {name: getattr(row, name) + by for name in times}
        connection.execute(update(table).where(table.c.id == job_id).values(**values))


def test_jobs_are_claimed_oldest_first_and_each_once(jobs: Jobs) -> None:
    first, second = enqueued(jobs), enqueued(jobs, "b.pdf", "2" * 64)
    assert [claimed(jobs).id, claimed(jobs).id] == [first.id, second.id]
    assert jobs.claim() is None


def test_twenty_workers_claim_twenty_jobs_without_a_double(jobs: Jobs) -> None:
    made = {enqueued(jobs, f"{n}.pdf", f"{n:064}").id for n in range(20)}
    found: list[str] = []
    threads = [Thread(target=lambda: found.append(claimed(jobs).id)) for _ in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(made)


def test_the_same_file_handed_over_twice_while_it_waits_is_one_job(jobs: Jobs) -> None:
    assert enqueued(jobs).id == enqueued(jobs).id
    assert jobs.enqueue("a.pdf", "a.pdf", "1" * 64, "titel: Neu").id != enqueued(jobs).id


def test_two_states_of_one_source_are_worked_on_in_the_order_they_came(jobs: Jobs) -> None:
    old, new = enqueued(jobs), enqueued(jobs, sha256="2" * 64)
    mine = claimed(jobs)
    assert mine.id == old.id
    assert jobs.claim() is None
    jobs.again(mine, timedelta(minutes=1), "Grund")
    assert jobs.claim() is None, "the newer state must not be overtaken by the older one"
    turn_clock(jobs, old.id, timedelta(minutes=-2), "not_before")
    jobs.finish(claimed(jobs), Result(Outcome.ADDED))
    assert claimed(jobs).id == new.id


def test_equal_files_of_two_sources_are_not_worked_on_side_by_side(jobs: Jobs) -> None:
    first, twin = enqueued(jobs), enqueued(jobs, "b.pdf")
    mine = claimed(jobs)
    assert mine.id == first.id
    assert jobs.claim() is None
    jobs.finish(mine, Result(Outcome.ADDED))
    assert claimed(jobs).id == twin.id


def test_a_job_of_a_worker_that_is_gone_is_free_again_when_its_lease_has_run_out(jobs: Jobs) -> None:
    job = enqueued(jobs)
    claimed(jobs)
    assert jobs.claim() is None
    turn_clock(jobs, job.id, timedelta(hours=-1), "lease_until")
    assert claimed(jobs).attempts == 2


def test_a_kept_lease_does_not_run_out(jobs: Jobs) -> None:
    job = enqueued(jobs)
    mine = claimed(jobs)
    turn_clock(jobs, job.id, timedelta(hours=-1), "lease_until")
    jobs.keep([mine])
    assert jobs.claim() is None


def test_who_has_claimed_a_job_again_since_is_not_disturbed_by_an_equal_count_of_attempts(jobs: Jobs) -> None:
    enqueued(jobs)
    before = claimed(jobs)
    jobs.put_back(before)
    now = claimed(jobs)
    assert (now.id, now.attempts) == (before.id, before.attempts)
    assert jobs.advance(before, Stage.READING, 0.5) is None
    jobs.finish(before, Result(Outcome.ADDED))
    jobs.put_back(before)
    assert jobs.job(now.id) == now
    turn_clock(jobs, now.id, timedelta(hours=-1), "lease_until")
    jobs.keep([before])
    assert jobs.claim() is not None, "who lost a job keeps no lease of it"


def test_abandoned_jobs_are_free_at_the_next_start_or_where_others_work_with_their_lease(jobs: Jobs) -> None:
    job = enqueued(jobs)
    claimed(jobs)
    jobs.free_abandoned()
    if jobs._catalogue.is_shared:
        assert jobs.claim() is None
        turn_clock(jobs, job.id, -LEASE, "lease_until")
    assert claimed(jobs).id == job.id


def test_a_job_that_must_wait_is_not_claimed_before_its_time_and_says_why(jobs: Jobs) -> None:
    job = enqueued(jobs)
    jobs.again(claimed(jobs), timedelta(minutes=1), "Der Dienst antwortet nicht.")
    assert jobs.claim() is None
    assert jobs.job(job.id).reason == "Der Dienst antwortet nicht."
    turn_clock(jobs, job.id, timedelta(minutes=-2), "not_before")
    assert claimed(jobs).attempts == 2


def test_a_clock_put_back_by_a_day_keeps_no_job_waiting_for_a_day(jobs: Jobs) -> None:
    job = enqueued(jobs)
    turn_clock(jobs, job.id, timedelta(days=1), "not_before")
    assert timedelta(days=1) > LONGEST_WAIT
    assert claimed(jobs).id == job.id


def test_a_worker_that_stops_gives_its_job_back_without_counting_an_attempt(jobs: Jobs) -> None:
    enqueued(jobs)
    jobs.put_back(claimed(jobs))
    assert claimed(jobs).attempts == 1


def test_a_waiting_job_is_cancelled_at_once_a_running_one_learns_of_it(jobs: Jobs) -> None:
    waiting = enqueued(jobs)
    ended = jobs.cancel(waiting.id)
    assert (ended.state, ended.outcome) == (JobState.CANCELLED, Outcome.REFUSED)
    enqueued(jobs)
    running = claimed(jobs)
    assert jobs.advance(running, Stage.READING, 0.1) is True
    assert jobs.cancel(running.id).state is JobState.RUNNING
    assert jobs.advance(running, Stage.EMBEDDING, 0.5) is False
    jobs.give_up(running)
    assert jobs.job(running.id).state is JobState.CANCELLED
    assert jobs.retry(running.id).state is JobState.CANCELLED, "its file is gone"


def test_a_worker_that_has_lost_its_job_changes_nothing_any_more(jobs: Jobs) -> None:
    job = enqueued(jobs)
    late = claimed(jobs)
    turn_clock(jobs, job.id, timedelta(hours=-1), "lease_until")
    jobs.finish(claimed(jobs), Result(Outcome.ADDED, document_id="d"))
    assert jobs.advance(late, Stage.PUBLISHING, 0.9) is None
    jobs.give_up(late)
    jobs.again(late, timedelta(0), "Grund")
    jobs.put_back(late)
    jobs.finish(late, Result(Outcome.REFUSED, "Grund"))
    assert jobs.job(job.id).outcome is Outcome.ADDED


def test_what_was_refused_begins_anew_what_succeeded_does_not(jobs: Jobs) -> None:
    refused = enqueued(jobs)
    jobs.finish(claimed(jobs), Result(Outcome.REFUSED, "Ein Scan."))
    assert [job.id for job in jobs.refused()] == [refused.id]
    again = jobs.retry(refused.id)
    assert (again.state, again.attempts, again.reason, again.outcome) == (JobState.QUEUED, 0, None, None)
    jobs.finish(claimed(jobs), Result(Outcome.ADDED, document_id="d", pages=2, passages=3, remarks=("Hinweis",)))
    done = jobs.retry(refused.id)
    assert (done.state, done.outcome, done.pages, done.remarks) == (JobState.DONE, Outcome.ADDED, 2, ("Hinweis",))


def test_what_was_overtaken_by_a_later_file_is_not_begun_anew(jobs: Jobs) -> None:
    old = enqueued(jobs)
    jobs.finish(claimed(jobs), Result(Outcome.REFUSED, "Ein Scan."))
    enqueued(jobs, sha256="2" * 64)
    jobs.finish(claimed(jobs), Result(Outcome.ADDED, document_id="d"))
    assert jobs.refused() == []
    assert jobs.retry(old.id).has_ended


def test_a_state_handed_over_again_comes_last(jobs: Jobs) -> None:
    first, other = enqueued(jobs), enqueued(jobs, sha256="2" * 64)
    assert enqueued(jobs).id == first.id
    assert claimed(jobs).id == other.id


def test_old_jobs_are_forgotten_with_their_files_and_open_ones_never(jobs: Jobs) -> None:
    old, open_ = enqueued(jobs), enqueued(jobs, "b.pdf", "2" * 64)
    jobs.cancel(old.id)
    turn_clock(jobs, old.id, -KEPT - timedelta(days=1), "finished_at")
    turn_clock(jobs, open_.id, -KEPT - timedelta(days=1), "created_at")
    assert jobs.forget_old() == {"1" * 64}
    assert [job.id for job in jobs.recent(10)] == [open_.id]
    with pytest.raises(NotFound):
        jobs.job(old.id)


def test_times_are_utc(jobs: Jobs) -> None:
    created = enqueued(jobs).created_at
    assert created.tzinfo is UTC
    assert abs(datetime.now(UTC) - created) < timedelta(minutes=1)
