from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from assistant.wiring import House
from corpus.models import Document
from corpus.texts import filters as texts
from corpus.texts import web

TOWN = "Ottersfurt"


def chips(page: str) -> list[tuple[str, str]]:
    """What each chip of the composer says, and where its link leads."""
    shown = page.partition('id="filter-liste"')[2].partition("</ul>")[0]
    found = re.findall(r'<span>([^<]*)</span>\s*<a href="([^"]*)"', shown)
    return [(html.unescape(text), html.unescape(address)) for text, address in found]


def chosen(page: str) -> dict[str, str]:
    fields = re.findall(r'<select name="(\w+)".*?</select>', page, re.DOTALL)
    selects = dict(zip(fields, re.findall(r"<select .*?</select>", page, re.DOTALL), strict=True))
    found = {name: re.search(r'<option value="([^"]+)" selected>', select) for name, select in selects.items()}
    return {name: html.unescape(match[1]) for name, match in found.items() if match}


def test_only_what_the_documents_have_can_be_chosen(client: TestClient, house: House) -> None:
    page = client.get("/").text
    assert chips(page) == []
    towns = {document.metadata.municipality for document in house.corpus.documents()} - {None}
    select = page.partition('<select name="kommune"')[2].partition("</select>")[0]
    assert set(re.findall(r'<option value="([^"]+)"', select)) == towns
    assert 'data-filter="inhabitants"' in page


def test_an_address_chooses_filters_and_each_chip_takes_one_away(client: TestClient) -> None:
    page = client.get("/", params={"kommune": TOWN, "jahr": "2023-", "einwohner": "5000-19999"}).text
    assert chosen(page) == {"kommune": TOWN, "jahr": "2023-", "einwohner": "5000-19999"}
    assert [text for text, _ in chips(page)] == [
        f"Kommune: {TOWN}",
        "Einwohnerzahl: 5.000 bis unter 20.000",
        "Jahr: seit 2023",
    ]
    without_town = client.get(chips(page)[0][1]).text
    assert chosen(without_town) == {"jahr": "2023-", "einwohner": "5000-19999"}
    one = client.get(chips(without_town)[0][1]).text
    none = client.get(chips(one)[0][1]).text
    assert chips(none) == []


def test_a_question_is_asked_within_the_filters_which_hold_on(client: TestClient) -> None:
    page = client.post("/fragen", data={"frage": "Was kostet eine Zisterne?", "kommune": TOWN})
    assert f"Filter: Kommune: {TOWN}" in page.text
    assert chosen(page.text) == {"kommune": TOWN}
    stored = client.get(f"/api/v1/conversations/{page.url.path.rpartition('/')[2]}").json()["answers"][0]
    assert stored["filters"] == {"municipality": TOWN}
    freed = client.get(page.url.path + chips(page.text)[0][1])
    assert chips(freed.text) == []


def test_without_evidence_it_says_which_filters_held_and_offers_to_ask_without(
    client: TestClient, foreign_question: str
) -> None:
    page = client.post("/fragen", data={"frage": foreign_question, "kommune": TOWN}).text
    assert f"(Kommune: {TOWN})" in page
    assert texts.ASK_WITHOUT in page
    assert web.REPHRASE in page
    again = client.post("/fragen", data={"frage": foreign_question}).text
    assert f"({web.WITHOUT_FILTERS})" in again
    assert texts.ASK_WITHOUT not in again


def test_one_document_can_be_asked(client: TestClient, pdf: Document) -> None:
    page = client.get("/", params={"dokument": pdf.id}).text
    assert chips(page)[0][0] == f"Dokument: {pdf.metadata.title}"
    asked = client.post("/fragen", data={"frage": "Was ist geplant?", "dokument": pdf.id}).text
    assert "1 Dokument durchsucht" in asked
    gone = client.get("/", params={"dokument": "nirgends"}).text
    assert chips(gone)[0][0] == f"Dokument: {texts.DOCUMENT_GONE}"


def test_asking_again_keeps_the_filters(client: TestClient) -> None:
    page = client.post("/fragen", data={"frage": "Was kostet ein Trinkbrunnen mit Anschluss?", "kommune": TOWN}).text
    forms = [form for form in re.findall(r"<form .*?</form>", page, re.DOTALL) if "data-ask" in form]
    assert forms
    assert all(f'name="kommune" value="{TOWN}"' in form for form in forms)


@pytest.mark.parametrize("value", ["<b>x</b>", "’\U0001f600‮", "20x24", "x" * 300])
def test_any_other_value_is_shown_as_text_and_keeps_nothing_or_is_refused(client: TestClient, value: str) -> None:
    page = client.get("/", params={"kommune": value, "jahr": value})
    assert page.status_code == 200
    assert chips(page.text)[0][0] == f"Kommune: {value}"
    asked = client.post("/fragen", data={"frage": "Wer zahlt?", "jahr": value})
    assert asked.status_code == 422
    assert ">Wer zahlt?</textarea>" in asked.text
    assert "<b>x" not in page.text + asked.text


def test_an_address_can_bring_a_question_that_is_not_asked_yet(client: TestClient) -> None:
    page = client.get("/", params={"frage": "Was ist mit <Bäumen>?"}).text
    assert ">Was ist mit &lt;Bäumen&gt;?</textarea>" in page
    assert client.get("/", params={"frage": "x" * 2001}).status_code == 422
