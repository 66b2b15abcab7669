from __future__ import annotations

import time

from assistant.models import Question, Status
from assistant.suggesting.first_questions import MOST, SECONDS, spread
from assistant.wiring import House


def test_questions_of_different_documents_are_offered_and_answered(house: House) -> None:
    documents = house.corpus.documents()
    for _ in range(20):
        offered = house.first_questions.offered(documents)
    assert 2 <= len(offered) <= MOST
    answers = [house.assistant.ask(Question(question)) for question in offered]
    assert {answer.status for answer in answers} == {Status.ANSWERED}
    cited = [answer.citations[0].document_id for answer in answers]
    assert len(set(cited)) == len(cited)


def test_only_documents_that_are_there_are_asked_about(house: House) -> None:
    documents = house.corpus.documents()
    house.first_questions.offered(documents)
    few = documents[:2]
    for _ in range(20):
        offered = house.first_questions.offered(few)
    assert len(offered) <= len(few)
    assert house.first_questions.offered(()) == ()


def test_looking_for_them_keeps_nobody_waiting_once_they_are_found(house: House) -> None:
    documents = house.corpus.documents()
    for _ in range(20):
        house.first_questions.offered(documents)
    begun = time.perf_counter()
    house.first_questions.offered(documents)
    assert time.perf_counter() - begun < SECONDS


def test_the_fields_of_action_take_turns(house: House) -> None:
    documents = spread(house.corpus.documents())
    fields = {document.metadata.field_of_action for document in documents}
    first = [document.metadata.field_of_action for document in documents[: len(fields)]]
    assert set(first) == fields
