from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.german.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "Strasse"),
        ("STRAẞE", "straße"),
        ("Maßnahme", "Massnahme"),
        ("Wärmeplanung", "Waermeplanung"),
        ("ÖPNV", "oepnv"),
        ("Café", "cafe"),
        ("m²", "m2"),
        ("CO₂", "CO2"),
        ("ﬁnanzieren", "finanzieren"),
        ("Ulm's", "Ulm"),
        ("geht’s", "geht"),
        ("Konzept¹", "Konzept"),
        ("Klima\u00adschutz", "Klimaschutz"),
    ],
)
def test_different_spellings_of_one_word_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Masse", "Messe"), ("neue", "nü"), ("schon", "schön"), ("6½", "612")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folded_words_are_letters_and_digits_whatever_comes_in(text: str) -> None:
    folded = fold(unicodedata.normalize("NFC", text))
    assert folded == "" or folded.isalnum()
