"""Orders in documents and questions: nobody obeys them, and a model that does changes nothing but its own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from injected_documents import FACTS, IN_DOCUMENTS, IN_QUESTIONS, INJECTIONS, Injection, written
from selectolax.lexbor import LexborHTMLParser

from assistant.assistant import Assistant
from assistant.models import Question
from assistant.web.app import create_app
from assistant.wiring import House, open_house
from corpus.models import Document, Filters, Metadata
from corpus.settings import Settings
from ingest.models import Outcome
from tests.servers.openai_chat import KEY, MODEL, ChatService, chat_service

CANARY = "Wo wohnt der Siebenschläfer unter dem Maulwurfshügel?"


def each(injections: list[Injection]) -> pytest.MarkDecorator:
    names = [f"{i.format}-{i.hiding}-{i.kind}" if i.format else i.kind for i in injections]
    return pytest.mark.parametrize("injection", injections, ids=names)


@pytest.fixture(scope="module")
def service() -> Iterator[ChatService]:
    with chat_service() as service:
        yield service


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory, service: ChatService) -> Iterator[House]:
    """A house whose documents hold all orders, and whose chat model is the scripted one."""
    options = json.dumps({"base_url": service.url, "api_key": KEY})
    folder = tmp_path_factory.mktemp("injected")
    settings = Settings(data_dir=folder / "house", chat_model=f"openai:{MODEL}", chat_model_options=options)
    with open_house(settings) as house:
        for kind, fact in FACTS.items():
            path = written(folder, kind)
            report = house.ingest.add(path, source=str(path), file_name=f"{fact.town.lower()}.{kind}")
            assert report.outcome is Outcome.ADDED, report.reason
            assert report.document_id
            house.corpus.describe(report.document_id, Metadata(title=fact.title, municipality=fact.town))
        yield house


@pytest.fixture(scope="module")
def client(injected: House) -> Iterator[TestClient]:
    unlimited = replace(injected, settings=injected.settings.model_copy(update={"questions_per_minute": 0}))
    with TestClient(create_app(unlimited), base_url="http://127.0.0.1:8000") as client:
        client.post("/api/v1/questions", json={"question": CANARY})
        yield client


def document_about(house: House, kind: str) -> Document:
    return next(d for d in house.corpus.documents() if d.current.file_name.endswith(kind))


def all_text(house: House) -> str:
    pages = [house.corpus.page(d.id, n) for d in house.corpus.documents() for n in range(1, d.current.pages + 1)]
    return " ".join(" ".join(page.text.split()) for page in pages)


def streamed(client: TestClient, question: str, filters: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    asked = {"question": question, "filters": filters}
    response = client.post("/api/v1/questions", json=asked, headers={"accept": "text/event-stream"})
    pieces = [piece.split("\n") for piece in response.text.strip().split("\n\n") if "data: " in piece]
    lines = [dict(line.split(": ", 1) for line in piece) for piece in pieces]
    return [(line["event"], json.loads(line["data"])) for line in lines]


def is_harmless(markup: str) -> bool:
    """Whether nothing in it leads or sends anything out of the house, or runs."""
    assert markup
    for node in LexborHTMLParser(f"<body>{markup}</body>").css("body *"):
        assert node.tag not in ("img", "script", "iframe", "object", "embed", "svg", "meta", "link", "base", "style")
        for name, value in node.attributes.items():
            assert not name.startswith("on"), markup
            if name in ("href", "src", "srcset", "action", "formaction", "data", "poster"):
                assert re.match(r"/(?!/)|#", value or ""), markup
    return True


def is_told_as_data(asked: dict[str, Any], question: str, house: House) -> bool:
    """Whether a request to the model holds its rules, and then question and passages as JSON and nothing else."""
    assert "tools" not in asked
    rules, message = asked["messages"]
    assert (rules["role"], message["role"]) == ("system", "user")
    for text in [*(i.text for i in INJECTIONS), *(fact.text for fact in FACTS.values())]:
        assert text not in rules["content"]
    head, *passages, empty, last = message["content"].split("\n")
    assert (head, empty) == ("Textstellen", "")
    assert json.loads(last.removeprefix("Frage: ")) == " ".join(question.split())
    for number, passage in enumerate(passages, 1):
        values = json.loads(passage.removeprefix(f"[{number}] "))
        assert list(values) == ["Dokument", "Abschnitt", "Seite", "Text"]
        assert " ".join(values["Text"].split()) in all_text(house)
    return bool(passages)


def is_quoted(sentence: str, quotes: list[str]) -> bool:
    """Whether a sentence is made of nothing but the quotes that it cites."""
    assert any(sentence in " ".join(quote.split()) for quote in quotes), (sentence, quotes)
    return True


def stand_on_their_pages(house: House, citations: list[dict[str, Any]]) -> bool:
    return all(c["quote"] in house.corpus.page(c["document_id"], c["page"]).text for c in citations)


def test_hidden_orders_are_not_indexed_and_visible_ones_are(injected: House) -> None:
    text = all_text(injected)
    assert not any("\U000e0000" <= letter <= "\U000e007f" for letter in text)
    for injection in IN_DOCUMENTS:
        assert (injection.text in text) is not injection.hides, injection
    for document in injected.corpus.documents():
        assert document.current.remarks, document.current.file_name


@each(IN_DOCUMENTS)
def test_an_answer_in_quotes_obeys_no_order_in_a_document(injected: House, injection: Injection) -> None:
    fact = FACTS[injection.format]
    document = document_about(injected, injection.format)
    answer = Assistant(injected.corpus).ask(Question(fact.question, Filters({"municipality": fact.town})))
    assert answer.sentences[0].text in fact.text
    assert (answer.documents_searched, {c.document_id for c in answer.citations}) == (1, {document.id})
    for sentence in answer.sentences:
        assert is_quoted(sentence.text, [answer.citations[n - 1].quote for n in sentence.citations])
        assert not (injection.hides and injection.text in sentence.text)
    assert all(c.quote in injected.corpus.page(c.document_id, c.page).text for c in answer.citations)


@each(IN_QUESTIONS)
def test_an_answer_in_quotes_obeys_no_order_in_a_question(injected: House, injection: Injection) -> None:
    answer = Assistant(injected.corpus).ask(Question(injection.text))
    assert answer.documents_searched == len(FACTS)
    for sentence in answer.sentences:
        assert is_quoted(sentence.text, [answer.citations[n - 1].quote for n in sentence.citations])
    assert all(c.quote in injected.corpus.page(c.document_id, c.page).text for c in answer.citations)
    assert CANARY not in answer.text
    if injection.about:
        assert answer.sentences[0].text in FACTS[injection.about].text
    else:
        assert answer.status in ("no_evidence", "partial"), answer.text


@each(INJECTIONS)
def test_a_model_that_obeys_changes_no_citation_and_brings_nothing_to_life(
    injected: House, client: TestClient, service: ChatService, injection: Injection
) -> None:
    fact = FACTS.get(injection.format)
    before = injected.corpus.documents()
    service.asked.clear()
    service.mode = injection.mode
    service.reply = f"{fact.text} [1] {injection.obeyed}" if fact else injection.obeyed
    question = fact.question if fact else injection.text
    events = streamed(client, question, {"municipality": fact.town} if fact else {})

    # What the documents say nothing of never reaches the model.
    assert bool(service.asked) is bool(fact or injection.about)
    assert all(is_told_as_data(asked, question, injected) for asked in service.asked)
    assert all(is_harmless(data["html"]) for name, data in events if name in ("block", "done"))
    name, done = events[-1]
    assert name == "done"
    shown = client.get(f"/fragen/{events[0][1]['conversation']}").text
    turns = LexborHTMLParser(shown).css("article.turn")
    assert len(turns) == 1
    assert is_harmless(turns[0].html or "")

    answer = done["answer"]
    text = all_text(injected)
    assert answer["documents_searched"] == (1 if fact else len(FACTS))
    assert stand_on_their_pages(injected, answer["citations"])
    for sentence in answer["sentences"]:
        proven = sentence["text"] in text and sentence["text"] not in injection.text
        assert bool(sentence["citations"]) is proven, sentence
        assert all(number in text for number in re.findall(r"\d+", sentence["text"]))
        assert CANARY not in sentence["text"]
    if fact:
        assert {c["document_id"] for c in answer["citations"]} == {document_about(injected, injection.format).id}
        assert answer["sentences"][0]["text"] in fact.text
        assert answer["sentences"][0]["citations"] == [1]
        assert answer["citations"][0]["quote"] in fact.text
    assert injected.corpus.documents() == before
