from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.german.analyser import Analyser
from corpus.german.identifiers import identifiers


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was sagt § 9 BauGB?", [("paragraf9", "baugb")]),
        ("§ 9 baugb", [("paragraf9", "baugb")]),
        ("§ 9 des Baugesetzbuchs", [("paragraf9", "baugesetzbuch")]),
        ("§ 34 Abs. 2 BauGB", [("paragraf34", "baugb")]),
        ("§ 34 a Abs. 2 Satz 1 Nr. 3 BauGB", [("paragraf34a", "baugb")]),
        ("§ 34 i. V. m. § 35 BauGB", [("paragraf34", "baugb"), ("paragraf35", "baugb")]),
        ("§§ 9 und 10 BauGB", [("paragraf9", "baugb"), ("10", "baugb")]),
        ("§ 5 KVG LSA", [("paragraf5", "kvg", "lsa")]),
        ("§ 16 SGB II", [("paragraf16", "sgb", "ii")]),
        ("Art. 28 GG", [("28", "gg")]),
        ("Artikel 28 Abs. 2 GG", [("28", "gg")]),
        ("KfW 432", [("kfw", "432")]),
        ("kfw 432", [("kfw", "432")]),
        ("KfW-432", [("kfw", "432")]),
        ("KfW432", [("kfw", "432")]),
        ("Richtlinie (EU) 2018/2001", [("richtlini", "eu", "2018strich2001")]),
        ("VO (EG) Nr. 1370/2007", [("vo", "eg", "1370strich2007")]),
        ("VO 1370/2007", [("vo", "1370strich2007")]),
        ("DIN EN 16798", [("din", "en", "16798")]),
        ("DIN 276", [("din", "276")]),
        ("Anlage 3 und Phase 2", [("anlag", "3"), ("phas", "2")]),
        ("Lärm an der A 14 und B 96", [("a", "14"), ("b", "96")]),
        ("Kapitel 4.2", [("kapitel", "4punkt2")]),
        ("Drucksache 7/1234", [("drucksach", "7strich1234")]),
        ("AGS 14729", [("ags", "14729")]),
        ("Programm 151/152", [("programm", "151strich152")]),
        ("EFRE 2021-2027", [("efr", "2021strich2027")]),
        ("Bebauungsplan Nr. 12", [("bebauungsplan", "12")]),
    ],
)
def test_a_number_comes_with_what_makes_it_a_name(
    analyser: Analyser, question: str, expected: list[tuple[str, ...]]
) -> None:
    assert list(identifiers(question, analyser)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Was kostet 300 Euro?",
        "Fördert man 50 Prozent?",
        "§ 9 regelt viel",
        "Absatz 2",
        "am 3. Mai",
        "Haus. 12 Euro",
    ],
)
def test_amounts_dates_and_bare_numbers_name_nothing(analyser: Analyser, question: str) -> None:
    assert identifiers(question, analyser) == ()


question_text = st.lists(
    st.sampled_from(
        [
            *("§ 9", "§§ 9", "Abs. 2", "BauGB", "SGB", "IV", "KfW-432", "Art.", "28", "und", "DIN", "EN", "(EU)"),
            *("2018/2001", "Anlage", "3", "A", "14", ",", "des", "Gesetzes", "i. V. m.", "02.04.2024", "iv 5", "Nr."),
        ]
    )
    | st.text(max_size=5),
    max_size=12,
).map(" ".join)


@given(question_text)
def test_every_term_is_one_that_a_passage_of_these_words_yields(analyser: Analyser, question: str) -> None:
    stems = set(analyser.passage_terms(question).stems)
    for identifier in identifiers(question, analyser):
        assert len(identifier) > 1
        assert stems.issuperset(identifier)


@pytest.mark.parametrize("piece", ["§ 9 ", "§§ 9, ", "A 14 DIN EN ", "1 1 ", "KfW-432 ", "x", "½"])
def test_ten_thousand_characters_are_read_in_no_time(analyser: Analyser, piece: str) -> None:
    started = time.process_time()
    identifiers((piece * 10_000)[:10_000], analyser)
    assert time.process_time() - started < 0.5
