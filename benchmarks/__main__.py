"""`python -m benchmarks`: installation, first and later start, answers, memory; then embedding, ingest, OCR and scale.

The installation goes into a new environment in a temporary folder, from the lock file, as `make setup` does it.
"""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.figures import show

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "corpus" / "examples" / "questions.jsonl"


def main() -> None:
    """Measure everything and print one line a figure with its goal."""
    with tempfile.TemporaryDirectory() as folder:
        seconds, megabytes = installation(Path(folder) / "venv")
        show("installation", f"{seconds:.0f} s", "90 s")
        show("environment", f"{megabytes:.0f} MB", "800 MB")
        data = Path(folder) / "data"
        with serving(data) as (ready, _, _):
            show("first start to ready", f"{ready:.1f} s", "30 s")
        with serving(data) as (ready, url, process):
            show("later start to ready", f"{ready:.1f} s", "4 s")
            times = answers(url)
            show("answer, median", f"{statistics.median(times):.0f} ms", "-")
            show("answer, p95", f"{statistics.quantiles(times, n=20)[-1]:.0f} ms", "250 ms")
            show("memory", f"{resident_megabytes(process.pid):.0f} MB", "700 MB")
            subprocess.run([sys.executable, "-m", "benchmarks.pages", url], cwd=ROOT, check=True)
    for further in ("benchmarks.embedding", "benchmarks.ingest", "benchmarks.ocr", "benchmarks.scale"):
        subprocess.run([sys.executable, "-m", further], cwd=ROOT, check=True)


def installation(environment: Path) -> tuple[float, float]:
    """Seconds and megabytes of an installation from the lock file."""
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    pip = [environment / "bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
    lock = ROOT / "requirements.lock"
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True, stderr=subprocess.DEVNULL)
    size = sum(file.stat().st_size for file in environment.rglob("*") if file.is_file() and not file.is_symlink())
    return time.monotonic() - started, size / 1e6


@contextmanager
def serving(data: Path) -> Iterator[tuple[float, str, subprocess.Popen[bytes]]]:
    """A server on a free port: seconds until it was ready, its URL and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "assistant", "serve", "--examples", "--port", str(port), "--data", str(data)]
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.monotonic() - started < 120:
            try:
                httpx.get(f"{url}/readyz").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        yield time.monotonic() - started, url, process
    finally:
        process.terminate()
        process.wait()


def answers(url: str) -> list[float]:
    """Milliseconds of each example question, asked once over HTTP, one after the other."""
    times = []
    with httpx.Client(base_url=url, timeout=60) as client:
        for line in QUESTIONS.read_text("utf-8").splitlines():
            started = time.perf_counter()
            client.post("/api/v1/questions", json={"question": json.loads(line)["question"]}).raise_for_status()
            times.append(1000 * (time.perf_counter() - started))
    return times


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    main()
