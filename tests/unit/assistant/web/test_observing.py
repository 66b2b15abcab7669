"""The id of a request: in its answer, in problems, in the log, also in what is logged by the thread of its answer."""

from __future__ import annotations

import json
import logging
import re
import shutil
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.wiring import House
from corpus.texts import web as texts
from tests.conftest import any_free_port, serving
from tests.signing_in import signing_in
from tests.unit.assistant.web.test_web_metrics import figures

OWN = re.compile(r"[0-9a-f]{16}")
GIVEN = "9f1c0a7e-proxy.2"


def test_every_answer_carries_an_id_of_its_own(client: TestClient) -> None:
    paths = ("/", "/healthz", "/nirgends", "/api/v1/documents", "/metrics")
    ids = [client.get(path).headers["x-request-id"] for path in paths]
    ids.append(client.get("/", headers={"host": "evil.example"}).headers["x-request-id"])
    assert len(set(ids)) == len(ids)
    assert all(OWN.fullmatch(id) for id in ids), ids


def test_a_problem_names_it_and_so_does_the_page_of_a_failure(house: House) -> None:
    def fail() -> None:
        raise RuntimeError

    app = create_app(house)
    app.add_api_route("/kaputt", fail)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        problem = client.get("/api/v1/nirgends")
        assert problem.json()["request_id"] == problem.headers["x-request-id"]
        page = client.get("/kaputt")
        assert texts.REQUEST_ID.format(id=page.headers["x-request-id"]) in page.text
        assert "Vorgangsnummer" not in client.get("/nirgends").text


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        ("192.0.2.0/24", GIVEN, True),
        ("192.0.2.7", GIVEN, True),
        ("198.51.100.1", GIVEN, False),
        ("", GIVEN, False),
        ("192.0.2.0/24", "kurz", False),
        ("192.0.2.0/24", "x" * 65, False),
        ("192.0.2.0/24", "mit einem Wort", False),
        ("192.0.2.0/24", "Wört-Wört-Wört".encode("latin-1"), False),
    ],
)
def test_an_id_is_taken_from_a_trusted_proxy_where_it_is_well_formed(
    house: House, proxies: str, given: str | bytes, is_taken: bool
) -> None:
    with signing_in(house, trusted_proxies=proxies) as town:
        headers = [("x-request-id", given), ("x-forwarded-for", "203.0.113.9")]
        said = town.browser(client=("192.0.2.7", 5)).get("/healthz", headers=headers).headers["x-request-id"]
    assert (said == given) is is_taken
    assert is_taken or OWN.fullmatch(said)


def test_where_the_log_is_for_people_requests_are_told_only_at_the_level_debug(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "assistant.web.observing"):
        client.get("/fragen/murmelfrosch?frage=murmelfrosch")
        client.head("/healthz")
    assert [(told.levelno, told.message.rsplit(" ", 2)[0]) for told in caplog.records] == [
        (logging.DEBUG, "GET /fragen/{conversation_id} 404"),
        (logging.DEBUG, "GET /healthz 200"),
    ]


def test_requests_are_counted_by_the_template_of_their_route_and_by_no_word_of_the_client(client: TestClient) -> None:
    before = figures(client)
    for path in ("/fragen/murmelfrosch", "/fragen/anderes", "/murmelfrosch"):
        client.get(path)
    client.request("MURMELFROSCH", "/healthz")
    now = figures(client)

    def more(*labels: str) -> float:
        key = "transferlotse_http_requests_total", ",".join(labels)
        return now[key] - before.get(key, 0)

    assert more("GET", "/fragen/{conversation_id}", "404") == 2
    assert more("-", "none", "404") >= 1
    seconds = "transferlotse_http_request_seconds_count", "GET,/fragen/{conversation_id}"
    assert now[seconds] - before.get(seconds, 0) == 2
    assert "murmelfrosch" not in client.get("/metrics").text.casefold()


def test_a_server_logs_one_object_a_line_and_the_thread_of_an_answer_names_the_request(
    tmp_path: Path, house_data: Path, question: str
) -> None:
    data, said = shutil.copytree(house_data, tmp_path / "data"), tmp_path / "said"
    model = {
        "chat_model": "openai:murmel",
        "chat_model_options": json.dumps(
            {"api_key": "x", "base_url": f"http://127.0.0.1:{any_free_port()}/v1", "max_retries": 0}
        ),
    }
    with (
        serving(data, output=said, examples=False, log_format="json", **model) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        asked = client.post("/api/v1/questions", json={"question": question}).headers["x-request-id"]
        with client.stream(
            "POST", "/api/v1/questions", json={"question": question}, headers={"accept": "text/event-stream"}
        ) as stream:
            streamed = stream.headers["x-request-id"]
            stream.read()
        lost = client.get(f"/{question}?frage={question}").headers["x-request-id"]
    lines = [json.loads(line) for line in said.read_text("utf-8").splitlines() if line.startswith("{")]
    assert not re.search(r"^(DEBUG|INFO|WARNING|ERROR)", said.read_text("utf-8"), re.MULTILINE)
    of = {id: [line for line in lines if line.get("request") == id] for id in (asked, streamed, lost)}
    for id in (asked, streamed):
        assert any("the chat model failed" in line["message"] for line in of[id]), of[id]
        (access,) = (line for line in of[id] if line["logger"] == "assistant.web.observing")
        assert (access["method"], access["route"], access["status"]) == ("POST", "/api/v1/questions", 200)
        assert 0 < access["ms"] < 60_000
    assert [(line["route"], line["status"]) for line in of[lost]] == [("none", 404)]
    assert question.split()[0] not in "".join(line["message"] for line in lines)
