"""The houses that are loaded: real processes on this machine, with all example documents taken in."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx

from benchmarks.load.loopback import on_loopback
from scripts.scale.topology import free_ports, topology

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


class Column(Protocol):
    """Opens a house in a folder of its own, with further settings by name; it begins to take the `examples` in."""

    def __call__(
        self, folder: Path, further: Mapping[str, str], *, examples: bool = False
    ) -> AbstractContextManager[House]:
        """The house, for as long as a block runs."""


Opening = Callable[[Mapping[str, str]], AbstractContextManager[House]]
"""Opens a house with the example documents, with these further settings, for as long as a block runs."""


@contextmanager
def embedded(folder: Path, further: Mapping[str, str], *, examples: bool = False) -> Iterator[House]:
    """One `python -m assistant serve` on the data folder."""
    (port,) = free_ports(1)
    url = on_loopback(f"http://127.0.0.1:{port}")
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--data", str(folder)]
    if examples:
        command.append("--examples")
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables(further), stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(url)
        yield House(url, {"assistant serve": (process.pid,)})
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def scaled(folder: Path, further: Mapping[str, str], *, examples: bool = False) -> Iterator[House]:
    """PostgreSQL, Chroma, two web processes behind nginx and two workers, as `make scale` starts them."""
    with topology(folder, examples=examples, further=variables(further)) as running:
        parts: dict[str, tuple[int, ...]] = {}
        for name, child in running.processes.items():
            kind = name.rstrip("-0123456789")
            parts[kind] = (*parts.get(kind, ()), child.pid)
        yield House(on_loopback(running.url), parts)


COLUMNS: Mapping[str, Column] = {"embedded": embedded, "scaled": scaled}


@contextmanager
def filled(column: Column, folder: Path) -> Iterator[Opening]:
    """Each house on a copy of one folder, into which the example documents were taken once."""
    # PostgreSQL runs as another user, who must pass here.
    folder.chmod(0o711)
    with column(folder / "examples", {}, examples=True) as house:
        wait_until_taken_in(house.url)

    @contextmanager
    def opened(further: Mapping[str, str]) -> Iterator[House]:
        with tempfile.TemporaryDirectory(dir=folder) as copies:
            Path(copies).chmod(0o711)
            copy = Path(copies) / "data"
            subprocess.run(["cp", "-a", folder / "examples", copy], check=True)  # files keep their owners
            with column(copy, further) as house:
                yield house

    yield opened


def variables(further: Mapping[str, str]) -> dict[str, str]:
    """These settings as variables of the environment, and none of the house's limits that would end the run."""
    return {f"TRANSFERLOTSE_{name.upper()}": value for name, value in (UNLIMITED | dict(further)).items()}


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
