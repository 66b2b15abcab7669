from __future__ import annotations

import pytest

from corpus.german.compounds import CompoundSplitter
from corpus.german.folding import fold
from corpus.german.known_words import is_known_word


@pytest.fixture(scope="module")
def compounds() -> CompoundSplitter:
    return CompoundSplitter()


@pytest.mark.parametrize(
    "word",
    [
        *("Förderung", "Förderungen", "Häusern", "Städte", "Bürgerinnen", "Leipzig", "Zwickaus", "Grimmaer"),
        *("bewässerte", "ländlicher", "gefördert", "auszufüllen", "unbefristeten", "Bananenplantage"),
    ],
)
def test_german_words_are_known_in_every_form(compounds: CompoundSplitter, word: str) -> None:
    assert is_known_word(fold(word), compounds)


@pytest.mark.parametrize("word", ["Hitzeaktonsplan", "Beteiligugn", "Konzpet", "Wämeplanung", "xqzptk", ""])
def test_mistyped_words_are_not(compounds: CompoundSplitter, word: str) -> None:
    assert not is_known_word(fold(word), compounds)
