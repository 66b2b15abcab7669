"""A process that has imported everything and forks: a command begins within milliseconds and can be killed at will.

Reads one JSON list of words a line, runs `python -m WORDS...` in a child of its own and prints the child's process id,
then, when it has ended, how.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Serve until the end of the input."""
    sys.path[0] = str(ROOT)
    import ingest.__main__  # noqa: F401

    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _run(json.loads(line))
        print(pid, flush=True)  # noqa: T201
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)  # noqa: T201


def _run(words: list[str]) -> None:
    silent = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(silent, handle)
    sys.argv = words
    # What is imported already need not be the same module again.
    sys.modules.pop(f"{words[0]}.__main__", None)
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        os._exit(int(end.code or 0))
    os._exit(1)


if __name__ == "__main__":
    main()
