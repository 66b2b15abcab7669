from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from assistant.export.cleaning import clean
from assistant.export.content import content_of
from assistant.export.to_pdf import SHOWN, pdf
from tests.exports import ANY_TEXT, DAY, ODD_TEXTS, answer, conversation, odd


def shown(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    try:
        return " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def letters(text: str) -> str:
    """Plain letters and digits, as line breaks and hyphenation leave them.

    None twice in a row: PDFium repeats a letter for every mark that stands on it.
    """
    return re.sub(r"(.)\1+", r"\1", re.sub("[^A-Za-z0-9]", "", text))


def standards(made: bytes) -> set[str]:
    metadata = PdfReader(io.BytesIO(made)).trailer["/Root"]["/Metadata"].get_data().decode()
    return set(re.findall(r"<(pdf(?:ua|a)id:\w+>\w+)", metadata))


def tags(made: bytes) -> Counter[str]:
    found: Counter[str] = Counter()

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            found[node.get("/S", "")] += 1
            if "/K" in node:
                walk(node["/K"])

    walk(PdfReader(io.BytesIO(made)).trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(conversation())


def test_the_parts_of_a_paper_stand_in_their_order(made: bytes) -> None:
    text = shown(made)
    places = [text.index(part) for part in ("Trinkbrunnen in der Innenstadt", "Sachverhalt", "Grundlage", "KI-System")]
    assert places == sorted(places)
    assert "Das sind mehr als anderswo. [Nicht belegt]" in text
    assert "Stadtgrün, Seite iii (in der Datei Seite 3)" in text
    assert "„Trinkbrunnen | 88“" in text
    assert "Seite 1 von 1" in text


def test_it_is_tagged_for_screen_readers_and_fit_for_archives(made: bytes) -> None:
    assert standards(made) == {"pdfuaid:part>1", "pdfaid:part>2", "pdfaid:conformance>A"}
    found = tags(made)
    assert (found["/Title"], found["/H1"], found["/H2"], found["/TH"], found["/Table"]) == (1, 3, 2, 6, 1)
    assert found["/Link"] == 6  # three marks in the text, three in the table
    root = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_its_title_and_date_are_those_of_the_export(made: bytes) -> None:
    metadata = PdfReader(io.BytesIO(made)).metadata
    assert metadata is not None
    assert metadata.title == "Trinkbrunnen in der Innenstadt"
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == DAY


def test_every_mark_leads_to_a_place_in_the_file_and_none_out_of_it(made: bytes) -> None:
    reader = PdfReader(io.BytesIO(made))
    links = [link.get_object() for page in reader.pages for link in page["/Annots"]]
    assert len(links) == 6
    assert all("/Dest" in link or link["/A"]["/S"] == "/GoTo" for link in links)


def test_it_is_set_in_the_fonts_that_come_with_typst(made: bytes) -> None:
    fonts = {
        font.get_object()["/BaseFont"]
        for page in PdfReader(io.BytesIO(made)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("Libertinus" in font for font in fonts)


def test_every_character_that_counts_as_shown_is_in_the_fonts() -> None:
    every = re.compile(f"[{SHOWN}]")
    texts = [chr(code) for code in range(0x10000) if every.match(chr(code)) and unicodedata.category(chr(code)) != "Cn"]
    # A letter before each, for what combines with one.
    content = content_of([answer(question=" ".join(f"a{text}" for text in texts))], "Alle Zeichen", DAY, {})
    assert "pdfuaid:part>1" in standards(pdf(content))
    assert len(texts) > 4_000


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_whatever_a_document_says_stays_text(text: str) -> None:
    made = pdf(odd(text))
    assert letters(shown(made)).count(letters(clean(text))) >= 10
    assert "pdfuaid:part>1" in standards(made)
    assert b"/URI" not in made


def test_a_character_without_a_picture_is_replaced_and_the_file_says_so() -> None:
    text = shown(pdf(odd("Zisterne 😀")))
    assert "Zisterne �" in text
    assert "die Word-Fassung enthält sie" in text
    assert "Word-Fassung" not in shown(pdf(odd("Zisterne Größe ≥ 5 m³ – „żółw“")))


@settings(deadline=None, max_examples=40)
@given(ANY_TEXT)
def test_any_text_gives_a_file_with_its_sources(text: str) -> None:
    assert "Quellen" in shown(pdf(odd(text)))
