from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from assistant.wiring import House, open_house
from corpus.settings import Settings
from ingest.models import Outcome
from scripts.scale.child import Child
from tests.sharing import filled_once

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "corpus" / "examples" / "documents"
# Enough for most tests; all thirty take a minute, and are read where search is measured and where a server starts.
SOME_EXAMPLES = tuple(
    EXAMPLES / name
    for name in (
        "buergerbudget-amselwitz.docx",
        "foerderrichtlinie-ottersfurt.pdf",
        "gewerbeflaechen-ziegelwitz.docx",
        "hitzeaktionsplan-ottersfurt.pdf",
        "jugendbeteiligung-lerchenwerda.pdf",
        "leerstandsmanagement-brunnleben.pdf",
        "starkregenvorsorge-rabenwerda.pdf",
        "waermeplanung-zierlatal.pdf",
    )
)


# As root, without a screen, and without a word to anyone else.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium is installed (chromium, chromium-browser or google-chrome)")
    # The machine may be busy with other tests.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the German test material is not beside this checkout (../shared/data)")
    return folder


@pytest.fixture(scope="session")
def tesseract() -> str:
    """Where Tesseract is, with German; tests that recognise text are skipped without it."""
    program = shutil.which("tesseract")
    if program is None:
        pytest.skip("tesseract is not installed (Debian: tesseract-ocr, tesseract-ocr-deu)")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=True)
    if "deu" not in listed.stdout.split():
        pytest.skip("tesseract has no German (Debian: tesseract-ocr-deu)")
    return program


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first."""
    items.sort(key=lambda item: item.get_closest_marker("dear") is None)


@pytest.fixture(scope="session")
def house_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that nobody has open, with some of the example documents in it; to be copied."""

    def fill(data: Path) -> None:
        with open_house(Settings(data_dir=data)) as house:
            for path in SOME_EXAMPLES:
                report = house.ingest.add(path, source=str(path), file_name=path.name)
                assert report.outcome is Outcome.ADDED, report.reason

    return filled_once(tmp_path_factory, "some-examples", fill)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, house_data: Path) -> Iterator[House]:
    """The whole house, open in this process, with some of the example documents in it."""
    data = shutil.copytree(house_data, tmp_path_factory.mktemp("house") / "data")
    with open_house(Settings(data_dir=data)) as house:
        yield house


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Child]:
    """A PostgreSQL server for all tests of this worker that do not stop it; see `tests.scaled.fresh_database`."""
    from tests.servers.postgresql import postgresql  # it imports this module

    with postgresql(is_durable=False) as server:
        yield server


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    """A Chroma server for all tests of this worker that do not stop it."""
    from tests.servers import chroma

    with chroma.chroma_server(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture
def free_port() -> int:
    return any_free_port()


@pytest.fixture(scope="session")
def examples_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that nobody has open, into which a fresh server has taken all example documents; to be copied."""

    def fill(data: Path) -> None:
        with serving(data) as url:
            deadline = time.monotonic() + 600
            while 'class="arriving"' in httpx.get(url, timeout=60).text:
                assert time.monotonic() < deadline, "the example documents were not read after 600 s"
                time.sleep(0.5)

    return filled_once(tmp_path_factory, "examples", fill)


@pytest.fixture(scope="session")
def server_data(tmp_path_factory: pytest.TempPathFactory, examples_data: Path) -> Path:
    return shutil.copytree(examples_data, tmp_path_factory.mktemp("server") / "data")


@pytest.fixture(scope="session")
def server(server_data: Path) -> Iterator[str]:
    """The base URL of a real server process with the example documents."""
    with serving(server_data) as url:
        yield url


def any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(data: Path, *, output: Path | None = None, examples: bool = True, **settings: str) -> Iterator[str]:
    """The base URL of a server process that is ready, and takes the `examples` in unless it once did.

    What it says and warns of goes to `output`; `settings` are further ones, by name.
    """
    port = any_free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), *(["--examples"] if examples else [])]
    environment = os.environ | {f"TRANSFERLOTSE_{name.upper()}": value for name, value in settings.items()}
    with (output or Path(os.devnull)).open("wb") as said:
        warned = said if output else None
        process = subprocess.Popen(
            [*command, "--data", str(data)], cwd=ROOT, stdout=said, stderr=warned, env=environment
        )
    deadline = time.monotonic() + 90
    try:
        while True:
            try:
                if httpx.get(f"{url}/readyz", timeout=5).is_success:
                    break
            except httpx.HTTPError:
                pass
            assert process.poll() is None, f"the server ended with {process.returncode}"
            assert time.monotonic() < deadline, "the server was not ready after 90 s"
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(20)
