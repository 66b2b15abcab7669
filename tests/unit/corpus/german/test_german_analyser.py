from __future__ import annotations

import json
import sqlite3
import time
import unicodedata
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.german.analyser import PART_WEIGHT, SYNONYM_WEIGHT, WORD_WEIGHT, Analyser, TermKind
from corpus.german.synonyms import synonym_groups
from corpus.german.word_lists import packaged_text


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def stem(analyser: Analyser, text: str) -> str:
    (word,) = analyser.words(text)
    return word.stem


def asked(analyser: Analyser, question: str, kind: TermKind) -> set[str]:
    return {term.text for term in analyser.question_terms(question) if term.kind is kind}


def meets(analyser: Analyser, question: str, passage: str) -> bool:
    """Whether some word or part of the question (no synonym) finds the passage."""
    terms = analyser.passage_terms(passage)
    asked_for = asked(analyser, question, TermKind.WORD) | asked(analyser, question, TermKind.PART)
    return not asked_for.isdisjoint({*terms.stems, *terms.parts})


@pytest.mark.parametrize(
    "forms",
    [
        "Straße Strasse Straßen STRASSE",
        "Maßnahme Massnahme Maßnahmen",
        "Wärmeplanung Waermeplanung Wärmeplanungen",
        "Häuser Haeuser Haus Hauses",
        "neu neue neuer neues neuen",
        "aktuell aktuelle aktuellen aktueller",
        "Steuer Steuern",
        "Konzept Konzepte Konzepten Konzepts",
        "Bürger Bürgern Bürgers Buerger Bürgerinnen Bürger*innen Bürger:innen BürgerInnen Bürger_innen Bürgerin",
        "Student Studentin Studentinnen",
        "Arzt Ärzte Ärztinnen Ärzt*innen",
        "Kollege Kollegen Kolleginnen Kolleg:innen",
        "Lehrer Lehrerin Lehrerinnen",
        "ÖPNV öpnv OePNV",
        "CO2 CO₂ co2",
        "Klimaschutz-Konzept Klimaschutzkonzept Klimaschutz\u00adkonzept",
        "KfW432 KfW-432",
        "1.000 1000",
        "02.04.2024 2.4.2024 2024-04-02",
    ],
)
def test_forms_of_one_word_share_one_stem(analyser: Analyser, forms: str) -> None:
    assert len({stem(analyser, form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bürger", "Burg"),
        ("Bauer", "Bau"),
        ("Steuer", "Steuerung"),
        ("Wetter", "Wette"),
        ("Zuständigkeit", "Zustand"),
        ("gewinnen", "gewann"),
        ("Termin", "Term"),
        ("3,2", "32"),
        ("3,2", "3.2"),
        ("§ 34a", "§ 34"),
        ("2014", "2015"),
    ],
)
def test_unrelated_words_keep_their_own_stems(analyser: Analyser, one: str, other: str) -> None:
    assert stem(analyser, one) != stem(analyser, other)


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("Starkregen", "Das Starkregenvorsorgekonzept liegt vor."),
        ("Starkregenvorsorge", "Das Starkregenvorsorgekonzept liegt vor."),
        ("Vorsorgekonzepte", "Das Starkregenvorsorgekonzept liegt vor."),
        ("Starkregenvorsorgekonzept", "Ein Konzept für die Vorsorge bei starkem Regen."),
        ("Kinder", "Kindertagesstättenbedarfsplanung"),
        ("Tagesstätten", "Kindertagesstättenbedarfsplanung"),
        ("Bedarfsplanung", "Kindertagesstättenbedarfsplanung"),
        ("wärmeplanung", "Wärmeplanungsgesetz"),
        ("Bürger", "Bürger*innenbeteiligung"),
        ("Bürgerbeteiligung", "Beteiligung der Bürger:innen"),
        ("Klimaschutz-Konzept", "Konzepte zum Klimaschutz"),
        ("Panthers", "Die Panthers-Line war stark."),
        ("§ 34 a BauGB", "nach §34a BauGB"),
        ("Paragraph 9", "§ 9 Abs. 1"),
        ("KfW 432", "das KfW-Programm 432"),
        ("KfW432", "KfW-Programm Nummer 432"),
        ("DIN 18040-1", "nach DIN 18040-1 barrierefrei"),
        ("April 2024", "am 02.04.2024 beschlossen"),
        ("02.04.2024", "am 2. April 2024 beschlossen"),
        ("10 000 Euro", "bis zu 10.000 €"),
        ("klimaneutral", "klimaneutrale Verwaltung"),
        ("E-Mail", "per Email"),
    ],
)
def test_questions_meet_passages_that_say_it_otherwise(analyser: Analyser, question: str, passage: str) -> None:
    assert meets(analyser, question, passage)


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("Burg", "Die Bürgerinnen und Bürger"),
        ("Bau", "Der Bauer"),
        ("Wie ist das?", "Das ist so."),
        ("E-Mail", "Abb. e"),
    ],
)
def test_questions_do_not_meet_what_only_looks_alike(analyser: Analyser, question: str, passage: str) -> None:
    assert not meets(analyser, question, passage)


