"""Next questions that the corpus can answer, made without a model."""

from __future__ import annotations

import pytest

from assistant.conversations.models import AnswerState
from assistant.models import Answer, Question, Status
from assistant.rendering import answer_json
from assistant.retrieval.retriever import Retriever
from assistant.suggesting.next_questions import next_questions
from assistant.web.html import Html
from assistant.web.information.appearance import read_appearance
from assistant.web.questions.turns import turn_of
from assistant.wiring import House
from corpus.gate import Gate
from corpus.models import Filters

QUESTIONS = (
    "Wie viel Zuschuss gibt es in Ottersfurt für eine Zisterne?",
    "Wie viele Geschäfte standen 2023 in Brunnleben noch leer?",
    "Bis wann müssen kleinere Städte ihren Wärmeplan fertig haben?",
)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine would leave no time for any."""
    monkeypatch.setattr("assistant.suggesting.next_questions.SECONDS", 30)


def ask(house: House, question: str, *earlier: Answer) -> Answer:
    return house.assistant.ask(Question(question, earlier=tuple(answer.turn for answer in earlier)))


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_is_answered_in_the_same_conversation_as_it_stands_and_on_a_new_page(house: House, question: str) -> None:
    answer = ask(house, question)
    shown = {(citation.document_id, citation.page) for citation in answer.citations}
    assert 1 <= len(answer.next_questions) <= 3
    for suggested in answer.next_questions:
        following = ask(house, suggested, answer)
        assert following.status is Status.ANSWERED
        assert following.understood == suggested
        assert {(citation.document_id, citation.page) for citation in following.citations} - shown


def test_without_evidence_nothing_is_suggested(house: House) -> None:
    assert ask(house, "Wie lange muss ein Marmorkuchen mit Vanilleglasur im Ofen backen?").next_questions == ()


def test_none_is_looked_for_once_the_time_is_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(house, QUESTIONS[0])
    retriever = Retriever(house.corpus)
    found = retriever.retrieve(QUESTIONS[0], Filters())
    monkeypatch.setattr("assistant.suggesting.next_questions.SECONDS", -1)
    assert next_questions(house.corpus, retriever, Gate(), answer.turn, Filters(), found, answer.citations) == ()


def test_the_page_offers_them_as_buttons_that_ask(house: House) -> None:
    answer = ask(house, QUESTIONS[0])
    stored = house.conversations.begin(Question(answer.question), None)
    house.conversations.finish(stored.id, AnswerState.DONE, answer)
    outcome = turn_of(Html(read_appearance(house.settings)), house.corpus, house.conversations.answer(stored.id)).html
    assert "Weiterfragen" in outcome
    assert outcome.count('class="suggestion"') == len(answer.next_questions)
    assert answer_json(answer)["next_questions"] == list(answer.next_questions)
