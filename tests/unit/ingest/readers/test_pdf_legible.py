from __future__ import annotations

import pytest

from ingest.readers.pdf_legible import Legibility, legibility
from ingest.readers.pdf_sheet import Sheet, Word

PROSE = (
    "Die Stadt hat im Jahr 2023 ein Konzept zur Anpassung an die Hitze beschlossen. Es umfasst Trinkbrunnen, Schatten "
    "und eine Meldekette vom Ordnungsamt bis zur Schule."
)
NUMBERS = "Posten 2022 2023 Personal 55.500 57.500 Material 9.000 38.000 Summe 64.500 95.500 EUR NRW BGB DSGVO StGB"


def sheet(text: str, *, drawn: bool = False, pictured: float = 0) -> Sheet:
    words = [Word(word, 0, 10, 10, 10, bold=False, mono=False) for word in text.split()]
    return Sheet(595, 842, words, drawn=drawn, pictured=pictured)


def shifted(text: str) -> str:
    """Text as a font tells it whose glyphs are numbered 29 below their letters."""
    return "".join(chr(ord(letter) - 29) if "A" <= letter <= "z" else letter for letter in text)


@pytest.mark.parametrize("text", [PROSE, NUMBERS, "Seite 3"])
def test_text_is_good_whatever_is_drawn_beside_it(text: str) -> None:
    assert legibility(sheet(text, drawn=True, pictured=0.4)) is Legibility.GOOD


def test_long_text_on_a_picture_of_the_page_is_good() -> None:
    assert legibility(sheet(PROSE, drawn=True, pictured=1.0)) is Legibility.GOOD


def test_a_stamp_on_a_picture_of_the_page_is_not_its_text() -> None:
    assert legibility(sheet("Eingang 12.03.2024", drawn=True, pictured=0.98)) is Legibility.SCANT


@pytest.mark.parametrize("garbled", [shifted(PROSE), "\ue012\ue013\ufffd" * 20, "\x03\x04\x05 " * 30])
def test_what_a_broken_encoding_makes_of_text_is_garbled(garbled: str) -> None:
    assert legibility(sheet(garbled)) is Legibility.GARBLED


def test_a_page_without_text_is_pictured_or_blank() -> None:
    assert legibility(sheet("", drawn=True)) is Legibility.PICTURED
    assert legibility(sheet("–")) is Legibility.BLANK
