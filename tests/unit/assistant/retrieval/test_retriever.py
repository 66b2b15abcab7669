"""Retrieving from the example documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.evidence import READ
from assistant.models import Question, Status
from assistant.retrieval.langchain import PassageRetriever
from assistant.retrieval.retriever import Retriever
from assistant.wiring import House, open_house
from corpus.models import Filters
from corpus.settings import Settings
from tests.servers.openai_embeddings import embeddings_service

HITZE = Path(__file__).parents[4] / "corpus" / "examples" / "documents" / "hitzeaktionsplan-ottersfurt.pdf"


@pytest.fixture(scope="module")
def retriever(house: House) -> Retriever:
    return Retriever(house.corpus)


def test_the_best_passage_comes_first_and_scores_lie_between_0_and_1(retriever: Retriever) -> None:
    found = retriever.retrieve("Wie viel Zuschuss gibt es für eine Zisterne?", Filters())
    assert "400 Euro" in found.ranked[0].stored.passage.text
    scores = [ranked.score for ranked in found.ranked]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


def test_a_filter_acts_inside_both_searches(retriever: Retriever, house: House) -> None:
    only = {d.id for d in house.corpus.documents() if d.metadata.municipality == "Ottersfurt"}
    found = retriever.retrieve("Leerstand in der Innenstadt", Filters({"municipality": "ottersfurt"}))
    assert found.ranked
    assert {ranked.stored.document_id for ranked in found.ranked} <= only


def test_what_stands_in_quotation_marks_comes_first_word_for_word(retriever: Retriever) -> None:
    found = retriever.retrieve("Welche Regeln gelten für Zuschüsse und „nicht rückzahlbarer Zuschuss“?", Filters())
    plain = retriever.retrieve("Welche Regeln gelten für Zuschüsse und Rückzahlung?", Filters())
    holding = [r for r in plain.ranked if "nicht rückzahlbarer Zuschuss" in " ".join(r.stored.passage.text.split())]
    assert found.ranked[: len(holding)]
    assert {r.stored.id for r in holding} == {r.stored.id for r in found.ranked[: len(holding)]}


def test_a_phrase_that_stands_nowhere_is_told_and_its_words_are_searched_for(retriever: Retriever) -> None:
    found = retriever.retrieve("„Zisterne im Vanillepudding“", Filters())
    assert found.ranked
    assert "„Zisterne im Vanillepudding“" in found.notes[0]
    assert retriever.retrieve("„nicht rückzahlbarer Zuschuss“", Filters()).notes == ()


def test_a_mistyped_word_finds_what_was_meant(retriever: Retriever) -> None:
    right = retriever.retrieve("Trinkbrunnen", Filters()).ranked
    wrong = retriever.retrieve("Trinkbrunen", Filters()).ranked
    assert wrong[0].stored.id == right[0].stored.id
    assert wrong[0].bm25 > 0


def test_documents_of_the_conversation_are_preferred(retriever: Retriever, house: House) -> None:
    asked = "Wie hoch sind die Kosten?"
    for document in house.corpus.documents():
        first = retriever.retrieve(asked, Filters(), preferred=[document.id]).ranked[:5]
        plain = retriever.retrieve(asked, Filters()).ranked[:5]
        count = [sum(r.stored.document_id == document.id for r in ranking) for ranking in (plain, first)]
        assert count[1] >= count[0]


def test_an_english_question_finds_the_german_passage(retriever: Retriever) -> None:
    found = retriever.retrieve("How many euros does the town pay for a rain water cistern?", Filters())
    assert any("Zisterne" in ranked.stored.passage.text for ranked in found.ranked[:READ])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300))
def test_whatever_is_typed_is_searched_for_without_an_error(retriever: Retriever, typed: str) -> None:
    retriever.retrieve(typed, Filters())


@pytest.mark.parametrize(
    "typed",
    [
        "a",
        "und oder aber",
        "🌳🌳",
        'NEAR("a" "b") OR x*',
        "'; DROP TABLE passages; --",
        "\x00\x07\x1b[31m",
        '"',
        "„“",
        "Straße " * 1500,
    ],
    ids=["letter", "stop words", "emoji", "fts", "sql", "control", "quote", "empty quotes", "long"],
)
def test_odd_input_finds_something_or_nothing_but_never_fails(retriever: Retriever, typed: str) -> None:
    found = retriever.retrieve(typed, Filters())
    assert all(0 <= ranked.score <= 1 for ranked in found.ranked)


def test_other_chains_can_use_it_as_a_langchain_retriever(retriever: Retriever, house: House) -> None:
    documents = PassageRetriever(retriever=retriever, limit=3).invoke("Was kostet ein Trinkbrunnen?")
    assert len(documents) == 3
    assert documents[0].metadata["title"] in {d.metadata.title for d in house.corpus.documents()}
    assert documents[0].metadata["score"] >= documents[1].metadata["score"]


@pytest.fixture
def without_embeddings(tmp_path: Path) -> Iterator[House]:
    """A house whose embedding service answered while the document was taken in and has gone away since."""
    with embeddings_service() as service:
        options = {"embeddings": "langchain_openai:OpenAIEmbeddings", "embeddings_options": service.options()}
        with open_house(Settings.model_validate({"data_dir": tmp_path, **options})) as house:
            house.ingest.add(HITZE, source="hitze", file_name=HITZE.name)
            service.mode = "error"
            yield house


def test_without_the_embedding_service_words_alone_find_and_people_are_told(without_embeddings: House) -> None:
    found = without_embeddings.assistant.search("Trinkbrunnen mit Anschluss")
    assert "Trinkbrunnen" in found.hits[0].passage.passage.text
    answer = without_embeddings.assistant.ask(Question("Was kostet ein Trinkbrunnen mit Anschluss?"))
    assert answer.status is Status.NO_EVIDENCE
    assert answer.nearest
    assert "nur nach Wörtern" in found.notes[0]
    assert answer.notes == found.notes
