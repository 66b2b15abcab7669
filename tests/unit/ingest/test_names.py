from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.names import clean_part, plain_name, shortened, visible


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/Plan.pdf", "Plan.pdf"),
        ("C:\\Dokumente\\Plan.pdf", "Plan.pdf"),
        ("Pla\u0308ne\u202efdp.exe\r\n", "Plänefdp.exe"),
        ("Pla\u200b\u0308ne\u2028.pdf", "Pläne.pdf"),
        ('Plan "Mitte": 1*?<2>|.pdf', "Plan Mitte 12.pdf"),
        (" Plan.pdf. ", "Plan.pdf"),
        ("Plan .pdf", "Plan.pdf"),
        ("..", "datei"),
        ("???", "datei"),
        ("", "datei"),
        ("x" * 300 + ".pdf", "x" * 50 + ".pdf"),
    ],
)
def test_only_the_visible_last_part_of_a_file_name_is_kept(given: str, kept: str) -> None:
    assert plain_name(given) == kept


@given(st.text())
def test_any_name_becomes_one_that_every_folder_takes(name: str) -> None:
    kept = plain_name(name)

    assert 0 < len(kept.encode()) <= 255
    assert kept == kept.strip(" .")
    assert not set(kept) & set('<>:"/\\|?*\r\n\0')
    assert unicodedata.is_normalized("NFC", kept)
    assert plain_name(kept) == kept


@given(st.text())
def test_visible_text_is_one_line_without_characters_that_cannot_be_seen(text: str) -> None:
    seen = visible(text)

    assert len(seen.splitlines()) <= 1
    assert not any(unicodedata.category(letter).startswith("C") for letter in seen)


@pytest.mark.parametrize("letter", ["x", "ä", "€", "😀"])
def test_a_long_name_is_cut_to_255_bytes_and_keeps_its_ending(letter: str) -> None:
    cut = shortened(letter * 300 + ".pdf")

    assert 190 < len(cut.encode()) <= 255
    assert cut.endswith("….pdf")


def test_a_name_of_usual_length_is_not_cut() -> None:
    name = "Niederschrift der 14. Sitzung des Ausschusses für Stadtentwicklung, Bau und Umwelt vom 3. Mai 2023.pdf"
    assert shortened(name) == name
    assert clean_part(name) == name
