"""A server that is killed, or told to stop, in the middle of an answer: no question is lost, and the turn says why."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from corpus.opening import open_corpus
from corpus.texts import conversations as texts
from tests.faults.small_corpus import ENVIRONMENT, ROOT, publish, small_settings

QUESTION = "Was kostet der Brunnen am Markt?"


@contextmanager
def server(data: Path, port: int, held: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = ENVIRONMENT | {
        "TRANSFERLOTSE_RERANKER": "tests.faults.held_reranker:HeldReranker",
        "TRANSFERLOTSE_RERANKER_OPTIONS": json.dumps({"held": str(held)}),
    }
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 90
    try:
        while True:
            assert process.poll() is None, f"the server ended with {process.returncode}"
            assert time.monotonic() < deadline, "the server was not ready after 90 s"
            try:
                if httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).is_success:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait(20)


@pytest.mark.long
@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "told to stop"])
def test_a_question_outlives_the_server_that_was_answering_it(
    way: signal.Signals, tmp_path: Path, free_port: int
) -> None:
    data, held = tmp_path / "data", tmp_path / "held"
    with open_corpus(small_settings(data)) as corpus:
        publish(corpus, tmp_path, "brunnen", "Der Brunnen am Markt kostet 4.000 Euro.", "Starkregen gab es keinen.")
    api = f"http://127.0.0.1:{free_port}/api/v1"
    with server(data, free_port, held) as process:
        before = httpx.post(f"{api}/questions", json={"question": "Wo steht der Brunnen?"}, timeout=30).json()
        held.touch()
        body = {"question": QUESTION, "conversation": before["conversation"]}
        asked = httpx.Client(timeout=30)
        with asked.stream("POST", f"{api}/questions", json=body, headers={"accept": "text/event-stream"}) as response:
            for line in response.iter_lines():
                if line.startswith("event: status"):
                    break
            process.send_signal(way)
            assert process.wait(30) != 0 or way is signal.SIGTERM
        asked.close()
    held.unlink()
    with server(data, free_port, held):
        (listed,) = httpx.get(f"{api}/conversations", timeout=30).json()["conversations"]
        assert listed["title"] == "Wo steht der Brunnen?"
        done, left = httpx.get(f"{api}/conversations/{listed['id']}", timeout=30).json()["answers"]
        assert done["answer"] == {name: before[name] for name in done["answer"]}
        assert (left["question"], left["state"], left["reason"]) == (QUESTION, "failed", texts.INTERRUPTED)
        page = httpx.get(f"http://127.0.0.1:{free_port}/fragen/{listed['id']}", timeout=30).text
        assert texts.INTERRUPTED in page
        assert texts.ASK_AGAIN in page
        events = httpx.get(f"{api}/answers/{left['id']}/events", timeout=30).text
        assert "event: error" in events
        again = httpx.post(f"{api}/questions", json=body, timeout=30).json()
        assert again["conversation"] == listed["id"]
