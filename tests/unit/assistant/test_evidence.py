"""The gate judges every model alike, whatever scale its cosines have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from assistant.evaluation.examples import read_examples
from assistant.evaluation.sets import KnownQuestion
from assistant.evidence import judge
from assistant.models import Question, Status
from assistant.retrieval.retriever import Retriever
from assistant.wiring import House, open_house
from corpus.gate import Gate
from corpus.models import Filters
from corpus.settings import Settings
from ingest.models import Outcome
from tests.conftest import SOME_EXAMPLES

CENTRED = "tests.embeddings.centred:CentredE5"


@pytest.fixture(scope="module")
def centred(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The example documents in a house whose model has another scale."""
    with open_house(Settings(data_dir=tmp_path_factory.mktemp("centred"), embeddings=CENTRED)) as house:
        for path in SOME_EXAMPLES:
            assert house.ingest.add(path, source=str(path), file_name=path.name).outcome is Outcome.ADDED
        yield house


def answered(house: House, questions: Sequence[KnownQuestion]) -> int:
    """To how many questions the house gives an answer or a part of one."""
    answers = [house.assistant.ask(Question(question.text)) for question in questions]
    return sum(answer.status is not Status.NO_EVIDENCE for answer in answers)


@pytest.mark.dear
def test_a_model_of_another_scale_answers_and_refuses_nearly_as_the_built_in_one(house: House, centred: House) -> None:
    # Every second of the questions that were written for just these documents.
    written = [question for question in read_examples().questions if question.id[0] in "fu" and len(question.id) == 3]
    questions = written[::2]
    known = [question for question in questions if question.answerable]
    foreign = [question for question in questions if not question.answerable]
    assert (len(known), len(foreign)) == (30, 15)
    assert centred.corpus.embeddings.background().mean < 0.5
    assert answered(centred, known) >= 25
    assert answered(centred, foreign) <= answered(house, foreign) + 2


def test_what_holds_in_another_town_is_no_answer(house: House) -> None:
    answer = house.assistant.ask(Question("Wie viel Zuschuss gibt es in Brunnleben für eine Zisterne?"))
    assert (answer.status, answer.missing) == (Status.PARTIAL, ("Zisterne",))
    towns = {house.corpus.document(citation.document_id).metadata.municipality for citation in answer.citations}
    assert towns == {"Brunnleben"}


def test_an_answer_of_other_towns_alone_is_partial_and_names_the_one_that_was_asked_for(house: House) -> None:
    found = Retriever(house.corpus).retrieve("Wie hoch ist der Zuschuss für eine Zisterne?", Filters())
    assert judge(house.corpus, found, Gate()).status is Status.ANSWERED
    evidence = judge(house.corpus, replace(found, places=frozenset({"Lerchenwerda"})), Gate())
    assert (evidence.status, evidence.missing) == (Status.PARTIAL, ("Lerchenwerda",))
