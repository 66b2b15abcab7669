from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.wiring import House
from corpus.errors import EmbeddingsUnavailable
from corpus.models import Document, Metadata
from ingest.models import IngestJob, JobState, Outcome, Stage
from ingest.worker import MOST_ATTEMPTS

TEXT = "# Bericht {n}\n\nIn Ortsteil {n} wurden im Jahr 2023 genau {n} Trinkbrunnen gebaut und eingeweiht.\n"


def received(house: House, folder: Path, n: int, *, sentences: int = 1) -> IngestJob:
    file = folder / f"{n}.md"
    file.write_text(TEXT.format(n=n) * sentences)
    return house.ingest.intake.receive(file, source=str(file), file_name=file.name)


def wait_for(house: House, job_id: str, *states: JobState) -> IngestJob:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        job = house.ingest.jobs.job(job_id)
        if job.state in states:
            return job
        time.sleep(0.02)
    raise AssertionError(f"still {job}")


def test_what_was_received_is_worked_on_though_the_file_is_gone(fast_house: House, tmp_path: Path) -> None:
    jobs = [received(fast_house, tmp_path, n) for n in range(8)]
    for n in range(8):
        (tmp_path / f"{n}.md").unlink()
    with fast_house.ingest.worker.working():
        ended = [wait_for(fast_house, job.id, JobState.DONE) for job in jobs]
    assert {job.outcome for job in ended} == {Outcome.ADDED}
    assert len(fast_house.corpus.documents()) == 8
    assert all(job.finished_at and job.document_id and job.passages for job in ended)


