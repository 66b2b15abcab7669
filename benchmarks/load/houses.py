"""The houses that are loaded: real processes on this machine, with all example documents taken in."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.load.loopback import on_loopback

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS, TAKEN_IN_SECONDS = 90, 900
ENDED = ("done", "cancelled")
# Of the house's limits none may end the run: all visitors come from one address.
UNLIMITED = {"requests_per_minute": "0", "questions_per_minute": "0", "files_per_hour": "0"}


@dataclass(frozen=True, slots=True)
class House:
    """A house that is ready; `parts` are the ids of its processes, by what they are."""

    url: str
    parts: Mapping[str, tuple[int, ...]]


Opening = Callable[[Mapping[str, str]], AbstractContextManager[House]]
"""Opens a house with the example documents, with these further settings, for as long as a block runs."""


@contextmanager
def embedded(folder: Path, further: Mapping[str, str], *, examples: bool = False) -> Iterator[House]:
    """One `python -m assistant serve` on the data folder, which begins to take the `examples` in."""
    port = free_port()
    url = on_loopback(f"http://127.0.0.1:{port}")
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--data", str(folder)]
    if examples:
        command.append("--examples")
    settings = UNLIMITED | dict(further)
    environment = os.environ | {f"TRANSFERLOTSE_{name.upper()}": value for name, value in settings.items()}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(url)
        yield House(url, {"assistant serve": (process.pid,)})
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def embedded_column(folder: Path) -> Iterator[Opening]:
    """Each house on a copy of one data folder, into which the example documents were taken once."""
    examples = folder / "examples"
    with embedded(examples, {}, examples=True) as house:
        wait_until_taken_in(house.url)

    @contextmanager
    def opened(settings: Mapping[str, str]) -> Iterator[House]:
        with tempfile.TemporaryDirectory(dir=folder) as copies:
            data = Path(shutil.copytree(examples, Path(copies) / "data"))
            with embedded(data, settings) as house:
                yield house

    yield opened


def wait_until_ready(url: str) -> None:
    """Until the house can answer; raises TimeoutError."""
    _wait(f"{url}/readyz", READY_SECONDS, lambda response: response.is_success)


def wait_until_taken_in(url: str) -> None:
    """Until no file is on its way in any more; raises TimeoutError."""
    _wait(
        f"{url}/api/v1/jobs?limit=1000",
        TAKEN_IN_SECONDS,
        lambda response: all(job["state"] in ENDED for job in response.json()["jobs"]),
    )


def free_port() -> int:
    """A port of this machine that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(url: str, seconds: float, is_there: Callable[[httpx.Response], bool]) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if is_there(httpx.get(url, timeout=10, trust_env=False)):
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise TimeoutError(f"{url} was not as wanted after {seconds} s")
