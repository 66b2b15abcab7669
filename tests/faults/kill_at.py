"""Runs a module until a named function is called for the n-th time, and then kills its own process with SIGKILL.

`python tests/faults/kill_at.py corpus.files:FileStore.put before 2 -- -m corpus restore X --data D`, from the
checkout. The function is named as `module:function` or `module:Class.method`; `before` kills in place of the call,
`after` when it has returned. Where it is called less often, the module ends as it always does.
"""

from __future__ import annotations

import functools
import importlib
import os
import runpy
import signal
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def kill_at(where: str, when: str, nth: int) -> None:
    """Wrap the function, for whoever looks it up from now on; calls are counted across threads."""
    if when not in ("before", "after"):
        raise ValueError(when)
    module, _, path = where.partition(":")
    *outer, name = path.split(".")
    holder: Any = functools.reduce(getattr, outer, importlib.import_module(module))
    function = getattr(holder, name)
    lock = threading.Lock()
    calls = 0

    @functools.wraps(function)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        with lock:
            calls += 1
            due = calls == nth
        if due and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*arguments, **named)
        if due:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(holder, name, wrapped)


def command(where: str, when: str, nth: int, *words: str) -> list[str]:
    """The command line that runs `python -m words...` to its end by SIGKILL."""
    return [sys.executable, __file__, where, when, str(nth), "--", "-m", *words]


def main(where: str, when: str, nth: str, dashes: str, option: str, module: str, *arguments: str) -> None:
    """Do as the command line says."""
    if (dashes, option) != ("--", "-m"):
        raise ValueError("FUNCTION before|after N -- -m MODULE ...")
    sys.path[0] = str(ROOT)
    kill_at(where, when, int(nth))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