def test_the_same_file_handed_in_twice_at_once_is_one_document(fast_house: House, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    ids = [fast_house.ingest.intake.receive(file, source=f"{n}", file_name="a.md").id for n in range(6)]
    with fast_house.ingest.worker.working():
        outcomes = sorted(str(wait_for(fast_house, id, JobState.DONE).outcome) for id in ids)
    assert outcomes == ["added", *["unchanged"] * 5]
    assert len(fast_house.corpus.documents()) == 1


def test_a_service_that_fails_for_a_while_costs_time_and_no_file(
    fast_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed = type(fast_house.corpus.embeddings).embed_passages
    failures = iter([EmbeddingsUnavailable("Der Dienst antwortet nicht."), OSError(5, "Input/output error")])

    def failing(self: object, texts: list[str]) -> object:
        for failure in failures:
            raise failure
        return embed(self, texts)  # type: ignore[arg-type]

    monkeypatch.setattr(type(fast_house.corpus.embeddings), "embed_passages", failing)
    monkeypatch.setattr("ingest.worker.FIRST_WAIT", timedelta(0))
    job = received(fast_house, tmp_path, 1)
    with fast_house.ingest.worker.working():
        ended = wait_for(fast_house, job.id, JobState.DONE)
    assert (ended.outcome, ended.attempts) == (Outcome.ADDED, 3)


def test_after_several_attempts_the_last_reason_stands(
    fast_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = received(fast_house, tmp_path, 1)

    def failing(*_: object, **__: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fast_house.corpus, "publish", failing)
    monkeypatch.setattr("ingest.worker.FIRST_WAIT", timedelta(0))
    for attempt in range(1, MOST_ATTEMPTS + 1):
        claimed = fast_house.ingest.jobs.claim()
        assert claimed is not None
        fast_house.ingest.worker.work_on(claimed)
        waiting = fast_house.ingest.jobs.job(job.id)
        assert waiting.has_ended is (attempt == MOST_ATTEMPTS)
        assert "Speicherplatz" in (waiting.reason or "")
    assert waiting.outcome is Outcome.REFUSED


def test_a_job_that_took_the_process_down_several_times_is_given_up(fast_house: House, tmp_path: Path) -> None:
    job = received(fast_house, tmp_path, 1)
    for _ in range(MOST_ATTEMPTS):
        assert fast_house.ingest.jobs.claim()
        fast_house.ingest.jobs.free_abandoned()
    claimed = fast_house.ingest.jobs.claim()
    assert claimed is not None
    fast_house.ingest.worker.work_on(claimed)
    ended = fast_house.ingest.jobs.job(job.id)
    assert (ended.outcome, "mehrmals" in (ended.reason or "")) == (Outcome.REFUSED, True)
    assert fast_house.corpus.documents() == ()


def test_a_running_job_is_cancelled_before_its_next_step(
    fast_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = received(fast_house, tmp_path, 1)
    claimed = fast_house.ingest.jobs.claim()
    assert claimed is not None
    embed = fast_house.corpus.embed

    def cancelling(texts: list[str]) -> list[bytes]:
        fast_house.ingest.jobs.cancel(job.id)
        return embed(texts)

    monkeypatch.setattr(fast_house.corpus, "embed", cancelling)
    fast_house.ingest.worker.work_on(claimed)
    assert fast_house.ingest.jobs.job(job.id).state is JobState.CANCELLED
    assert fast_house.corpus.documents() == ()


def test_a_document_removed_while_its_newer_state_is_on_its_way_does_not_come_back(
    fast_house: House, tmp_path: Path
) -> None:
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    known: Document = fast_house.corpus.document(
        fast_house.ingest.add(file, source="a", file_name="a.md").document_id or ""
    )
    file.write_text(TEXT.format(n=2))
    job = fast_house.ingest.intake.receive(file, source="a", file_name="a.md")
    fast_house.corpus.remove(known.id)
    with fast_house.ingest.worker.working():
        time.sleep(1)
    assert fast_house.ingest.jobs.jobs([job.id]) == []
    assert fast_house.corpus.documents() == ()
    assert list(fast_house.corpus.files.names()) == []


def test_a_document_changed_while_its_newer_state_is_on_its_way_is_not_overwritten(
    fast_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    known = fast_house.corpus.document(fast_house.ingest.add(file, source="a", file_name="a.md").document_id or "")
    embed = fast_house.corpus.embed

    def meanwhile(texts: list[str]) -> list[bytes]:
        monkeypatch.setattr(fast_house.corpus, "embed", embed)
        fast_house.corpus.describe(known.id, Metadata(title=known.metadata.title, year=2023))
        return embed(texts)

    monkeypatch.setattr(fast_house.corpus, "embed", meanwhile)
    file.write_text(TEXT.format(n=2))
    report = fast_house.ingest.add(file, source="a", file_name="a.md")
    assert report.outcome is Outcome.UPDATED
    assert fast_house.corpus.document(known.id).metadata.year == 2023


def test_progress_is_told_stage_by_stage(fast_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    received(fast_house, tmp_path, 1, sentences=200)
    told: list[tuple[Stage, float]] = []
    advance = fast_house.ingest.jobs.advance

    def telling(job: IngestJob, stage: Stage, progress: float, pages: int = 0) -> bool | None:
        told.append((stage, progress))
        return advance(job, stage, progress, pages)

    monkeypatch.setattr(fast_house.ingest.jobs, "advance", telling)
    monkeypatch.setattr("ingest.worker.TOLD_EVERY", 0)
    claimed = fast_house.ingest.jobs.claim()
    assert claimed is not None
    fast_house.ingest.worker.work_on(claimed)
    assert list(dict.fromkeys(stage for stage, _ in told)) == list(Stage)
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert len(shares) > len(Stage)


def test_a_stopped_worker_gives_back_what_it_had_begun(
    fast_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = received(fast_house, tmp_path, 1, sentences=100)
    embed = fast_house.corpus.embed

    def slow(texts: list[str]) -> list[bytes]:
        time.sleep(0.3)
        return embed(texts)

    monkeypatch.setattr(fast_house.corpus, "embed", slow)
    with fast_house.ingest.worker.working():
        wait_for(fast_house, job.id, JobState.RUNNING)
        time.sleep(0.2)
    given_back = fast_house.ingest.jobs.job(job.id)
    assert (given_back.state, given_back.attempts) == (JobState.QUEUED, 0)
    monkeypatch.undo()
    with fast_house.ingest.worker.working():
        assert wait_for(fast_house, job.id, JobState.DONE).outcome is Outcome.ADDED
