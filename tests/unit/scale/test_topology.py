"""The whole of the scaled column on this machine: real servers and real processes, some of which are killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from scripts.scale.nginx import nginx_program
from scripts.scale.topology import Topology, topology
from tests.conftest import ROOT, any_free_port
from tests.faults.small_corpus import ENVIRONMENT
from tests.servers.postgresql import need_postgresql, passable_folder


def wait_for(what: str, happened: Callable[[], Any], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def titles(url: str) -> list[str]:
    answer = httpx.get(f"{url}/api/v1/documents", timeout=30)
    return sorted(document["title"] for document in answer.raise_for_status().json()["documents"])


def hand_in(url: str, name: str) -> None:
    files = {"file": (f"{name}.md", f"# {name}\n\nDer Markt von {name} hat zwei Brunnen.\n".encode())}
    assert httpx.post(f"{url}/api/v1/documents", files=files, timeout=60).status_code == 202


@pytest.mark.dear
def test_killed_processes_are_back_while_the_others_answer_and_nothing_is_lost() -> None:
    need_postgresql()
    if nginx_program() is None:
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    with passable_folder() as folder:
        with topology(folder, workers=1, keep=True, further=ENVIRONMENT) as running:
            assert list(running.processes) == ["postgresql", "chroma", "web-1", "web-2", "worker-1", "nginx"]
            hand_in(running.url, "Quellenau")
            wait_for("the first document", lambda: titles(running.url) == ["Quellenau"])
            for name in ("web-1", "worker-1"):
                _killed_and_back(running, name)
            hand_in(running.url, "Amselwitz")
            wait_for("the second document", lambda: titles(running.url) == ["Amselwitz", "Quellenau"])
            for url in running.web_urls:
                wait_for(url, lambda url=url: _answers(url))  # type: ignore[misc]
                assert titles(url) == ["Amselwitz", "Quellenau"]
            for name in ("postgresql", "chroma"):
                _killed_and_back(running, name)
                wait_for(f"search after {name} was killed", lambda: _found(running.url))
            shown = subprocess.run(
                [sys.executable, "-m", "corpus", "list", "--json"],
                cwd=ROOT,
                env=os.environ | running.environment,
                capture_output=True,
                text=True,
                check=True,
            )
            assert [document["title"] for document in json.loads(shown.stdout)["documents"]] == [
                "Amselwitz",
                "Quellenau",
            ]
        pids = [child.pid for child in running.processes.values()]
        assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []
        with topology(folder, web=1, workers=1, further=ENVIRONMENT) as again:
            assert titles(again.url) == ["Amselwitz", "Quellenau"]


def _killed_and_back(running: Topology, name: str) -> None:
    child = running.processes[name]
    before = child.pid
    os.kill(before, signal.SIGKILL)
    wait_for(f"{name} runs again", lambda: child.pid != before and child.is_running)
    if name.startswith(("web", "worker")):
        # The others answer while it starts, and nobody waits for it.
        for _ in range(20):
            assert httpx.get(f"{running.url}/readyz", timeout=10).status_code == 200
    child.wait_until_ready()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=10).is_success
    except httpx.HTTPError:
        return False


def _found(url: str) -> bool:
    found = httpx.get(f"{url}/api/v1/search", params={"q": "Brunnen in Quellenau"}, timeout=30)
    return found.is_success and any(result["title"] == "Quellenau" for result in found.json()["results"])


def test_a_port_in_use_is_told_before_anything_starts() -> None:
    need_postgresql()
    port = any_free_port()
    with socket.create_server(("127.0.0.1", port)):
        done = subprocess.run(
            [sys.executable, "-m", "scripts.scale"],
            cwd=ROOT,
            env=os.environ | {"TRANSFERLOTSE_PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert f"Auf dem Port {port} läuft schon etwas." in done.stderr
