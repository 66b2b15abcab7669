from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.german.analyser import Analyser, TermKind
from corpus.german.folding import fold
from corpus.german.spelling import MOST_CORRECTIONS, corrections, spelling_terms

PASSAGES = (
    "Das Starkregenvorsorgekonzept der Stadt nennt Vorsorge und Konzepte.",
    "Der Hitzeaktionsplan und die Wärmeplanung liegen vor.",
    "Die Beteiligung der Bürgerinnen und Bürger an der Klimaanpassung.",
    "Eine Aktion im Haushalt: Zuwendungen, Förderrichtlinie, Leerstandsmanagement.",
)


class TermCounts:
    """The vocabulary of a few passages, kept in memory."""

    def __init__(self, analyser: Analyser, passages: Iterable[str]) -> None:
        self.counts: Counter[str] = Counter()
        for passage in passages:
            terms = analyser.passage_terms(passage)
            self.counts.update({*terms.stems, *terms.parts})

    def frequencies(self, terms: Collection[str], /) -> Mapping[str, int]:
        return {term: self.counts[term] for term in terms if term in self.counts}

    def beginning_with(self, beginnings: Collection[str], /) -> Iterable[str]:
        return [term for term in self.counts if term[:5] in beginnings]


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


@pytest.fixture(scope="module")
def vocabulary(analyser: Analyser) -> TermCounts:
    return TermCounts(analyser, PASSAGES)


def stem(analyser: Analyser, text: str) -> str:
    (word,) = analyser.words(text)
    return word.stem


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("Wämeplanung", "Wärmeplanung"),
        ("Wärmpelanung", "Wärmeplanung"),
        ("Beteiligugn", "Beteiligung"),
        ("Konzpet", "Konzept"),
        ("Hausalt", "Haushalt"),
        ("Hitzeaktonsplan", "Hitzeaktionsplan"),
        ("Starkregenvorsogekonzept", "Starkregenvorsorgekonzept"),
        ("Förderrichlinei", "Förderrichtlinie"),
        ("Leerstandsmanagment", "Leerstandsmanagement"),
        ("Lehrstandsmanagment", "Leerstandsmanagement"),
    ],
)
def test_a_mistyped_word_is_searched_as_what_was_meant(
    analyser: Analyser, vocabulary: TermCounts, mistyped: str, meant: str
) -> None:
    terms = spelling_terms(f"Was ist {mistyped}?", analyser, vocabulary)
    assert terms[0].text == stem(analyser, meant)
    assert {(term.kind, term.position) for term in terms} == {(TermKind.SPELLING, 2)}


def test_the_parts_of_a_corrected_compound_are_searched_too(analyser: Analyser) -> None:
    # The corpus knows the parts, not the whole.
    vocabulary = TermCounts(analyser, ["Starkregen, Vorsorge, Konzept"])
    found = {term.text for term in spelling_terms("Starkregenvorsogekonzept", analyser, vocabulary)}
    assert {"starkreg", "vorsorg", "konzept"} <= found


def test_the_mistyped_half_of_a_hyphenated_word_is_corrected(analyser: Analyser, vocabulary: TermCounts) -> None:
    assert [term.text for term in spelling_terms("Vorsorge-Konzpet", analyser, vocabulary)] == ["konzept"]


@pytest.mark.parametrize(
    "question",
    [
        "Bananenplantage",
        "Gibt es eine Förderrichtlinie zum Haushalt?",
        "Haushalte 2024b1 KfW432 BauGB",
        "Ulm Rat Amt",
        "Forderung",
        "Zwickau und Bautzen",
        "Sturzflut",
        "",
        "wie ist das",
    ],
)
def test_what_is_german_short_or_known_is_left_alone(analyser: Analyser, vocabulary: TermCounts, question: str) -> None:
    assert spelling_terms(question, analyser, vocabulary) == ()


def test_in_short_words_the_first_letter_is_taken_as_right(analyser: Analyser, vocabulary: TermCounts) -> None:
    assert spelling_terms("onzept", analyser, vocabulary) == ()
    assert spelling_terms("okzept", analyser, vocabulary) == ()


@pytest.mark.parametrize("question", ["Klima anpassung", "die Klima Anpassung in Ulm", "Hitze aktions plan"])
def test_compounds_written_apart_are_searched_together(
    analyser: Analyser, vocabulary: TermCounts, question: str
) -> None:
    found = {term.text for term in spelling_terms(question, analyser, vocabulary)}
    assert found & {"klimaanpass", "hitzeaktionsplan"}


@pytest.mark.parametrize("question", ["Klima, Anpassung", "Klima und Anpassung", "Klima. Anpassung"])
def test_words_with_something_between_them_are_not_joined(
    analyser: Analyser, vocabulary: TermCounts, question: str
) -> None:
    assert spelling_terms(question, analyser, vocabulary) == ()


def test_at_most_three_corrections_come_and_the_likeliest_first(analyser: Analyser) -> None:
    vocabulary = TermCounts(analyser, ["Planken", "Planken Flanken", "Blanken", "Pranken", "Plagen"])
    found = corrections("plynken", analyser, vocabulary)
    assert 1 <= len(found) <= MOST_CORRECTIONS
    assert found[0].stem == stem(analyser, "Planken")


def test_most_errors_in_a_real_vocabulary_are_corrected(analyser: Analyser, shared_data: Path) -> None:
    texts = [file.read_text("utf-8") for file in sorted((shared_data / "ulm-smartcity").glob("*.md"))]
    vocabulary = TermCounts(analyser, texts)
    words = sorted({key for text in texts for word in analyser.words(text) if len(key := fold(word.text)) >= 8})
    chance = random.Random(7)
    meant = chance.sample([word for word in words if word.isascii() and word.isalpha()], 150)
    first = 0
    for word in meant:
        at = chance.randrange(1, len(word) - 1)
        mistyped = chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + chance.choice(ascii_lowercase) + word[at:],
            ]
        )
        terms = spelling_terms(mistyped, analyser, vocabulary)
        first += analyser.stem(word) in (analyser.stem(mistyped), *(term.text for term in terms[:1]))
    assert first / len(meant) > 0.85


@given(st.text(alphabet=st.sampled_from("aekmnrstxKW -\u00ad\u0308'\"*1\n") | st.characters(), max_size=60))
def test_any_question_is_borne_and_yields_terms_of_the_vocabulary_or_their_wholes(
    analyser: Analyser, vocabulary: TermCounts, question: str
) -> None:
    for term in spelling_terms(question, analyser, vocabulary):
        assert term.kind is TermKind.SPELLING
        assert term.text.isalnum()
        assert 0 < term.weight < 1


@pytest.mark.parametrize("piece", ["xqztkp ", "Starkregenvorsogekonzept ", "Klima anpassung ", "x", "-", "\x00"])
def test_ten_thousand_characters_are_looked_up_in_no_time(
    analyser: Analyser, vocabulary: TermCounts, piece: str
) -> None:
    started = time.process_time()
    spelling_terms((piece * 10_000)[:10_000], analyser, vocabulary)
    assert time.process_time() - started < 0.5
