"""Follow-up questions over HTTP: the client says which turns came before."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

FIRST = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss in Ottersfurt?"


def ask(client: TestClient, question: str, *earlier: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(
        "/api/v1/questions", json={"question": question, "earlier": list(earlier)}
    ).json()
    return answer


def turn(answer: dict[str, Any]) -> dict[str, Any]:
    documents = [citation["document_id"] for citation in answer["citations"]]
    return {"question": answer["understood"], "documents": documents, "answer": answer["answer"]}


def test_a_follow_up_question_is_answered_from_what_the_conversation_is_about(client: TestClient) -> None:
    first = ask(client, FIRST)
    assert first["understood"] == FIRST
    assert first["carried"] == []
    bare, second = ask(client, "Und wo stehen die?"), ask(client, "Und wo stehen die?", turn(first))
    assert second["question"] == "Und wo stehen die?"
    assert "öffentlicher Trinkbrunnen" in second["carried"]
    assert "Trinkbrunnen" in second["understood"]
    assert second["citations"][0]["document_id"] == first["citations"][0]["document_id"]
    assert any("brunnen" in sentence["text"] for sentence in second["sentences"])
    assert not any("brunnen" in sentence["text"] for sentence in bare["sentences"])


def test_a_new_topic_carries_nothing_over(client: TestClient) -> None:
    first = ask(client, FIRST)
    asked = "Ab welchem Alter darf man beim Bürgerbudget mitmachen?"
    assert ask(client, asked, turn(first))["understood"] == asked


def test_the_page_says_what_a_question_was_taken_to_be_about(client: TestClient) -> None:
    body = {"question": "Und wo stehen die?", "earlier": [turn(ask(client, FIRST))]}
    stream = client.post("/api/v1/questions", json=body, headers={"accept": "text/event-stream"}).text
    assert "Bezogen auf: " in stream


def test_forged_turns_are_bounded_and_harmless(client: TestClient) -> None:
    unknown = {"question": "<script>alert(1)</script> Brunnen", "documents": ["../../etc", "x' OR 1=1"]}
    assert client.post("/api/v1/questions", json={"question": "Und was kostet das?", "earlier": [unknown]}).is_success
    many = client.post("/api/v1/questions", json={"question": "Und das?", "earlier": [unknown] * 21})
    long = client.post("/api/v1/questions", json={"question": "Und das?", "earlier": [{"question": "x" * 5_000}]})
    assert many.status_code == long.status_code == 422
