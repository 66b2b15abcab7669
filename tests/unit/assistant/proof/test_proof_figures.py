"""What the sentence check catches and flags wrongly, on sentences made from some of the example documents."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.evaluation.corruptions import Case, Kind, cases
from assistant.evaluation.rewordings import read_rewordings
from assistant.proof.checking import check
from assistant.wiring import House
from corpus.models import StoredPassage

MOST = 25
# A little below what is measured on all of the example documents.
LOWEST_CAUGHT = {
    Kind.FOREIGN_NUMBER: 0.96,
    Kind.SAME_PASSAGE_NUMBER: 0.92,
    Kind.FOREIGN_NAME: 0.92,
    Kind.NEGATION_INSERTED: 0.92,
    Kind.NEGATION_REMOVED: 0.92,
    Kind.ANTONYM: 0.88,
    Kind.ADDED: 0.92,
    Kind.FOREIGN_PHRASE: 0.72,
    Kind.FOREIGN_NOUN: 0.68,
    Kind.SAME_PASSAGE_NOUN: 0.44,
    Kind.WRONG_DOCUMENT: 0.96,
    Kind.WRONG_PASSAGE: 0.92,
}
MOST_FALSELY_FLAGGED = 0.08


def _passages(house: House) -> list[StoredPassage]:
    documents = sorted(house.corpus.documents(), key=lambda document: document.current.file_name)
    return [passage for document in documents for passage in house.corpus.passages(document.id)]


@pytest.fixture(scope="module")
def made(house: House) -> list[Case]:
    return list(cases(_passages(house), house.corpus.analyser, MOST))


def test_the_same_sentences_are_made_again_from_the_same_passages(house: House, made: list[Case]) -> None:
    assert list(cases(_passages(house), house.corpus.analyser, MOST)) == made
    assert {case.kind for case in made} == set(Kind)


def test_no_false_sentence_is_the_statement_it_was_made_from(made: list[Case]) -> None:
    elsewhere = (Kind.WRONG_DOCUMENT, Kind.WRONG_PASSAGE)
    changed = [case for case in made if case.kind.is_false and case.kind not in elsewhere]
    assert changed
    assert all(case.sentence != case.original for case in changed)


def test_false_sentences_are_caught_and_true_ones_are_not(house: House, made: list[Case]) -> None:
    sentences = Counter(case.kind for case in made)
    flagged = Counter(case.kind for case in made if not check(house.corpus, case.sentence, case.passage).proven)
    for kind, count in sentences.items():
        if kind.is_false:
            assert flagged[kind] >= LOWEST_CAUGHT[kind] * count, kind
        else:
            assert flagged[kind] <= MOST_FALSELY_FLAGGED * count, kind


def test_every_quote_stands_in_its_passage(house: House, made: list[Case]) -> None:
    for case in made[::3]:
        verdict = check(house.corpus, case.sentence, case.passage)
        assert verdict.quote
        assert verdict.quote in case.passage.passage.text


def test_enough_rewordings_are_there_and_a_third_is_held_back(house: House) -> None:
    rewordings = list(read_rewordings())
    assert len(rewordings) >= 150
    assert 0.25 < sum(r.held_back for r in rewordings) / len(rewordings) < 0.42
    documents = {d.current.file_name.rpartition(".")[0]: d.id for d in house.corpus.documents()}
    for rewording in rewordings:
        if rewording.document in documents:
            texts = [" ".join(p.passage.text.split()) for p in house.corpus.passages(documents[rewording.document])]
            assert any(rewording.statement in text for text in texts), rewording.statement
