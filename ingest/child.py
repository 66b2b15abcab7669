"""Runs a reader in a process of its own, with a limit on time and memory: a file can take down no more than that.

`python -m ingest.child READER PATH MEGABYTES SECONDS` reads one file and prints one JSON document; further arguments
of the reader come as a JSON list on stdin. The child gets neither the environment nor the open files of the house, and
what it sends back is plain data.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import logging
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.errors import RefusedFile
from corpus.texts import formats
from ingest.readers import Reading
from ingest.readers.registry import READERS
from ingest.recognition import PageDone, with_recognised_pages
from ingest.wire import plain, reading_from

_CPU_SECONDS_MORE = 5
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_LONGEST_REPORT = 64 * 1024 * 1024

_log = logging.getLogger(__name__)


def read_in_child(
    path: Path,
    media_type: str,
    *,
    timeout_seconds: float,
    memory_mb: int,
    ocr_seconds_per_page: float | None = None,
    page_done: PageDone = lambda _done, _of: None,
) -> Reading:
    """What the reader for the media type finds in the file, and what text recognition finds on its other pages.

    Each page that needs recognition gets a child of its own with `ocr_seconds_per_page`; None recognises nothing.
    `page_done` is told after each how many of how many are done; what it raises ends the reading.

    Raises RefusedFile with the reader's own sentence, or with one of ours when the child dies, raises anything else
    or exceeds a limit. `memory_mb` limits the address space, so it includes the libraries (about 150 MB).
    """

    def run(reader: str, *arguments: Any, seconds: float = timeout_seconds) -> Reading:
        return run_reader(reader, path, *arguments, timeout_seconds=seconds, memory_mb=memory_mb)

    reading = run(READERS[media_type])
    return with_recognised_pages(reading, path.name, run, seconds_per_page=ocr_seconds_per_page, page_done=page_done)


def run_reader(reader: str, path: Path, *arguments: Any, timeout_seconds: float, memory_mb: int) -> Reading:
    """As `read_in_child`, for a reader given by its dotted name; `arguments`, plain data, come after the path."""
    report = _run(reader, path, arguments, timeout_seconds, memory_mb)
    if isinstance(report.get("refused"), str):
        raise RefusedFile(report["refused"])
    try:
        return reading_from(report["reading"])
    except (KeyError, TypeError, ValueError, IndexError):
        pass
    failure = str(report.get("failed", "unreadable report"))
    _log.warning("reader %s gave up: %s", reader, failure)
    sentence = {
        "timeout": formats.READER_TIMEOUT.format(name=path.name, seconds=round(timeout_seconds)),
        "MemoryError": formats.READER_MEMORY.format(name=path.name, megabytes=memory_mb),
    }.get(failure, formats.READER_FAILED.format(name=path.name))
    raise RefusedFile(sentence)


def _run(reader: str, path: Path, arguments: Sequence[Any], timeout_seconds: float, memory_mb: int) -> dict[str, Any]:
    """The child's report, or `{"failed": reason}`; nothing of the child is left running afterwards."""
    limits = [str(memory_mb), str(round(timeout_seconds) + _CPU_SECONDS_MORE)]
    child = subprocess.Popen(
        [sys.executable, "-P", "-s", "-S", "-m", "ingest.child", reader, str(path.absolute()), *limits],
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


def _main(reader: str, path: str, megabytes: str, seconds: str) -> None:
    """Read one file and print the report; prints of libraries must not get into it."""
    _end_with_parent()
    with os.fdopen(os.dup(1), "w", encoding="ascii") as report_to:
        os.dup2(2, 1)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
        report_to.write(_report(reader, Path(path), json.load(sys.stdin.buffer)))


def _end_with_parent() -> None:
    """Let the kernel kill this process when the one that waits for it is gone; only Linux can."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _report(reader: str, path: Path, arguments: Sequence[Any]) -> str:
    module, _, function = reader.rpartition(".")
    try:
        report = json.dumps({"reading": plain(getattr(importlib.import_module(module), function)(path, *arguments))})
        if len(report) > _LONGEST_REPORT:
            raise MemoryError
    except RefusedFile as refusal:
        report = json.dumps({"refused": refusal.message})
    except MemoryError:
        report = json.dumps({"failed": "MemoryError"})
    except BaseException as error:
        report = json.dumps({"failed": _where(error)})
    return report


def _where(error: BaseException) -> str:
    """Kind and place of a failure, without any text of the document."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"


if __name__ == "__main__":
    _main(*sys.argv[1:])
