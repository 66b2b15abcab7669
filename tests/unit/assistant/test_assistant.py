"""Asking the example corpus: what every answer must hold to, and a few that must be right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.models import Answer, BlockEvent, CitationEvent, DoneEvent, Question, Status
from assistant.page_marks import fold
from assistant.wiring import House
from corpus.errors import RefusedQuestion
from corpus.models import Filters

QUESTIONS = Path(__file__).parents[3] / "corpus" / "examples" / "questions.jsonl"


def ask(house: House, question: str, **filters: str) -> Answer:
    return house.assistant.ask(Question(question, Filters(filters)))


@pytest.mark.parametrize(
    ("question", "answer", "page"),
    [
        ("Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?", "13.800 Euro", 5),
        ("Bis wann müssen kleinere Städte ihren Wärmeplan fertig haben?", "30. Juni 2028", 3),
        ("Wie viel Zuschuss gibt es für eine Zisterne?", "Zuschuss: 400 Euro", 3),
        ("Ab welchem Alter darf man beim Bürgerbudget mitmachen?", "mindestens 14 Jahre", 2),
    ],
)
def test_a_clerk_gets_the_fact_and_its_page(house: House, question: str, answer: str, page: int) -> None:
    found = ask(house, question)
    assert found.status is Status.ANSWERED
    sentence = next(s for s in found.sentences if answer in s.text)
    assert found.citations[sentence.citations[0] - 1].page == page


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.long)])
def test_every_quote_of_every_answer_stands_on_the_page_it_names(house: House, every: int) -> None:
    asked = [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()][::every]
    cited = 0
    for question in asked:
        answer = ask(house, question)
        assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
        for citation in (*answer.citations, *answer.nearest):
            page = house.corpus.page(citation.document_id, citation.page)
            assert citation.quote in page.text, question
            cited += 1
        for sentence in answer.sentences:
            assert sentence.citations
            quotes = "".join(answer.citations[n - 1].quote for n in sentence.citations)
            assert all(fold(word) in fold(quotes) or ":" in sentence.text for word in sentence.text.split())
    assert cited > len(asked)


def test_a_question_from_another_field_is_refused_with_what_comes_nearest(house: House) -> None:
    answer = ask(house, "Wie lange muss ein Marmorkuchen mit Vanilleglasur im Ofen backen?")
    assert answer.status is Status.NO_EVIDENCE
    assert answer.sentences == ()
    assert 1 <= len(answer.nearest) <= 3


def test_a_year_that_stands_nowhere_makes_the_answer_a_partial_one(house: House) -> None:
    answer = ask(house, "Wie viele Heiße Tage gab es in Ottersfurt 2012?")
    assert answer.status is Status.PARTIAL
    assert answer.missing == ("2012",)


def test_a_filter_keeps_other_towns_out(house: House) -> None:
    answer = ask(house, "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?", municipality="Rabenwerda")
    assert answer.documents_searched == 1
    assert "13.800" not in answer.text


def test_the_stream_gives_each_citation_before_the_block_that_uses_it(house: House) -> None:
    known: set[int] = set()
    events = list(house.assistant.stream(Question("Was kosten die Messstellen laufend im Jahr?")))
    for event in events:
        if isinstance(event, CitationEvent):
            known.add(event.citation.number)
        if isinstance(event, BlockEvent):
            assert known.issuperset(event.sentence.citations)
    assert isinstance(events[-1], DoneEvent)


@pytest.mark.parametrize("question", ["?", "a", "der die das", "🙂", '" OR NEAR( * ) --', "What does it cost?"])
def test_odd_questions_end_in_an_answer_and_never_in_an_error(house: House, question: str) -> None:
    assert ask(house, question).status in Status


@pytest.mark.parametrize("question", ["", " \n ", "\x00\x01", "ü" * 2_001])
def test_questions_that_are_empty_endless_or_no_text_are_refused(house: House, question: str) -> None:
    with pytest.raises(RefusedQuestion):
        ask(house, question)
