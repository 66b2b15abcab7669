from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.forking import Forking, forking
from tests.faults.small_corpus import ENVIRONMENT


@pytest.fixture(scope="session")
def fork() -> Iterator[Forking]:
    with forking(ENVIRONMENT) as process:
        yield process


@pytest.fixture(scope="session")
def killed(fork: Forking) -> Callable[..., None]:
    """Runs a command that kills itself at a step, and makes sure that it did."""

    def run(step: tuple[str, str, int], *words: str | Path) -> None:
        assert fork.killed_at(step, *words) == -signal.SIGKILL, (step, words)

    return run
