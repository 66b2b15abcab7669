"""The mark on a scan must lie where the same mark lies on the original."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from assistant.page_image import render
from assistant.recognised_marks import locate_recognised
from corpus.models import RecognisedWord
from ingest.readers.ocr import recognise_page
from tests.scans import scan

EXAMPLE = Path(__file__).parents[3] / "corpus" / "examples" / "documents" / "foerderrichtlinie-ottersfurt.pdf"
PAGE = 5
QUOTE = "Ja, in verschiedenen Kalenderjahren und für verschiedene Maßnahmen."


def yellow(content: bytes) -> Image.Image:
    """Where the picture is marked, as black and white."""
    red, _, blue = Image.open(io.BytesIO(content)).convert("RGB").split()
    return ImageChops.subtract(red, blue).point(lambda value: 255 if value > 80 else 0)


def count(mask: Image.Image) -> int:
    return mask.histogram()[255]


def overlap(one: Image.Image, other: Image.Image) -> float:
    """Share of all marked pixels that are marked in both."""
    both, any_of_them = ImageChops.darker(one, other), ImageChops.lighter(one, other)
    return count(both) / count(any_of_them)


def marked(path: Path, page: int, quote: str = QUOTE) -> Image.Image:
    words = recognise_page(path, page).pages[0].recognised
    return yellow(render(path, page, quote=quote, recognised=words))


@pytest.fixture(scope="module")
def wanted() -> Image.Image:
    return yellow(render(EXAMPLE, PAGE, quote=QUOTE))


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_quote_is_marked_on_a_scan_where_it_stands_on_the_original(
    tmp_path: Path, wanted: Image.Image, turn: int
) -> None:
    found = marked(scan(EXAMPLE, tmp_path / "scan.pdf", [PAGE], turn=turn), 1)

    assert overlap(found.rotate(-turn, expand=True).resize(wanted.size), wanted) > 0.6


@pytest.mark.usefixtures("tesseract")
def test_a_quote_is_marked_on_a_page_that_is_shown_turned(tmp_path: Path, wanted: Image.Image) -> None:
    path = scan(EXAMPLE, tmp_path / "scan.pdf", [PAGE], turn=90)
    document = pypdfium2.PdfDocument(path.read_bytes())
    document[0].set_rotation(90)
    document.save(path)
    document.close()

    assert overlap(marked(path, 1).resize(wanted.size), wanted) > 0.6


def line(text: str, top: float) -> list[RecognisedWord]:
    """Words of 0.1 width, side by side."""
    return [
        RecognisedWord(word, 0.11 * place, top, 0.11 * place + 0.1, top + 0.02, 0.9)
        for place, word in enumerate(text.split())
    ]


WORDS = [*line("Der Plan gilt für alle", 0.1), *line("Schu- len. Der Plan gilt", 0.13), *line("für Kitas bis", 0.16)]


def test_each_line_of_a_quote_is_one_box_and_cut_words_are_found() -> None:
    boxes = locate_recognised(WORDS, "gilt für alle Schulen.", within="", width=1000, height=1000)

    assert [(round(b.left), round(b.top), round(b.right), round(b.bottom)) for b in boxes] == [
        (220, 100, 540, 120),
        (0, 130, 210, 150),
    ]


def test_what_does_not_stand_on_the_page_is_not_marked() -> None:
    assert locate_recognised(WORDS, "Der Marmorkuchen wird gebacken.", within="", width=1000, height=1000) == ()
    assert locate_recognised([], "Der Plan gilt", within="", width=1000, height=1000) == ()


def test_of_two_equal_quotes_the_one_in_the_passage_is_marked() -> None:
    passage = "Der Plan gilt für Kitas bis"

    boxes = locate_recognised(WORDS, "Der Plan gilt für", within=passage, width=1000, height=1000)

    assert [round(box.top) for box in boxes] == [130, 160]


def test_lines_that_run_down_are_marked_as_they_run() -> None:
    sideways = [RecognisedWord(w.text, 1 - w.bottom, w.left, 1 - w.top, w.right, 0.9) for w in WORDS]

    boxes = locate_recognised(sideways, "gilt für alle Schulen.", within="", width=1000, height=1000)

    assert [(round(b.left), round(b.top), round(b.right), round(b.bottom)) for b in boxes] == [
        (880, 220, 900, 540),
        (850, 0, 870, 210),
    ]
