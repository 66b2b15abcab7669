from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from assistant.page_marks import Rectangle, fold, locate
from ingest.readers.pdf import read_pdf

EXAMPLES = Path(__file__).parents[3] / "corpus" / "examples" / "documents"
EXAMPLE = EXAMPLES / "foerderrichtlinie-ottersfurt.pdf"


@pytest.fixture(scope="module")
def page() -> Iterator[pypdfium2.PdfPage]:
    document = pypdfium2.PdfDocument(EXAMPLE)
    yield document[4]
    document.close()


def text_under(page: pypdfium2.PdfPage, rectangle: Rectangle) -> str:
    textpage = page.get_textpage()
    found = textpage.get_text_bounded(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    textpage.close()
    return found


def test_a_sentence_over_a_line_end_hyphen_gives_one_rectangle_a_line(page: pypdfium2.PdfPage) -> None:
    quote = "Ja, in verschiedenen Kalenderjahren und für verschiedene Maßnahmen."
    first, second = locate(page, quote)
    assert fold(text_under(page, first) + text_under(page, second)) == fold(quote)
    assert first.bottom >= second.top - 2


def test_accents_case_and_white_space_make_no_difference(page: pypdfium2.PdfPage) -> None:
    assert locate(page, "HAUFIGE\n  fragen") == locate(page, "Häufige Fragen") != ()


def test_words_that_are_not_on_the_page_give_nothing(page: pypdfium2.PdfPage) -> None:
    assert locate(page, "Der Marmorkuchen wird mit Vanille gebacken.") == ()
    assert locate(page, "  –  ") == ()


def test_of_a_passage_with_a_gap_the_runs_of_words_that_stand_there_are_marked(page: pypdfium2.PdfPage) -> None:
    marks = locate(
        page, "Kann ich zweimal Geld bekommen?\nDas hat hier niemand gesagt.\nMuss eine Firma die Arbeit machen?"
    )
    assert [fold(text_under(page, mark)) for mark in marks] == [
        fold("Kann ich zweimal Geld bekommen?"),
        fold("Muss eine Firma die Arbeit machen?"),
    ]


def test_of_several_equal_words_those_in_the_passage_are_meant(page: pypdfium2.PdfPage) -> None:
    everywhere = locate(page, "Maßnahme")
    inside = locate(page, "Maßnahme", within="und für verschiedene Maßnahmen. Für dieselbe Fläche")
    assert inside[0].top < everywhere[0].top - 20


def test_columns_read_in_another_order_are_marked_too(page: pypdfium2.PdfPage) -> None:
    marks = locate(page, "Muss eine Firma die Arbeit machen? Kann ich zweimal Geld bekommen?")
    assert {fold(text_under(page, mark)) for mark in marks} == {
        fold("Muss eine Firma die Arbeit machen?"),
        fold("Kann ich zweimal Geld bekommen?"),
    }


def test_a_common_phrase_alone_is_no_proof(page: pypdfium2.PdfPage) -> None:
    assert locate(page, "Muss eine Firma im Nachbarort eigentlich immer Gewerbesteuer an den Landkreis abführen?") == ()


@pytest.mark.parametrize("name", ["hitzeaktionsplan-ottersfurt", "waermeplanung-zierlatal"])
def test_all_that_is_read_from_a_page_is_found_on_it_again(name: str) -> None:
    file = EXAMPLES / f"{name}.pdf"
    document = pypdfium2.PdfDocument(file)
    blocks = [(page.number, page.text[b.start : b.end]) for page in read_pdf(file).pages for b in page.blocks]
    assert len(blocks) > 60
    assert [text for number, text in blocks if not locate(document[number - 1], text)] == []
    document.close()
