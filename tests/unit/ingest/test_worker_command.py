"""`python -m ingest worker`: a process that does nothing but take files in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from corpus.opening import open_corpus
from corpus.settings import Settings
from corpus.stores import open_catalogue
from ingest.ingest import Ingest, open_ingest
from ingest.jobs import Jobs
from ingest.models import IngestJob, JobState, Outcome
from scripts.scale.child import Child
from tests.conftest import ROOT
from tests.faults.small_corpus import EMBEDDINGS
from tests.scaled import as_environment, scaled_settings


@contextmanager
def working(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """The command as a process that has said that it works."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "worker"],
        cwd=ROOT,
        env=os.environ | as_environment(settings),
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout
            assert process.stdout.readline().startswith("Aufträge werden bearbeitet")
            yield process
        finally:
            process.kill()


def refused(settings: Settings) -> str:
    """What the command says that cannot work."""
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "worker"],
        cwd=ROOT,
        env=os.environ | as_environment(settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    return done.stderr


def waited(found: Callable[[], IngestJob], wanted: Callable[[IngestJob], bool]) -> IngestJob:
    deadline = time.monotonic() + 60
    while not wanted(job := found()):
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
    return job


def handed_in(ingest: Ingest, folder: Path, sentences: int = 1) -> IngestJob:
    file = folder / "brunnen.txt"
    file.write_text("\n\n".join(f"Der Brunnen Nummer {n} steht in Ölsnau am Markt." for n in range(sentences)))
    job = ingest.intake.receive(file, source=str(file), file_name=file.name, sidecar=None)
    assert isinstance(job, IngestJob)
    return job


@pytest.fixture
def settings(postgresql_server: Child, chroma_server: Child, tmp_path: Path) -> Iterator[Settings]:
    with scaled_settings(postgresql_server, chroma_server, tmp_path / "data", **EMBEDDINGS) as settings:
        yield settings


def test_beside_others_it_takes_in_what_they_hand_in(settings: Settings, tmp_path: Path) -> None:
    with open_corpus(settings) as corpus, working(settings) as process:
        ingest = open_ingest(corpus, settings)
        job = handed_in(ingest, tmp_path)
        ended = waited(lambda: ingest.jobs.job(job.id), lambda job: job.has_ended)
        assert ended.outcome is Outcome.ADDED
        assert [document.id for document in corpus.documents()] == [ended.document_id]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_told_to_end_it_leaves_what_it_began_to_the_others(settings: Settings, tmp_path: Path) -> None:
    with open_corpus(settings) as corpus:
        ingest = open_ingest(corpus, settings)
        with working(settings) as process:
            job = handed_in(ingest, tmp_path, sentences=20_000)
            waited(lambda: ingest.jobs.job(job.id), lambda job: job.state is JobState.RUNNING)
            process.terminate()
            assert process.wait(30) == 0
        left = ingest.jobs.job(job.id)
        assert (left.state, left.attempts) == (JobState.QUEUED, 0)


def test_with_a_data_folder_of_its_own_it_works_on_what_was_left_there(tmp_path: Path) -> None:
    settings = Settings.model_validate({"data_dir": tmp_path / "data", **EMBEDDINGS})
    with open_corpus(settings) as corpus:
        ingest = open_ingest(corpus, settings)
        job = handed_in(ingest, tmp_path)
        assert "ist gerade in Benutzung" in refused(settings)
    with working(settings), closing(open_catalogue(settings)) as catalogue:
        ended = waited(lambda: Jobs(catalogue).job(job.id), lambda job: job.has_ended)
        assert ended.outcome is Outcome.ADDED


def test_with_nothing_to_do_it_says_so(tmp_path: Path) -> None:
    settings = Settings.model_validate({"data_dir": tmp_path / "data", "ingest_workers": 0})
    assert "TRANSFERLOTSE_INGEST_WORKERS ist 0" in refused(settings)
