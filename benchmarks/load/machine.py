"""What the house's processes hold, and how much of the machine is left, from /proc (Linux)."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

EVERY_SECONDS = 5.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Reading:
    """Megabytes and open files of each part of the house, `at` seconds after the profile began."""

    at: float
    megabytes: Mapping[str, float]
    files: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Usage:
    """Shares of all cores, from 0 to 1, over a stretch of time; `generator` is this process, `others` are not ours."""

    idle: float
    house: float
    generator: float

    @property
    def others(self) -> float:
        """What neither was left nor went to the house or this process: another's work makes a run worth less."""
        return max(0.0, 1 - self.idle - self.house - self.generator)


def read_parts(at: float, parts: Mapping[str, Iterable[int]]) -> Reading:
    """The parts now, each by the ids of its processes, with all that these began."""
    trees = {part: process_trees(pids) for part, pids in parts.items()}
    return Reading(
        round(at, 1),
        {part: round(sum(map(megabytes, pids)), 1) for part, pids in trees.items()},
        {part: sum(map(open_files, pids)) for part, pids in trees.items()},
    )


async def watch_parts(parts: Mapping[str, Iterable[int]], began: float, readings: list[Reading]) -> None:
    """Read the parts every few seconds, until cancelled; `began` is a time of `time.perf_counter`."""
    while True:
        readings.append(await asyncio.to_thread(read_parts, time.perf_counter() - began, parts))
        await asyncio.sleep(EVERY_SECONDS)


@contextmanager
def usage(parts: Mapping[str, Iterable[int]], seen: list[Usage]) -> Iterator[None]:
    """Note how the cores were used while the block ran."""
    pids = [pid for part in parts.values() for pid in part]

    def spent() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        house = sum(map(processor_seconds, process_trees(pids)))
        return np.array([*_cores(), house, time.process_time()])

    before = spent()
    yield
    idle, every, house, own = (spent() - before).tolist()
    seen.append(Usage(idle / every, house / every, own / every))


def process_trees(roots: Iterable[int]) -> set[int]:
    """These processes and all below them that run now."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            with suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    waiting += map(int, (task / "children").read_text().split())
    return found


def megabytes(pid: int) -> float:
    """Resident memory of a process, what it shares with others counted once in all; 0 where it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def processor_seconds(pid: int) -> float:
    """What a process and its children that have ended have used; 0 where it has ended itself."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS
    return 0.0


def open_files(pid: int) -> int:
    """Files, sockets and pipes that a process has open; 0 where it has ended."""
    with suppress(OSError):
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    return 0


def _cores() -> tuple[float, float]:
    """Seconds that all cores were idle, and seconds in all, since the machine began."""
    ticks = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (ticks[3] + ticks[4]) / _TICKS, sum(ticks) / _TICKS
