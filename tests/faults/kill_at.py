"""Lets a process kill itself with SIGKILL when a named function is called for the n-th time.

The function is named as `module:function` or `module:Class.method`; `before` kills in place of the call, `after` when
it has returned. Where it is called less often, the process ends as it always does.
"""

from __future__ import annotations

import functools
import importlib
import os
import signal
import sys
import threading
from typing import Any


def kill_at(where: str, when: str, nth: int) -> None:
    """Wrap the function, also where it is imported already; calls are counted across threads."""
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
    for known in list(sys.modules.values()):
        for alias, value in list(vars(known).items()):
            if value is function:
                setattr(known, alias, wrapped)
