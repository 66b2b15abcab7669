from __future__ import annotations

import random
import time

import pytest

from assistant.insight.grouping import content_stems, grouped
from corpus.german.analyser import Analyser

FREIBAD = "Was kostet die Sanierung des Freibads?"


def together(analyser: Analyser, *questions: str) -> list[list[int]]:
    return grouped([content_stems(analyser, question) for question in questions])


@pytest.mark.parametrize(
    "other",
    [
        "Sanierung des Freibades: Was kostet sie?",
        "was kosten die sanierungen der freibäder",
        "Was kostet die Freibad-Sanierung?",
    ],
)
def test_the_same_question_in_other_words_is_the_same(analyser: Analyser, other: str) -> None:
    assert together(analyser, FREIBAD, other) == [[0, 1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FREIBAD, "Was kostet die Sanierung der Turnhalle?"),
        (FREIBAD, "Wer bezahlt die Sanierung des Freibads?"),
        ("Was kostet das Freibad in Ottersfurt?", "Was kostet das Freibad in Brunnleben?"),
        (
            "Wie hoch war die Förderung für Gründächer in Ottersfurt im Haushaltsjahr 2023?",
            "Wie hoch war die Förderung für Gründächer in Ottersfurt im Haushaltsjahr 2024?",
        ),
    ],
)
def test_another_matter_place_or_year_is_another_question(analyser: Analyser, one: str, other: str) -> None:
    assert sorted(together(analyser, one, other)) == [[0], [1]]


def test_questions_without_a_word_of_content_are_told_apart(analyser: Analyser) -> None:
    assert together(analyser, "Wer ist das?", "Und wie?", "und wie") == [[1, 2], [0]]
    assert together(analyser, "???", "!") == [[0, 1]]


def test_the_groups_do_not_depend_on_the_order_of_asking(analyser: Analyser) -> None:
    words = (
        "Freibad",
        "Sanierung",
        "Kosten",
        "Bürger",
        "Radweg",
        "Stadtrat",
        "Wärme",
        "Förderung",
        "Planung",
        "Antrag",
    )
    chance = random.Random(7)
    questions = [" ".join(chance.sample(words, 6)) for _ in range(200)]
    stems = [content_stems(analyser, question) for question in questions]
    forwards = {frozenset(stems[index] for index in group) for group in grouped(stems)}
    backwards = {frozenset(stems[::-1][index] for index in group) for group in grouped(stems[::-1])}
    assert forwards == backwards


@pytest.mark.alone
def test_ten_thousand_questions_are_grouped_at_once(analyser: Analyser) -> None:
    chance = random.Random(3)
    nouns = [f"Wort{chance.randrange(10**6)}x" for _ in range(3_000)]
    asked = "Was kostet die Förderung für {} und {} in {}?"
    questions = [asked.format(*chance.choices(nouns, k=2), chance.choice(nouns[:60])) for _ in range(10_000)]
    begun = time.perf_counter()
    groups = together(analyser, *questions)
    seconds = time.perf_counter() - begun
    assert sum(map(len, groups)) == len(questions)
    assert seconds < 5
