from __future__ import annotations

import html
import json
import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.texts import web as texts

Events = list[tuple[str, dict[str, Any]]]


def stream(client: TestClient, question: str) -> Events:
    response = client.post("/api/v1/questions", json={"question": question}, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-accel-buffering"] == "no"
    assert "content-encoding" not in response.headers
    pieces = [piece.split("\n") for piece in response.text.strip().split("\n\n") if not piece.startswith(":")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data, *_ in pieces]


def test_an_answer_proves_every_sentence_with_a_quote_of_the_named_page(client: TestClient, question: str) -> None:
    answer = client.post("/api/v1/questions", json={"question": question}).json()
    assert answer["question"] == question
    assert answer["status"] in ("answered", "partial")
    assert answer["sentences"]
    numbers = {citation["number"] for citation in answer["citations"]}
    for sentence in answer["sentences"]:
        assert sentence["citations"]
        assert set(sentence["citations"]) <= numbers
    for citation in answer["citations"]:
        page = client.get(f"/api/v1/documents/{citation['document_id']}/pages/{citation['page']}").json()
        assert citation["quote"] in page["text"]


def test_a_foreign_question_is_not_answered(client: TestClient, foreign_question: str) -> None:
    answer = client.post("/api/v1/questions", json={"question": foreign_question}).json()
    assert (answer["status"], answer["sentences"], answer["citations"]) == ("no_evidence", [], [])
    assert len(answer["nearest"]) <= 3


def test_the_stream_tells_steps_then_citations_then_blocks_and_ends_with_the_answer(
    client: TestClient, question: str
) -> None:
    events = stream(client, question)
    names = [name for name, _ in events]
    assert names[:2] == ["turn", "status"]
    assert names.index("citation") < names.index("block")
    assert names[-1] == "done"
    whole = client.post("/api/v1/questions", json={"question": question}).json()
    last = events[-1][1]
    assert last["answer"]["answer"] == whole["answer"]
    blocks = {data["index"]: data for name, data in events if name == "block"}
    assert [blocks[i]["sentence"] for i in sorted(blocks)] == whole["sentences"]
    assert all('class="chip"' in data["html"] for data in blocks.values())
    assert last["blocks"] == [blocks[i]["html"] for i in sorted(blocks)]
    assert all(html.escape(citation["title"]) in last["html"] for citation in whole["citations"])
    assert texts.COPY in last["html"]


def test_the_stream_of_a_foreign_question_ends_with_what_comes_nearest(
    client: TestClient, foreign_question: str
) -> None:
    name, last = stream(client, foreign_question)[-1]
    assert name == "done"
    assert texts.NO_EVIDENCE_TITLE in last["html"]
    assert last["announcement"] == texts.NO_ANSWER_READY


@pytest.mark.parametrize("question", ["", "   ", "x" * 2001])
@pytest.mark.parametrize("accepted", ["application/json", "text/event-stream"])
def test_a_refused_question_is_a_problem_before_anything_is_streamed(
    client: TestClient, question: str, accepted: str
) -> None:
    response = client.post("/api/v1/questions", json={"question": question}, headers={"accept": accepted})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


def test_an_unknown_filter_is_refused(client: TestClient, question: str) -> None:
    response = client.post("/api/v1/questions", json={"question": question, "filters": {"farbe": "rot"}})
    assert response.status_code == 422
    assert "farbe" in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"question": 3}', texts.INVALID.format(field="„question“")),
        (b"{}", texts.INVALID.format(field="„question“")),
        (b"{", texts.INVALID_BODY),
        (b'{"question": "Was?", "conversation": 7}', texts.INVALID.format(field="„conversation“")),
    ],
)
def test_what_is_not_a_question_is_told_in_german(client: TestClient, body: bytes, detail: str) -> None:
    response = client.post("/api/v1/questions", content=body, headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["detail"]) == (422, detail)


def test_halves_of_characters_are_refused_wherever_json_names_them(client: TestClient, foreign_question: str) -> None:
    asked = client.post("/api/v1/questions", json={"question": foreign_question}).json()
    document = client.get("/api/v1/documents").json()["documents"][0]["document_id"]
    half = "Berg \ud800"
    bodies = {
        ("POST", "/questions"): [
            {"question": half},
            {"question": foreign_question, "filters": {"municipality": half}},
            {"question": foreign_question, "filters": {half: "x"}},
            {"question": foreign_question, "conversation": half},
        ],
        ("PATCH", f"/conversations/{asked['conversation']}"): [{"title": half}],
        ("POST", f"/answers/{asked['id']}/report"): [{"note": half}],
        ("POST", f"/answers/{asked['id']}/feedback"): [{"helpful": True, "text": half}],
        ("PUT", f"/documents/{document}"): [{"title": half}],
        ("PUT", f"/documents/{document}/audience"): [{"groups": [half]}],
    }
    for (method, path), given in bodies.items():
        for body in given:
            refused = client.request(
                method, f"/api/v1{path}", content=json.dumps(body), headers={"content-type": "application/json"}
            )
            assert refused.status_code == 422, (path, body, refused.text)
    assert client.get("/auswertung").status_code == 200
    assert client.get(f"/fragen/{asked['conversation']}").status_code == 200


def test_no_word_of_a_question_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client.post("/api/v1/questions", json={"question": "Was steht über Zauberkraniche in den Akten?"})
    stream(client, "Was steht über Zauberkraniche in den Akten?")
    assert "zauberkranich" not in caplog.text.lower()


def test_search_gives_passages_best_first(client: TestClient, question: str) -> None:
    found = client.get("/api/v1/search", params={"q": question, "limit": 3}).json()
    scores = [hit["score"] for hit in found["results"]]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert set(found["results"][0]) == {"document_id", "title", "page", "passage_id", "text", "score"}


@pytest.mark.parametrize("query", ["", "?q=", "?q=Hitze&limit=0", "?q=Hitze&limit=101"])
def test_a_search_without_words_or_with_an_odd_limit_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/api/v1/search{query}").status_code == 422
