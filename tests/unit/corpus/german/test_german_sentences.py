from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.german.sentences import sentence_spans, split_sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Gefördert werden z. B. Konzepte, d. h. auch Gutachten.",
        "Das kostet ca. 300 Euro je m² bzw. Stück.",
        "Nach Abs. 2 Nr. 3 gilt die Frist.",
        "Gemäß § 9 Abs. 1 Nr. 24 BauGB und Art. 28 GG ist das möglich.",
        "Der Rat tagt am 2. April im Rathaus.",
        "Die 3. Änderung des Bebauungsplans Nr. 12 wurde beschlossen.",
        "Im 19. Jahrhundert wuchs die Stadt.",
        "Prof. Dr. Müller und Frau Dr. K. Schmidt leiten das Projekt.",
        "Der Sportverein e. V. und die Stadtwerke GmbH kooperieren.",
        "Es gilt u. a. Folgendes: Abb. 3 und Tab. 4 auf S. 12.",
        "Die Kosten stiegen von 3,2 auf 4.500.000 Euro.",
        "Heinrich IV. Hof und Ludwig XIV. Schloss sind bekannt.",
        "„Wollen wir das?“ fragte die Bürgermeisterin.",
        "Die Hauptstr. 12 ist gesperrt.",
        "Die Frist endet am 31.12.2024 um 12.00 Uhr.",
        "Siehe www.ulm.de/strategie.html im Netz.",
        "Der Rat tagt am\n2. April im Rathaus.",
        "Die Stadt plant\nlängerfristig.",
    ],
)
def test_full_stops_within_a_sentence_do_not_end_it(sentence: str) -> None:
    assert split_sentences(sentence) == [sentence]
    assert split_sentences(f"Vorher war Ruhe. {sentence} Danach auch.") == [
        "Vorher war Ruhe.",
        sentence,
        "Danach auch.",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Das war 1990. Die Stadt wuchs.", ["Das war 1990.", "Die Stadt wuchs."]),
        ("Es wurde groß. Das half.", ["Es wurde groß.", "Das half."]),
        ("Das Maß. Der Fuß! Das Menü? Ja.", ["Das Maß.", "Der Fuß!", "Das Menü?", "Ja."]),
        ("Es kostet 20 Mio. Die Stadt zahlt.", ["Es kostet 20 Mio.", "Die Stadt zahlt."]),
        ("Es kostet 20 Mio. Euro.", ["Es kostet 20 Mio. Euro."]),
        ("Parks, Plätze usw. Das ist viel.", ["Parks, Plätze usw.", "Das ist viel."]),
        ("Es gilt Satz 3. Der Rat stimmt zu.", ["Es gilt Satz 3.", "Der Rat stimmt zu."]),
        ("„Das geht.“ Sie nickte.", ["„Das geht.“", "Sie nickte."]),
        ("(Siehe Anhang.) Dort steht es.", ["(Siehe Anhang.)", "Dort steht es."]),
        ("Warum? Weil es regnet!", ["Warum?", "Weil es regnet!"]),
        ("Und dann … Nichts.", ["Und dann …", "Nichts."]),
        ("Klimaanpassung\n\nDie Stadt plant.", ["Klimaanpassung", "Die Stadt plant."]),
        ("Klimaanpassung\n \nDie Stadt plant.", ["Klimaanpassung", "Die Stadt plant."]),
        ("nach Abs.\n\nNeuer Absatz.", ["nach Abs.", "Neuer Absatz."]),
        ("Ziele:\n- mehr Grün\n- weniger Lärm", ["Ziele:", "- mehr Grün", "- weniger Lärm"]),
        ("Ziele.\n• mehr Grün und\n• weniger Lärm", ["Ziele.", "• mehr Grün und", "• weniger Lärm"]),
        ("Schritte\n1. Planen\n2. Bauen", ["Schritte", "1. Planen", "2. Bauen"]),
        ("Das Amt hilft.Neue Wege.", ["Das Amt hilft.", "Neue Wege."]),
        ("Das regelt bzw.Klärt der Rat.", ["Das regelt bzw.Klärt der Rat."]),
        ("", []),
        (" \n\t\n ", []),
        ("ohne Punkt", ["ohne Punkt"]),
        ("...", ["..."]),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@given(st.text(alphabet=st.sampled_from("aäßA12. .!?\n\n-•„“()…z B") | st.characters()))
def test_sentences_cover_the_text_in_order_without_overlap(text: str) -> None:
    last_end = 0
    for start, end in sentence_spans(text):
        assert last_end <= start < end <= len(text)
        assert text[last_end:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        last_end = end
    assert text[last_end:].strip() == ""


@pytest.mark.parametrize("piece", ["." * 10, ". ", "a. ", " ", "\n", "x", '."', "\n- ", "1.\n", ".\n ", "Satz. ", "(„"])
def test_a_hundred_thousand_characters_are_cut_in_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "x"
    started = time.process_time()
    sentence_spans(text)
    assert time.process_time() - started < 3.0


def test_hardly_any_answer_of_a_real_collection_is_cut_in_two(shared_data: Path) -> None:
    folder = shared_data / "xquad-de"
    passages = [json.loads(line) for line in (folder / "corpus.jsonl").read_text("utf-8").splitlines()]
    questions = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    relevant = dict(line.split("\t")[:2] for line in (folder / "qrels/test.tsv").read_text("utf-8").splitlines()[1:])
    sentences = {passage["_id"]: split_sentences(passage["text"]) for passage in passages}
    cut = [
        question["_id"]
        for question in questions
        if not any(question["metadata"]["answer"] in sentence for sentence in sentences[relevant[question["_id"]]])
    ]
    assert len(cut) <= 5
    assert sum(map(len, sentences.values())) > 1000
