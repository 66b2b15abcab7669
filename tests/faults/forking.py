"""A process that has imported everything and forks: a command begins within milliseconds and can be killed at will.

Reads one JSON document a line, `{"words": [...], "kill_at": [function, "before" or "after", n] or null}`, runs
`python -m WORDS...` in a child of its own and prints the child's process id, then, when it has ended, how.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.kill_at import kill_at

ROOT = Path(__file__).parents[2]
# The doors, and what they import late.
MODULES = ("corpus.__main__", "ingest.__main__", "chromadb")


class Forking:
    """The process, from outside."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def killed_at(self, step: tuple[str, str, int], *words: str | Path) -> int:
        """The exit code of a command that is to kill itself at a step."""
        self._begin(words, step)
        return self._ended()

    def killed_after(self, seconds: float | None, *words: str | Path) -> int:
        """The exit code of a command, killed where it takes longer than that."""
        pid = self._begin(words, None)
        if seconds is not None:
            time.sleep(seconds)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return self._ended()

    def _begin(self, words: tuple[str | Path, ...], step: tuple[str, str, int] | None) -> int:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"words": list(map(str, words)), "kill_at": step}) + "\n")
        self._process.stdin.flush()
        return self._ended()

    def _ended(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())


@contextmanager
def forking(environment: dict[str, str]) -> Iterator[Forking]:
    """The process, for as long as the block runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.forking"],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Forking(process)
        finally:
            process.kill()


def main() -> None:
    """Serve until the end of the input."""
    for module in MODULES:
        importlib.import_module(module)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _run(**json.loads(line))
        print(pid, flush=True)  # noqa: T201
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)  # noqa: T201


def _run(words: list[str], kill_at: list[str | int] | None) -> None:
    silent = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(silent, handle)
    code = 1
    try:
        if kill_at is not None:
            _kill_at(*kill_at)
        sys.argv = words
        sys.modules.pop(f"{words[0]}.__main__")
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


_kill_at = kill_at

if __name__ == "__main__":
    main()
