"""A full disk, a locked database and a server told to stop: said plainly, and nothing lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import disk_usage

import httpx
import pytest

from corpus.opening import open_corpus
from corpus.settings import Settings
from ingest.ingest import open_ingest
from ingest.models import JobState, Outcome
from tests.faults.small_corpus import ENVIRONMENT, ROOT, small_settings
from tests.faults.whole import Folder, assert_whole, take_all

FILES = 6


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "in")
    folder.path.mkdir()
    for number in range(FILES):
        folder.write(f"{number}.md", 1)
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs rights that this user does not have")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def add(folder: Folder, data: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ingest", "add", str(folder.path), "--data", str(data)]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | ENVIRONMENT, capture_output=True, text=True, timeout=200, check=False
    )


def test_a_full_disk_is_said_and_with_room_again_everything_comes_in(small_disk: Path, folder: Folder) -> None:
    data = small_disk / "data"
    assert add(folder, data).returncode == 0
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * (1 << 16))
    assert disk_usage(small_disk).free < 1 << 20
    for number in range(FILES):
        folder.write(f"{number}.md", 2)
    full = add(folder, data)
    assert full.returncode == 1
    assert "Speicherplatz" in full.stderr + full.stdout
    assert "Traceback" not in full.stderr
    ballast.unlink()
    assert_whole(small_settings(data), {str(file): {1, 2} for file in folder.states})
    again = add(folder, data)
    assert again.returncode == 0, again.stderr
    assert_whole(small_settings(data), {str(file): {2} for file in folder.states})


@contextmanager
def locked(database: Path, seconds: float) -> Iterator[None]:
    begun = threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(database, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        begun.set()
        time.sleep(seconds)
        connection.execute("ROLLBACK")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    begun.wait()
    yield
    thread.join()


def test_a_database_locked_by_another_costs_time_only(tmp_path: Path, folder: Folder) -> None:
    settings = small_settings(tmp_path / "data")
    take_all(settings, folder)
    folder.write("0.md", 2)
    with locked(settings.data_dir / "catalogue.db", 3):
        assert take_all(settings, folder).count(Outcome.UPDATED) == 1
    assert_whole(settings, {str(file): {state} for file, state in folder.states.items()})


def test_a_server_told_to_stop_in_the_middle_goes_on_at_its_next_start(
    tmp_path: Path, folder: Folder, free_port: int
) -> None:
    data = tmp_path / "data"
    url = f"http://127.0.0.1:{free_port}/api/v1"
    with serving(data, free_port) as server:
        ids = [
            httpx.post(f"{url}/documents", files={"file": (file.name, file.read_bytes())}).json()["jobs"][0]["job_id"]
            for file in sorted(folder.states)
        ]
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) in (0, -signal.SIGTERM)
    with serving(data, free_port):
        deadline = time.monotonic() + 60
        while any(httpx.get(f"{url}/jobs/{id}").json()["state"] != "done" for id in ids):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        # A file that became findable in the very moment of the end is found to be there.
        assert {httpx.get(f"{url}/jobs/{id}").json()["outcome"] for id in ids} <= {"added", "unchanged"}
        assert len(httpx.get(f"{url}/documents").json()["documents"]) == len(ids)
    assert_whole(small_settings(data))


def test_jobs_that_a_dead_server_left_running_are_taken_up(tmp_path: Path, folder: Folder) -> None:
    settings: Settings = small_settings(tmp_path / "data")
    with open_corpus(settings) as corpus:
        ingest = open_ingest(corpus, settings)
        file = next(iter(folder.states))
        job = ingest.intake.receive(file, source=str(file), file_name=file.name)
        assert ingest.jobs.claim()
    with open_corpus(settings) as corpus:
        ingest = open_ingest(corpus, settings)
        with ingest.worker.working():
            deadline = time.monotonic() + 30
            while ingest.jobs.job(job.id).state is not JobState.DONE:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        assert ingest.jobs.job(job.id).outcome is Outcome.ADDED


@contextmanager
def serving(data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | ENVIRONMENT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    try:
        while True:
            try:
                if httpx.get(f"http://127.0.0.1:{port}/readyz").is_success:
                    break
            except httpx.HTTPError:
                assert process.poll() is None, f"the server ended with {process.returncode}"
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait()
