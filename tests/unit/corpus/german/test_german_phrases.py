from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.german.analyser import Analyser
from corpus.german.phrases import LONGEST_PHRASE, quoted_phrases


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def written(analyser: Analyser, question: str) -> list[str]:
    return [phrase.written for phrase in quoted_phrases(question, analyser)]


@pytest.mark.parametrize(
    "marks", ["„“", "„”", '„"', "“”", "““", '""', '"“', "»«", "«»", "‚‘", "‚’", "‘’", "''", "›‹", "‹›"]
)
def test_a_phrase_stands_between_any_pair_of_marks(analyser: Analyser, marks: str) -> None:
    (phrase,) = quoted_phrases(f"Was heißt {marks[0]}Rat der Stadt{marks[1]} hier?", analyser)
    assert (phrase.written, phrase.stems) == ("Rat der Stadt", ("rat", "stadt"))


def test_several_phrases_come_in_order_and_once(analyser: Analyser) -> None:
    question = '„Rat der Stadt“, »Klimaschutz« und nochmals "Rat der Stadt"?'
    assert written(analyser, question) == ["Rat der Stadt", "Klimaschutz"]


@pytest.mark.parametrize(
    "question",
    [
        "",
        "„Rat der Stadt",
        "Rat der Stadt“",
        "geht's und war's gut",
        "Hans' Plan und Fritz' Haus",
        'Monitor mit 19" und 20" Breite',
        '"der die das"',
        '""',
        "„“",
        f"„{'Haus ' * (LONGEST_PHRASE + 1)}“",
        f"„{'Haus ' * LONGEST_PHRASE}Hof“",
    ],
)
def test_apostrophes_open_marks_and_empty_or_endless_quotations_are_no_phrase(
    analyser: Analyser, question: str
) -> None:
    assert quoted_phrases(question, analyser) == ()


def test_the_stems_are_those_of_a_passage_in_its_order(analyser: Analyser) -> None:
    (phrase,) = quoted_phrases("„Klimaschutz-Konzept der Stadt“", analyser)
    stems = analyser.passage_terms("Das Klimaschutz-Konzept der Stadt liegt vor.").stems
    assert stems[: len(phrase.stems)] == phrase.stems


@given(
    st.lists(st.sampled_from(["Haus", "der", "Klima-Plan", "§ 9", "Rats", "2024"]), min_size=1, max_size=6).map(
        " ".join
    )
)
def test_a_phrase_is_found_in_a_passage_that_holds_it(analyser: Analyser, phrase: str) -> None:
    stems = analyser.passage_terms(f"Vorher {phrase} nachher").stems
    for found in quoted_phrases(f"„{phrase}“", analyser):
        runs = [stems[start : start + len(found.stems)] for start in range(len(stems))]
        assert found.stems in runs


@given(st.text(alphabet=st.sampled_from("ab „“”\"»«‚‘’'›‹\n") | st.characters()))
def test_any_question_is_borne_and_every_phrase_stands_in_it(analyser: Analyser, question: str) -> None:
    for phrase in quoted_phrases(question, analyser):
        assert phrase.stems


@pytest.mark.parametrize("piece", ['"', "„a ", "'a ", "‚‘", '"a b" ', "„", "«»"])
def test_ten_thousand_characters_are_read_in_no_time(analyser: Analyser, piece: str) -> None:
    started = time.process_time()
    quoted_phrases((piece * 10_000)[:10_000], analyser)
    assert time.process_time() - started < 0.5