def test_a_question_loses_its_stop_words_and_its_words_weigh_most(analyser: Analyser) -> None:
    terms = analyser.question_terms("Welche Zuschüsse gibt es für die Innenstadtentwicklung?")
    assert [(term.text, term.weight, term.position) for term in terms if term.kind is TermKind.WORD] == [
        ("zuschuss", WORD_WEIGHT, 1),
        ("innenstadtentwickl", WORD_WEIGHT, 6),
    ]
    parts = {term.text: term.weight for term in terms if term.kind is TermKind.PART}
    assert {"innenstadt", "entwickl"} <= parts.keys()
    assert all(0 < weight <= PART_WEIGHT for weight in parts.values())


def test_the_parts_of_a_long_compound_do_not_outweigh_the_word(analyser: Analyser) -> None:
    terms = analyser.question_terms("Kindertagesstättenbedarfsplanung")
    parts = [term.weight for term in terms if term.kind is TermKind.PART]
    assert len(parts) > 4
    assert sum(parts) <= WORD_WEIGHT + 1e-9


def test_a_term_comes_once_and_as_a_word_where_it_is_one(analyser: Analyser) -> None:
    terms = analyser.question_terms("Konzepte: Klimakonzept, Konzept")
    assert [term.kind for term in terms if term.text == "konzept"] == [TermKind.WORD]
    assert len({term.text for term in terms}) == len(terms)


@pytest.mark.parametrize(
    ("question", "synonym"),
    [
        ("Wie schützt man sich vor Sturzfluten?", "Starkregen"),
        ("Was kostet der ÖPNV?", "Personennahverkehr"),
        ("Wie viel öffentlichen Personennahverkehr braucht es?", "ÖPNV"),
        ("Was macht die Gemeinde?", "Kommune"),
        ("Welche Fördermittel gibt es?", "Zuwendung"),
        ("Wurde der Stadtratsbeschluss gefasst?", "Ratsbeschluss"),
        ("Wer wird gefördert?", "Förderung"),
        ("künstliche Intelligenz im Rathaus", "KI"),
    ],
)
def test_a_question_is_widened_by_synonyms_of_little_weight(analyser: Analyser, question: str, synonym: str) -> None:
    terms = {term.text: term for term in analyser.question_terms(question)}
    found = terms[stem(analyser, synonym)]
    assert found.kind is TermKind.SYNONYM
    assert 0 < found.weight <= SYNONYM_WEIGHT


def test_passages_are_not_widened(analyser: Analyser) -> None:
    assert analyser.passage_terms("Starkregen").stems == ("starkreg",)


