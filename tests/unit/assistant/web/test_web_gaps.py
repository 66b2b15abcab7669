"""Reporting a question without evidence: by the form that needs no script, and over HTTP."""

from __future__ import annotations

import html

import pytest
from fastapi.testclient import TestClient

from assistant.gaps.models import GapState
from assistant.web.html import Html
from assistant.web.information.appearance import read_appearance
from assistant.wiring import House
from corpus.texts import gaps as texts


@pytest.fixture
def unanswered(client: TestClient, foreign_question: str) -> dict[str, str]:
    answer: dict[str, str] = client.post("/api/v1/questions", json={"question": foreign_question}).json()
    assert answer["status"] == "no_evidence"
    return answer


def test_the_form_reports_and_leads_back_to_the_answer(
    client: TestClient, house: House, unanswered: dict[str, str]
) -> None:
    address = f"/antworten/{unanswered['id']}/melden"
    sent = client.post(address, data={"anmerkung": "<b>wichtig</b>"}, follow_redirects=False)
    assert sent.status_code == 303
    assert sent.headers["location"] == f"/fragen/{unanswered['conversation']}#{unanswered['id']}"
    assert house.gaps.of_answers([unanswered["id"]])[unanswered["id"]].note == "<b>wichtig</b>"


def test_the_api_reports_with_and_without_a_note(client: TestClient, unanswered: dict[str, str], question: str) -> None:
    address = f"/api/v1/answers/{unanswered['id']}/report"
    first = client.post(address)
    assert (first.status_code, first.json()["state"], first.json()["note"]) == (200, "open", "")
    assert client.post(address, json={"note": "später"}).json() == first.json()
    assert client.post(address, json={"note": "x" * 2001}).status_code == 422
    proven = client.post("/api/v1/questions", json={"question": question}).json()
    refused = client.post(f"/api/v1/answers/{proven['id']}/report")
    assert (refused.status_code, refused.json()["detail"]) == (422, texts.NOT_A_GAP)
    assert client.post("/api/v1/answers/gibt-es-nicht/report").status_code == 404


def test_below_the_answer_stands_the_form_or_how_far_the_report_is(house: House, unanswered: dict[str, str]) -> None:
    stored = house.conversations.answer(unanswered["id"])
    page = Html(read_appearance(house.settings))
    before = page.part("questions/report.html", "report", stored, None)
    assert f'action="/antworten/{stored.id}/melden"' in before
    assert texts.REPORT in before
    gap = house.gaps.report(stored.id)
    reported = page.part("questions/report.html", "report", stored, gap)
    assert texts.REPORTED in reported
    assert "<form" not in reported
    house.gaps.change([gap.id], GapState.IN_WORK, "Wir fragen <nach>.")
    later = page.part("questions/report.html", "report", stored, house.gaps.of_answers([stored.id])[stored.id])
    assert "In Arbeit" in later
    assert html.escape("Wir fragen <nach>.") in later
