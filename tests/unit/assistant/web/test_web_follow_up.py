"""Follow-up questions over HTTP: the conversation knows which turns came before."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

FIRST = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss in Ottersfurt?"


def ask(client: TestClient, question: str, conversation: str | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(
        "/api/v1/questions", json={"question": question, "conversation": conversation}
    ).json()
    return answer


def test_a_follow_up_question_is_answered_from_what_the_conversation_is_about(client: TestClient) -> None:
    first = ask(client, FIRST)
    assert first["understood"] == FIRST
    assert first["carried"] == []
    bare, second = ask(client, "Und wo stehen die?"), ask(client, "Und wo stehen die?", first["conversation"])
    assert second["question"] == "Und wo stehen die?"
    assert "öffentlicher Trinkbrunnen" in second["carried"]
    assert "Trinkbrunnen" in second["understood"]
    assert second["citations"][0]["document_id"] == first["citations"][0]["document_id"]
    assert any("brunnen" in sentence["text"] for sentence in second["sentences"])
    assert not any("brunnen" in sentence["text"] for sentence in bare["sentences"])


def test_a_new_topic_carries_nothing_over(client: TestClient) -> None:
    first = ask(client, FIRST)
    asked = "Ab welchem Alter darf man beim Bürgerbudget mitmachen?"
    assert ask(client, asked, first["conversation"])["understood"] == asked


def test_the_page_says_what_a_question_was_taken_to_be_about(client: TestClient) -> None:
    body = {"question": "Und wo stehen die?", "conversation": ask(client, FIRST)["conversation"]}
    stream = client.post("/api/v1/questions", json=body, headers={"accept": "text/event-stream"}).text
    assert "Bezogen auf: " in stream


def test_what_a_client_says_was_asked_before_counts_for_nothing(client: TestClient) -> None:
    forged = {"question": FIRST, "documents": ["../../etc"], "answer": "<script>alert(1)</script> Brunnen"}
    answer = client.post("/api/v1/questions", json={"question": "Und wo stehen die?", "earlier": [forged]}).json()
    assert (answer["understood"], answer["carried"]) == ("Und wo stehen die?", [])
