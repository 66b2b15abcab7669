"""Spans of requests, answers and files, as a real receiver of OpenTelemetry reads them; none where nobody asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from corpus.settings import Settings
from corpus.tracing import Tracing, open_tracing
from corpus.version import VERSION
from ingest.models import Stage
from tests.conftest import ROOT, any_free_port, serving
from tests.servers.collector import attributes, collecting

CANARY = "Murmelfrosch"


def test_requests_answers_and_files_are_told_with_their_steps_and_without_a_word_of_theirs(
    tmp_path: Path, house_data: Path
) -> None:
    data = shutil.copytree(house_data, tmp_path / "data")
    question = f"Was kostet der {CANARY}?"
    file = f"# {CANARY}\n\nDer {CANARY} am Markt kostet 4000 Euro im Jahr.\n".encode()
    # The server ends before the collector: what was not sent is sent then.
    with (
        collecting() as collector,
        serving(data, examples=False, traces_url=collector.url) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        job = client.post("/api/v1/documents", files={"file": (f"{CANARY}.md", file)}).json()["jobs"][0]
        while client.get(f"/api/v1/jobs/{job['job_id']}").json()["state"] != "done":
            time.sleep(0.1)
        asked = client.post("/api/v1/questions", json={"question": question})
        assert asked.json()["status"] == "answered"
        client.get(f"/{CANARY}?frage={CANARY}")
    assert collector.service["service.name"] == "transferlotse"
    assert collector.service["service.version"] == VERSION

    (request,) = (span for span in collector.named("request") if attributes(span)["route"] == "/api/v1/questions")
    assert attributes(request) == {
        "request": asked.headers["x-request-id"],
        "method": "POST",
        "route": "/api/v1/questions",
        "status": 200,
    }
    (answer,) = collector.named("answer")
    assert (answer.trace_id, answer.parent_span_id) == (request.trace_id, request.span_id)
    assert attributes(answer) == {"status": "answered", "engine": "quote"}
    steps = [span for span in collector.spans if span.parent_span_id == answer.span_id]
    assert [span.name for span in steps][:4] == [f"answer: {s}" for s in ("understand", "search", "evidence", "answer")]
    for step in steps:
        assert answer.start_time_unix_nano <= step.start_time_unix_nano <= step.end_time_unix_nano
        assert step.end_time_unix_nano <= answer.end_time_unix_nano + 1_000_000

    (ingested,) = collector.named("ingest")
    assert attributes(ingested) == {"outcome": "added", "pages": 1, "passages": 1}
    stages = [span.name for span in collector.spans if span.parent_span_id == ingested.span_id]
    assert stages == [f"ingest: {stage}" for stage in Stage]

    assert [attributes(span)["route"] for span in collector.named("request")].count("none") == 1
    for body in collector.bodies:
        assert CANARY.casefold().encode() not in body.lower()


def test_without_the_setting_nothing_of_it_is_imported_or_made() -> None:
    code = """
import sys
from assistant.serving import serve
from corpus.settings import Settings
from corpus.tracing import open_tracing
tracing = open_tracing(Settings())
with tracing.span("request") as said:
    said["status"] = 200
tracing.told("answer", {"search": 1.0}, {})
tracing.close()
assert [name for name in sys.modules if name.startswith("opentelemetry.exporter.otlp.proto.http")] == []
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_error_within_a_span_goes_on_and_is_told_to_nobody() -> None:
    with collecting() as collector:
        tracing = open_tracing(Settings.model_validate({"traces_url": collector.url}))
        for one in (tracing, Tracing()):
            with pytest.raises(ValueError, match=CANARY), one.span("request"):
                raise ValueError(CANARY)
        tracing.close()
    (span,) = collector.spans
    assert not span.events
    assert CANARY.encode() not in collector.bodies[0]


def test_a_collector_that_is_not_there_keeps_nobody_waiting_for_long() -> None:
    tracing = open_tracing(Settings.model_validate({"traces_url": f"http://127.0.0.1:{any_free_port()}"}))
    begun = time.monotonic()
    for _ in range(100):
        tracing.told("answer", {"search": 1.0}, {"status": "answered"})
    assert time.monotonic() - begun < 1
    tracing.close()
    assert time.monotonic() - begun < 15
