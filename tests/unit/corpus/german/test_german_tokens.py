from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.german.tokens import LONGEST_CHAIN, LONGEST_RUN, tokens


def keys(text: str) -> list[str]:
    return [token.key for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("§ 9 BauGB", ["paragraf9", "baugb"]),
        ("nach Paragraph 34 a", ["nach", "paragraf34a"]),
        ("§34a", ["paragraf34a"]),
        ("§ 34 i. V. m. § 35", ["paragraf34", "ivm", "paragraf35"]),
        ("§ 34 f. BauGB", ["paragraf34", "f", "baugb"]),
        ("§ 34 S. 2", ["paragraf34", "s", "2"]),
        ("nach § 34 a. Dort", ["nach", "paragraf34a", "dort"]),
        ("KfW 432", ["kfw", "432"]),
        ("KfW432", ["kfw432"]),
        ("DIN 18040-1", ["din", "18040strich1"]),
        ("3,2 %", ["3komma2", "prozent"]),
        ("1.000 €", ["1000", "euro"]),
        ("10 000 Euro", ["10000", "euro"]),
        ("1.234.567,89", ["1234567komma89"]),
        ("Kapitel 3.2", ["kapitel", "3punkt2"]),
        ("02.04.2024", ["20240402"]),
        ("2024-04-02", ["20240402"]),
        ("am 2. April 2024", ["am", "2", "april", "2024"]),
        ("2014–2020", ["2014strich2020"]),
        ("2014-2020", ["2014strich2020"]),
        ("6½ Jahre", ["61bruch2", "jahre"]),
        ("z. B. Kitas", ["zb", "kitas"]),
        ("z.B. Kitas", ["zb", "kitas"]),
        ("Sportverein e. V.", ["sportverein", "ev"]),
        ("Klimaschutz- und Energiekonzept", ["klimaschutz", "und", "energiekonzept"]),
        ("Klima\u00adschutz", ["klimaschutz"]),
        ("Geh\u200bweg", ["gehweg"]),
        ("E-Mail", ["email"]),
        ("1,5-Grad-Ziel", ["1komma5", "gradziel"]),
        ("99.99.2024", ["99punkt99punkt2024"]),
    ],
)
def test_identifiers_numbers_and_dates_keep_their_meaning(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "written",
    [
        "Bürger*innen",
        "Bürger:innen",
        "Bürger_innen",
        "BürgerInnen",
        "Bürger/innen",
        "Bürger/-innen",
        "Bürger(innen)",
        "Bürger·innen",
    ],
)
def test_gender_forms_are_one_word(written: str) -> None:
    assert keys(f"Alle {written} wählen.") == ["alle", "buergerinnen", "waehlen"]


def test_a_bracket_after_a_space_is_no_gender_form() -> None:
    assert keys("das Haus (in Ulm)") == ["das", "haus", "in", "ulm"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Klimaschutz-Konzept", ("klimaschutz", "konzept")),
        ("02.04.2024", ("2", "april", "2024")),
        ("§ 34a", ("34a",)),
        ("KfW432", ("kfw", "432")),
        ("2014/2020", ("2014", "2020")),
        ("12 345", ("12", "345")),
        ("CO2", ()),
        ("Konzept", ()),
    ],
)
def test_what_is_visibly_written_apart_is_kept_as_pieces(text: str, pieces: tuple[str, ...]) -> None:
    (token,) = tokens(text)
    assert token.pieces == pieces


@pytest.mark.parametrize("text", ["", "   \n", "😀🏙️", "\x00\x07\x1b", "§§ … – !", "\u0301\u0302"])
def test_text_without_words_has_no_tokens(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize("text", ["x" * 1000, "1" * 1000, "a-" * 1000, "1-" * 1000])
def test_overlong_runs_go_on_as_further_tokens_and_nothing_is_lost(text: str) -> None:
    found = list(tokens(text))
    assert sum(token.end - token.start for token in found) >= len(text) - len(found)
    assert all(token.end - token.start <= (LONGEST_RUN + 1) * (LONGEST_CHAIN + 1) for token in found)


@given(st.text(alphabet=st.sampled_from("aäB1 2.,-–§*:()/'’\u00ad_ in%€\n") | st.characters()))
def test_tokens_lie_in_order_and_their_keys_are_letters_and_digits(text: str) -> None:
    last_end = 0
    for token in tokens(text):
        assert last_end <= token.start < token.end <= len(text)
        assert token.key.isalnum()
        assert all(piece.isalnum() for piece in token.pieces)
        last_end = token.end
