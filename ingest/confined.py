"""Runs a function in a process of its own, with a limit on time and memory: a file can take down no more than that.

`python -m ingest.confined FUNCTION PATH MEGABYTES SECONDS` calls one function with the path and prints one JSON
document; further arguments come as a JSON list on stdin. The child imports what the function needs and no more, gets
neither the environment nor the open files of the house, and what it sends back is plain data.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import RefusedFile

_CPU_SECONDS_MORE = 5
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_LONGEST_REPORT = 64 * 1024 * 1024


class Unfinished(Exception):
    """The child gave no result; `args[0]` says why: "timeout", "MemoryError", or kind and place of the failure."""


def run_confined(function: str, path: Path, *arguments: Any, timeout_seconds: float, memory_mb: int) -> Any:
    """What the function of that dotted name makes of the path and the arguments; both ways carry plain data only.

    Raises RefusedFile with the function's own sentence, and Unfinished when the child dies, raises anything else or
    exceeds a limit. `memory_mb` limits the address space, so it includes the libraries (about 150 MB).
    """
    report = _run(function, path, arguments, timeout_seconds, memory_mb)
    if isinstance(report.get("refused"), str):
        raise RefusedFile(report["refused"])
    if "result" not in report:
        raise Unfinished(str(report.get("failed", "unreadable report")))
    return report["result"]


def _run(function: str, path: Path, arguments: Sequence[Any], timeout_seconds: float, memory_mb: int) -> dict[str, Any]:
    """The child's report, or `{"failed": reason}`; nothing of the child is left running afterwards."""
    limits = [str(memory_mb), str(round(timeout_seconds) + _CPU_SECONDS_MORE)]
    child = subprocess.Popen(
        [sys.executable, "-P", "-s", "-S", "-m", "ingest.confined", function, str(path.absolute()), *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )
    try:
        output, _ = child.communicate(json.dumps(arguments).encode(), timeout=timeout_seconds)
    except subprocess.TimeoutExpired:
        return {"failed": "timeout"}
    finally:
        _end(child)
    if child.returncode:
        return {"failed": f"exit code {child.returncode}"}
    try:
        report = json.loads(output)
    except (ValueError, RecursionError):
        return {"failed": "unreadable report"}
    return report if isinstance(report, dict) else {"failed": "unreadable report"}


def _environment() -> dict[str, str]:
    """No secrets for the child, but the same code: it imports what this process would import."""
    house = str(Path(__file__).resolve().parent.parent)
    return {
        "PYTHONPATH": os.pathsep.join([house, *(entry for entry in sys.path if entry and entry != house)]),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
    }


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and whatever it has started; its own session is its process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _main(function: str, path: str, megabytes: str, seconds: str) -> None:
    """Call the function and print the report; prints of libraries must not get into it."""
    _end_with_parent()
    with os.fdopen(os.dup(1), "w", encoding="ascii") as report_to:
        os.dup2(2, 1)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
        report_to.write(_report(function, Path(path), json.load(sys.stdin.buffer)))


def _end_with_parent() -> None:
    """Let the kernel kill this process when the one that waits for it is gone; only Linux can."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _report(function: str, path: Path, arguments: Sequence[Any]) -> str:
    try:
        report = json.dumps({"result": named(function)(path, *arguments)})
        if len(report) > _LONGEST_REPORT:
            raise MemoryError
    except RefusedFile as refusal:
        report = json.dumps({"refused": refusal.message})
    except MemoryError:
        report = json.dumps({"failed": "MemoryError"})
    except BaseException as error:
        report = json.dumps({"failed": _where(error)})
    return report


def named(function: str) -> Callable[..., Any]:
    """The function of that dotted name, imported now."""
    module, _, name = function.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def _where(error: BaseException) -> str:
    """Kind and place of a failure, without any text of the document."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"


if __name__ == "__main__":
    _main(*sys.argv[1:])
