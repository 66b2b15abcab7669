"""A real Prometheus, set up as deploy/ says but for the addresses."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.conftest import ROOT, any_free_port

MISSING = "Prometheus is not installed (Debian: prometheus)"


def promtool(*arguments: str, given: bytes = b"") -> str:
    """What promtool says of something that it takes."""
    program = shutil.which("promtool")
    if program is None:
        pytest.skip(MISSING)
    done = subprocess.run([program, *arguments], input=given, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, said
    return said


@contextmanager
def prometheus(folder: Path, *scraped: str, token: str = "") -> Iterator[httpx.Client]:
    """Asks these addresses for their figures each second; a client of its own interface."""
    program = shutil.which("prometheus")
    if program is None:
        pytest.skip(MISSING)
    said = yaml.safe_load((ROOT / "deploy" / "prometheus.yml").read_text("utf-8"))
    (job,) = said["scrape_configs"]
    job["static_configs"] = [{"targets": list(scraped)}]
    (folder / "token").write_text(token or "none")
    job["authorization"]["credentials_file"] = str(folder / "token")
    said["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    said["rule_files"] = [str(ROOT / "deploy" / "alerts.yml")]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(said))
    address = f"127.0.0.1:{any_free_port()}"
    options = {
        "config.file": folder / "prometheus.yml",
        "storage.tsdb.path": folder / "series",
        "web.listen-address": address,
        "log.level": "error",
    }
    process = subprocess.Popen([program, *(f"--{name}={value}" for name, value in options.items())])
    try:
        with httpx.Client(base_url=f"http://{address}", timeout=30) as client:
            deadline = time.monotonic() + 60
            while not _is_ready(client):
                assert process.poll() is None, f"Prometheus ended with {process.returncode}"
                assert time.monotonic() < deadline, "Prometheus was not ready after 60 s"
                time.sleep(0.2)
            yield client
    finally:
        process.terminate()
        process.wait(20)


def asked(client: httpx.Client, expression: str) -> list[dict[str, Any]]:
    """Each label set with its value, as Prometheus sees it now."""
    answer = client.get("/api/v1/query", params={"query": expression}).json()
    assert answer["status"] == "success", (expression, answer)
    result: list[dict[str, Any]] = answer["data"]["result"]
    return result


def _is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/-/ready").is_success
    except httpx.TransportError:
        return False