def test_a_house_can_add_synonyms_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "synonyme.txt"
    own.write_text("# Hausgebrauch\nTransferlotse, Wissenslotse\n", encoding="utf-8")
    widened = Analyser(own_synonyms=own)
    assert stem(widened, "Wissenslotse") in asked(widened, "Was kann der Transferlotse?", TermKind.SYNONYM)
    assert stem(widened, "Kommune") in asked(widened, "Was macht die Gemeinde?", TermKind.SYNONYM)


def test_a_missing_synonym_file_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Analyser(own_synonyms=tmp_path / "fehlt.txt")


def test_every_packaged_synonym_says_something_and_has_a_counterpart(analyser: Analyser) -> None:
    groups = list(synonym_groups(packaged_text("synonyms.txt")))
    assert len(groups) >= 60
    for group in groups:
        phrases = [analyser.passage_terms(entry).stems for entry in group]
        assert all(phrases), group
        assert len(set(phrases)) == len(phrases) > 1, group


def test_words_tell_where_they_stand_and_which_say_nothing(analyser: Analyser) -> None:
    text = "Wie fördert § 9 BauGB das Klimaschutz-Konzept?"
    words = analyser.words(text)
    assert [word.text for word in words] == ["Wie", "fördert", "§ 9", "BauGB", "das", "Klimaschutz-Konzept"]
    assert [text[word.start : word.end] for word in words] == [word.text for word in words]
    assert [word.stop for word in words] == [True, False, False, False, True, False]
    assert words[-1].pieces == ("klimaschutz", "konzept")
    assert set(words[-1].parts) == {"klima", "schutz"}


@pytest.mark.parametrize("text", ["", " \n", "😀🏙️", "\x00\x1b\x07", "der die das und wie ist es", "– … ?"])
def test_text_that_says_nothing_has_no_terms(analyser: Analyser, text: str) -> None:
    terms = analyser.passage_terms(text)
    assert (terms.stems, terms.parts) == ((), ())
    assert analyser.question_terms(text) == ()


def test_control_characters_and_emoji_between_words_do_no_harm(analyser: Analyser) -> None:
    assert analyser.passage_terms("\x00Klima😀schutz\x07 🏙️Konzept").stems == ("klima", "schutz", "konzept")


@pytest.mark.parametrize("piece", ["Starkregenvorsorgekonzept ", "haus", "a-", "1.", "§ 9 ", "Bürger*innen", "a. "])
def test_a_hundred_thousand_characters_are_analysed_in_no_time(analyser: Analyser, piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    started = time.process_time()
    assert analyser.passage_terms(text).stems
    assert time.process_time() - started < 3.0


def test_terms_change_only_together_with_the_recipe(analyser: Analyser) -> None:
    terms = analyser.passage_terms(
        "Nach § 34a BauGB fördert die Stadt Ulm 3,2 % der Wärmeplanungskosten (KfW-Zuschuss)."
    )
    assert " ".join(terms.stems) == (
        "paragraf34a 34a baugb fordert stadt ulm 3komma2 prozent warmeplanungskost kfwzuschuss kfw zuschuss"
    )
    assert " ".join(terms.parts) == "warmeplan planungskost warm planung kost"
    assert analyser.recipe.startswith("german-2-")


def test_the_recipe_is_the_same_for_every_analyser(analyser: Analyser, tmp_path: Path) -> None:
    own = tmp_path / "synonyme.txt"
    own.write_text("Amt, Behörde", encoding="utf-8")
    assert Analyser(own_synonyms=own).recipe == analyser.recipe


def test_many_threads_may_share_one_analyser(analyser: Analyser) -> None:
    words = [f"{first}{second}{third}" for first in NOUNS for second in NOUNS for third in NOUNS]
    expected = [analyser.passage_terms(word) for word in words]
    shared = Analyser()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.passage_terms, words)) == expected


NOUNS = ("Klima", "Stadt", "Bürger", "Wärme", "Haushalt", "Konzept", "Planung", "Förderung")
german_text = st.text(
    alphabet=st.sampled_from("aäeiouüönstrhlßBÄSTO 0123456789.,-–§*:()/'’\u00ad\u0308_%€\n") | st.characters(),
    max_size=80,
)


