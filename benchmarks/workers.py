"""Measures how much faster two worker processes take documents in: `python -m benchmarks.workers [--rounds N]`.

Each worker has one core to itself, and on it everything that it does: reading, embedding, writing to PostgreSQL and to
a Chroma server, which run wherever there is room. Rounds of one and of two workers take turns in one run, so that other
load on the machine meets both. A round hands the example documents in, several times over, and ends when all are there.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from benchmarks.figures import show
from benchmarks.load.editor import BEHIND, DOCUMENTS
from benchmarks.stores import Stores, stores
from corpus.opening import open_corpus
from ingest.ingest import Ingest, open_ingest
from ingest.models import IngestJob, Outcome
from scripts.scale.processes import ROOT, Processes

SPENT = Path("build/workers.json")
TIMES = 2  # that each document is handed in in a round


def main() -> None:
    """Measure in turns, and print one line a figure with its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each number of workers has its turn")
    rounds = parser.parse_args().rounds
    cores = sorted(os.sched_getaffinity(0))[:2]
    seconds: dict[int, list[float]] = {1: [], 2: []}
    if len(cores) < 2:
        raise SystemExit("two cores are needed")
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o711)  # for PostgreSQL, which runs as another user
        folder = Path(place) / "data"
        folder.mkdir(mode=0o711)
        with stores("scaled", folder) as opened:
            for number in range(rounds):
                # Cores need not be alike: one worker has each of them in turn.
                for count, spent in seconds.items():
                    spent.append(taken_in(opened, [cores[number % 2]] if count == 1 else cores))
                    show(f"round {number + 1}, workers: {count}", f"{spent[-1]:.1f} s", "-")
        (ROOT / SPENT).parent.mkdir(exist_ok=True)
        (ROOT / SPENT).write_text(json.dumps(seconds), "utf-8")
    one, two = (statistics.median(spent) for spent in seconds.values())
    show("two workers against one", f"{one / two:.2f} x", "1.8 x")


def taken_in(opened: Stores, cores: Sequence[int]) -> float:
    """Seconds from the first of many documents handed in until all of them are there, with one worker a core."""
    with open_corpus(opened.settings) as corpus, working(opened, cores):
        ingest = open_ingest(corpus, opened.settings)
        began = time.perf_counter()
        jobs = handed_in(ingest, opened.folder)
        while not all(job.has_ended for job in jobs):
            time.sleep(0.1)
            jobs = ingest.jobs.jobs([job.id for job in jobs])
        seconds = time.perf_counter() - began
        assert all(job.outcome is Outcome.ADDED for job in jobs), [job.reason for job in jobs if job.reason]
        for job in jobs:
            corpus.remove(str(job.document_id))
    return seconds


def handed_in(ingest: Ingest, folder: Path) -> list[IngestJob]:
    """A job for each of the documents, the largest first, so that the workers end together."""
    files = sorted(DOCUMENTS.iterdir(), key=lambda file: -file.stat().st_size)
    jobs = []
    for file in (file for file in files if file.suffix in BEHIND for _ in range(TIMES)):
        name = f"{uuid4()}{file.suffix}"
        copy = folder / name
        copy.write_bytes(file.read_bytes() + BEHIND[file.suffix].format(name).encode())
        jobs.append(ingest.intake.receive(copy, source=name, file_name=name))
        copy.unlink()
    return jobs


@contextmanager
def working(opened: Stores, cores: Sequence[int]) -> Iterator[None]:
    """A worker process on each of the cores, ready when the block begins."""
    settings = {name: value for name, value in opened.environment.items() if name.startswith("TRANSFERLOTSE_")}
    house = Processes(opened.folder, settings | {"TRANSFERLOTSE_INGEST_WORKERS": "1"})
    (opened.folder / "logs").mkdir(exist_ok=True)
    with ExitStack() as stack:
        workers = [house.worker(number) for number in range(1, len(cores) + 1)]
        for worker, core in zip(workers, cores, strict=True):
            with on_core(core):
                worker.begin()
            stack.callback(worker.stop)
        for worker in workers:
            worker.wait_until_ready()
        yield


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What is begun while the block runs stays on this core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


if __name__ == "__main__":
    main()
