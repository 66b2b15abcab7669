"""A PDF whose page takes minutes to draw: its picture is refused in time, and nobody else notices."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from slow_pages import slow_page

from assistant.page_image import DRAWING_SECONDS
from corpus.texts import web as texts
from tests.conftest import serving

TEXT = "Der Marktplatz in Quellenau bekommt 2031 zwei Trinkbrunnen."
GIVEN_UP = texts.PAGE_IMAGE_GIVEN_UP.format(page=1)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, house_data: Path) -> Path:
    return shutil.copytree(house_data, tmp_path_factory.mktemp("slow") / "data")


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[httpx.Client]:
    with serving(data, examples=False) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


def added(client: httpx.Client, path: Path) -> str:
    files = {"file": (path.name, path.read_bytes())}
    (job,) = client.post("/api/v1/documents", files=files).raise_for_status().json()["jobs"]
    deadline = time.monotonic() + 90
    while (now := client.get(f"/api/v1/jobs/{job['job_id']}").json())["state"] not in ("done", "cancelled"):
        assert time.monotonic() < deadline, now
        time.sleep(0.2)
    assert now["document_id"], now["reason"]
    return str(now["document_id"])


def example(client: httpx.Client) -> str:
    documents = client.get("/api/v1/documents").json()["documents"]
    return next(str(one["document_id"]) for one in documents if one["media_type"] == "application/pdf")


def address(document_id: str, page: int = 1) -> str:
    return f"/api/v1/documents/{document_id}/pages/{page}.webp"


def drawing_child(data: Path) -> int:
    """The process that draws a file of this data folder, as /proc tells."""
    deadline = time.monotonic() + DRAWING_SECONDS
    while time.monotonic() < deadline:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes()
                if b"assistant.page_drawing.draw" in command and os.fsencode(data) in command:
                    return int(process.name)
            except OSError:
                continue
        time.sleep(0.01)
    raise AssertionError("nobody draws")


def assert_given_up(answer: httpx.Response) -> None:
    assert answer.status_code == 503
    assert answer.json()["detail"] == GIVEN_UP


@pytest.mark.alone
def test_a_page_that_takes_minutes_to_draw_is_refused_in_time_and_others_are_drawn_meanwhile(
    client: httpx.Client, data: Path, tmp_path: Path
) -> None:
    path = slow_page(tmp_path / "langsam.pdf", text=TEXT)
    assert path.stat().st_size < 4000
    slow, other = added(client, path), example(client)
    shown = client.get(f"/dokumente/{slow}").text
    assert address(slow) in shown

    begun = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        refused = pool.submit(client.get, address(slow))
        drawing_child(data)
        assert client.get(address(other)).headers["content-type"] == "image/webp"
        assert not refused.done()
        assert client.get("/healthz").is_success
        assert_given_up(refused.result())
    assert DRAWING_SECONDS - 1 < time.monotonic() - begun < DRAWING_SECONDS + 4

    begun = time.monotonic()
    assert_given_up(client.get(address(slow), params={"quote": "Marktplatz"}))
    assert time.monotonic() - begun < 2
    shown = client.get(f"/dokumente/{slow}").text
    assert ".webp" not in shown
    assert GIVEN_UP in shown
    assert TEXT in shown


def test_the_death_of_what_draws_ends_one_picture_and_not_the_server(
    client: httpx.Client, data: Path, tmp_path: Path
) -> None:
    path = slow_page(tmp_path / "langsam.pdf", text="Der Stadtpark in Quellenau bekommt 2032 neue Linden.")
    slow = added(client, path)
    with ThreadPoolExecutor(1) as pool:
        refused = pool.submit(client.get, address(slow))
        os.kill(drawing_child(data), signal.SIGKILL)
        assert_given_up(refused.result())
    assert client.get(address(example(client), 2)).headers["content-type"] == "image/webp"