@given(german_text)
def test_any_text_yields_terms_of_letters_and_digits_only(analyser: Analyser, text: str) -> None:
    terms = analyser.passage_terms(text)
    for term in (*terms.stems, *terms.parts, *(term.text for term in analyser.question_terms(text))):
        assert term.isalnum()
        assert term == term.casefold()


@given(german_text)
def test_the_same_text_always_yields_the_same_terms(analyser: Analyser, text: str) -> None:
    assert analyser.passage_terms(text) == analyser.passage_terms(text)
    assert analyser.question_terms(text) == analyser.question_terms(text)


@given(german_text)
def test_composed_and_decomposed_letters_are_the_same(analyser: Analyser, text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert analyser.passage_terms(composed) == analyser.passage_terms(decomposed)


@given(german_text)
def test_a_question_that_repeats_a_passage_finds_it(analyser: Analyser, text: str) -> None:
    terms = analyser.passage_terms(text)
    words = {term.text for term in analyser.question_terms(text) if term.kind is TermKind.WORD}
    assert words == set(terms.stems)


german_word = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß", min_size=1, max_size=30)


@given(german_word)
def test_case_and_the_ways_to_write_umlauts_make_no_difference(analyser: Analyser, word: str) -> None:
    written_out = word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    terms = analyser.passage_terms(word)
    assert analyser.passage_terms(word.upper()) == terms
    assert analyser.passage_terms(written_out) == terms
    assert analyser.question_terms(word.title()) == analyser.question_terms(written_out)


@given(german_text)
def test_every_word_of_a_passage_is_found_by_asking_for_this_very_word(analyser: Analyser, text: str) -> None:
    stems = set(analyser.passage_terms(text).stems)
    for word in analyser.words(text):
        if not word.stop:
            assert word.stem in stems


@given(st.lists(st.sampled_from(["Klimaschutz-Konzept", "§ 9", "3,2 %", "Bürger*innen", "Straße", "CO₂"]), min_size=1))
def test_the_full_text_engine_leaves_terms_as_they_are(analyser: Analyser, words: list[str]) -> None:
    terms = analyser.passage_terms(" ".join(words))
    assert indexed(terms.stems) == set(terms.stems)


def indexed(terms: Iterable[str]) -> set[str]:
    """What SQLite's full-text index makes of the terms."""
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize = 'unicode61 remove_diacritics 0')")
        database.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'row')")
        database.execute("INSERT INTO t VALUES (?)", (" ".join(terms),))
        return {term for (term,) in database.execute("SELECT term FROM v")}
    finally:
        database.close()


def test_questions_find_their_passages_far_better_than_plain_words(analyser: Analyser, shared_data: Path) -> None:
    folder = shared_data / "xquad-de"
    passages = [json.loads(line) for line in (folder / "corpus.jsonl").read_text("utf-8").splitlines()]
    questions = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()][::5]
    relevant = dict(line.split("\t")[:2] for line in (folder / "qrels/test.tsv").read_text("utf-8").splitlines()[1:])
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, body, parts)")
    for passage in passages:
        terms = analyser.passage_terms(passage["text"])
        database.execute(
            "INSERT INTO t VALUES (?, ?, ?)", (passage["_id"], " ".join(terms.stems), " ".join(terms.parts))
        )
    ranks = 0.0
    for question in questions:
        asked_for = analyser.question_terms(question["text"])
        query = " OR ".join(f'"{term.text}"' for term in asked_for for _ in range(max(1, round(4 * term.weight))))
        best = "SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t, 0, 1.0, 0.5) LIMIT 10"
        found = [id for (id,) in database.execute(best, (query,))] if query else []
        expected = relevant[question["_id"]]
        ranks += 1 / (found.index(expected) + 1) if expected in found else 0.0
    database.close()
    assert ranks / len(questions) > 0.92
