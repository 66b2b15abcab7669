"""A house whose files are in a bucket: from adding a file to the picture of its page, and while the bucket is away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from corpus.doctor import mend
from corpus.errors import FilesUnavailable
from corpus.opening import open_corpus
from corpus.settings import Settings
from ingest.ingest import open_ingest
from ingest.models import JobState, Outcome
from scripts.scale.child import Child
from tests.conftest import EXAMPLES, ROOT, serving
from tests.faults.small_corpus import EMBEDDINGS
from tests.scaled import as_environment, scaled_settings
from tests.servers.between import Way, way_to
from tests.servers.bucket import KEY, SECRET, bucket_server, make_bucket

PDF = EXAMPLES / "foerderrichtlinie-ottersfurt.pdf"
WITHIN = 60.0  # seconds


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    """The way to a server with a bucket; what is closed is the way, for the server keeps everything in memory."""
    with bucket_server(tmp_path) as server, way_to(server.url) as way:
        make_bucket(server, "lotse")
        yield way


@pytest.fixture
def settings(tmp_path: Path, way: Way, postgresql_server: Child, chroma_server: Child) -> Iterator[Settings]:
    options = f'{{"key": "{KEY}", "secret": "{SECRET}", "endpoint_url": "{way.url}"}}'
    files = {"files_url": "s3://lotse/haus", "files_options": options}
    with scaled_settings(postgresql_server, chroma_server, tmp_path / "data", **files, **EMBEDDINGS) as settings:
        yield settings


def test_a_file_added_by_a_command_is_drawn_and_handed_out_by_a_server_on_another_machine(
    settings: Settings, tmp_path: Path, way: Way
) -> None:
    command = [sys.executable, "-m", "ingest", "add", str(PDF)]
    environment = os.environ | as_environment(settings)
    added = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert added.returncode == 0, added.stderr
    assert not (settings.data_dir / "files").exists()
    other = as_environment(settings.model_copy(update={"data_dir": tmp_path / "other"}))
    told = {name.removeprefix("TRANSFERLOTSE_").lower(): value for name, value in other.items()}
    with serving(tmp_path / "other", examples=False, **told) as url:
        (document,) = httpx.get(f"{url}/api/v1/documents", timeout=60).json()["documents"]
        at = f"{url}/api/v1/documents/{document['document_id']}"
        assert httpx.get(f"{at}/file", timeout=60).content == PDF.read_bytes()
        picture = httpx.get(f"{at}/pages/1.webp", timeout=60)
        assert picture.headers["content-type"] == "image/webp"
        way.is_closed = True
        shutil.rmtree(tmp_path / "other" / "cache-files")
        for path in ("file", "pages/2.webp"):
            away = httpx.get(f"{at}/{path}", timeout=120)
            assert away.status_code == 503
            assert "Dateispeicher" in away.json()["detail"]
        handed = httpx.post(f"{url}/api/v1/documents", files={"file": ("neu.txt", b"Ein Bericht.")}, timeout=120)
        assert handed.status_code == 503
        assert handed.json()["retryable"]
        way.is_closed = False
        assert httpx.get(f"{at}/file", timeout=60).content == PDF.read_bytes()


@pytest.mark.long
def test_a_file_waits_for_the_bucket_and_what_is_removed_meanwhile_is_gone(
    settings: Settings, tmp_path: Path, way: Way
) -> None:
    file = tmp_path / "neu.md"
    with open_corpus(settings) as corpus:
        ingest = open_ingest(corpus, settings)
        file.write_text("# Alt\n\nIn Ölsnau wurden Brunnen gebaut, und der Rat war einverstanden.")
        assert ingest.add(file, source="alt", file_name=file.name).outcome is Outcome.ADDED
        file.write_text("# Bericht\n\nDie Stadt hat ein Konzept gegen Starkregen beschlossen, der Rat stimmte zu.")
        job = ingest.intake.receive(file, source="neu", file_name=file.name)
        way.is_closed = True
        shutil.rmtree(settings.data_dir / "cache-files")
        with pytest.raises(FilesUnavailable):
            ingest.intake.receive(file, source="nochmal", file_name=file.name)
        with ingest.worker.working():
            deadline = time.monotonic() + WITHIN
            while not (now := ingest.jobs.job(job.id)).waits_for_house:
                assert time.monotonic() < deadline, now
                time.sleep(0.1)
            assert "Dateispeicher" in (now.reason or "")
            (old,) = corpus.documents()
            corpus.remove(old.id)
            assert corpus.documents() == ()
            way.is_closed = False
            while not (now := ingest.jobs.job(job.id)).has_ended:
                assert time.monotonic() < deadline, now
                time.sleep(0.1)
        assert now.state is JobState.DONE, now.reason
        assert now.outcome is Outcome.ADDED
        assert len(set(corpus.files.names())) == 2
        assert corpus.forget_orphans() == 1
        assert mend(corpus, closely=True) == ()


def test_a_house_whose_bucket_does_not_answer_says_so_at_the_start(settings: Settings, way: Way) -> None:
    way.is_closed = True
    command = [sys.executable, "-m", "ingest", "worker"]
    environment = os.environ | as_environment(settings)
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 1
    assert "Der Dateispeicher s3://lotse/haus lässt sich nicht öffnen" in ran.stderr + ran.stdout
    assert "Traceback" not in ran.stderr
    assert SECRET not in ran.stderr + ran.stdout
