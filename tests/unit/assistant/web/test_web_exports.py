"""Answers and conversations as files."""

from __future__ import annotations

import io

import docx
import pytest
from starlette.testclient import TestClient

QUESTIONS = ("Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?", "Wie viel Zuschuss gibt es für eine Zisterne?")


@pytest.fixture
def asked(client: TestClient) -> dict[str, str]:
    """A conversation of two questions; the last answer's id and the conversation's."""
    answer = client.post("/api/v1/questions", json={"question": QUESTIONS[0]}).json()
    body = {"question": QUESTIONS[1], "conversation": answer["conversation"]}
    second = client.post("/api/v1/questions", json=body).json()
    return {"answer": second["id"], "conversation": second["conversation"]}


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-"), ("md", b"#")])
def test_an_answer_and_a_conversation_come_in_every_form(
    client: TestClient, asked: dict[str, str], form: str, begins: bytes
) -> None:
    for path in (f"answers/{asked['answer']}", f"conversations/{asked['conversation']}"):
        response = client.get(f"/api/v1/{path}/export", params={"form": form})
        assert response.status_code == 200
        assert response.content.startswith(begins)
        assert response.headers["content-disposition"].startswith('attachment; filename="Transferlotse-')
        assert response.headers["content-disposition"].endswith(f'.{form}"')


def test_the_file_of_a_conversation_holds_all_its_questions(client: TestClient, asked: dict[str, str]) -> None:
    file = client.get(f"/api/v1/conversations/{asked['conversation']}/export").content
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs)
    assert all(question in text for question in QUESTIONS)


def test_another_form_and_an_unknown_answer_are_told_so(client: TestClient, asked: dict[str, str]) -> None:
    assert client.get(f"/api/v1/answers/{asked['answer']}/export", params={"form": "exe"}).status_code == 422
    missing = client.get("/api/v1/answers/0000/export")
    assert missing.status_code == 404
    assert "detail" in missing.json()
