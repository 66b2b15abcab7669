from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.german.compounds import CompoundSplitter
from corpus.german.folding import fold


@pytest.fixture(scope="module")
def splitter() -> CompoundSplitter:
    return CompoundSplitter()


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Starkregenvorsorgekonzept", "Starkregen Vorsorge Konzept"),
        ("Starkregen", "stark Regen"),
        ("Bürgerbeteiligungsverfahren", "Bürger Beteiligung Verfahren"),
        ("Gewerbeflächenmanagement", "Gewerbe Fläche Management"),
        ("Innenstadtentwicklung", "Innenstadt Entwicklung"),
        ("Haushaltssicherungskonzept", "Haushalt Sicherung Konzept"),
        ("Wärmeplanungsgesetz", "Wärme Planung Gesetz"),
        ("Waermeplanungsgesetz", "Wärme Planung Gesetz"),
        ("Kindertagesstättenbedarfsplanung", "Kindertagesstätte Bedarf Planung"),
        ("Städtebauförderung", "Stadt Bau Förderung"),
        ("Bäderbetrieb", "Bad Betrieb"),
        ("Mütterzentrum", "Mutter Zentrum"),
        ("Straßenausbaubeiträge", "Straße Ausbau Beitrag"),
        ("Strassenausbaubeitraege", "Straße Ausbau Beitrag"),
        ("Schulhof", "Schule Hof"),
        ("Erdwärme", "erd Wärme"),
        ("Nahverkehrsplan", "Nahverkehr Plan"),
        ("Hochwasserschutz", "Hochwasser Schutz"),
        ("Klimaschutzkonzepten", "Klimaschutz Konzept"),
        ("Ordnungsamt", "Ordnung Amt"),
        ("Verkehrsachsen", "Verkehr Achse"),
        ("Personennahverkehr", "Person Nahverkehr"),
        ("Bürgerinnenrat", "Bürgerin Rat"),
        ("Zuwendungsbescheid", "Zuwendung Bescheid"),
        ("Leerstandsmanagement", "Leerstand Management"),
        ("klimaneutrale", "Klima neutral"),
        ("ressortübergreifendes", "Ressort übergreifend"),
        ("Finanzplanung", "Finanz Planung"),
    ],
)
def test_administrative_compounds_come_apart(splitter: CompoundSplitter, word: str, parts: str) -> None:
    assert [part.lemma for part in splitter.split(fold(word))] == [fold(part) for part in parts.split()]


@pytest.mark.parametrize(
    "word",
    [
        *("Konzept", "Verfahren", "Gemeinde", "Kommune", "Minister", "Register", "Material", "Gesellschaft"),
        *("Wirtschaft", "Planung", "Beteiligung", "Region", "Station", "Personal", "Strategie", "Universität"),
        *("städtischen", "strategische", "gemeinsame", "werden", "unterstützen", "aktuelle", "neue", "steigende"),
        *("Ulm", "", "a", "x" * 500),
    ],
)
def test_other_words_stay_whole(splitter: CompoundSplitter, word: str) -> None:
    assert splitter.split(fold(word)) == ()


def test_parts_tell_where_they_stand_without_the_links_between_them(splitter: CompoundSplitter) -> None:
    word = "haushaltssicherungskonzepts"
    assert [word[part.start : part.end] for part in splitter.split(word)] == ["haushalt", "sicherung", "konzept"]


def test_names_and_places_are_no_nouns_to_build_with(splitter: CompoundSplitter) -> None:
    assert splitter.is_noun("gemeinde")
    assert not splitter.is_noun("leipzig")
    assert not splitter.is_noun("schmidt")


def test_the_noun_list_loads_quickly() -> None:
    started = time.process_time()
    CompoundSplitter()
    assert time.process_time() - started < 1.0


nouns = st.sampled_from(["haus", "stadt", "regen", "konzept", "buerger", "rat", "planung", "s", "en", "x", "ae"])


@given(st.lists(nouns, max_size=12).map("".join))
def test_parts_lie_in_order_within_the_word(splitter: CompoundSplitter, word: str) -> None:
    parts = splitter.split(word)
    assert len(parts) != 1
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert all(0 <= part.start < part.end <= len(word) and part.lemma for part in parts)
