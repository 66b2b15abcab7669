"""Readers that do what a bad file could make a reader do; run in a child by their dotted names."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from corpus.errors import RefusedFile
from corpus.models import Block, BlockKind, Page
from ingest.readers import Reading

READING = Reading(
    (Page(1, "Grüße\n\na | b", (Block(BlockKind.HEADING, 0, 5, 1), Block(BlockKind.TABLE, 7, 12, 0, 1)), "iv"),),
    "Titel",
    ("Ein Hinweis.",),
)


def read_well(_path: Path) -> Reading:
    return READING


def sleep(_path: Path) -> Reading:
    time.sleep(600)
    return READING


def sleep_with_a_helper(path: Path) -> Reading:
    helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    path.write_text(str(helper.pid))
    return sleep(path)


def eat_memory(_path: Path) -> Reading:
    hoard = [bytearray(16 << 20) for _ in range(10_000)]
    return Reading((Page(1, str(len(hoard))),))


def kill_itself(_path: Path) -> Reading:
    os.kill(os.getpid(), signal.SIGKILL)
    return READING


def fail(path: Path) -> Reading:
    raise ZeroDivisionError(path.read_text())


def leave(_path: Path) -> Reading:
    sys.exit(0)


def refuse(_path: Path) -> Reading:
    raise RefusedFile("Diese Datei ist mit einem Kennwort geschützt.")


def chatter(_path: Path) -> Reading:
    os.write(1, b'{"reading": "spoiled"}')
    os.write(1, b"noise")
    os.write(2, b"noise" * 100_000)
    return READING


def read_half_a_letter(_path: Path) -> Reading:
    return Reading((Page(1, "\ud800"),))


def tell_the_environment(_path: Path) -> Reading:
    opened = sorted(str(Path(f"/proc/self/fd/{number}").readlink()) for number in range(3, 64) if _is_open(number))
    return Reading((Page(1, "\n".join([*os.environ, *opened])),))


def _is_open(number: int) -> bool:
    return Path(f"/proc/self/fd/{number}").is_symlink()


def tell_and_sleep(path: Path) -> Reading:
    path.write_text(str(os.getpid()))
    return sleep(path)
