"""Text recognition with the real Tesseract, on scans made from the example documents and on scans of others."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
import typst
from PIL import Image

from corpus.errors import RefusedFile
from corpus.models import Block, BlockKind, Page, RecognisedWord
from corpus.texts import reading
from ingest import media_types
from ingest.child import read_in_child
from ingest.readers import Reading
from ingest.readers.ocr import recognise_page, without_noise
from ingest.readers.pdf import read_pdf
from tests.scans import joined, scan

EXAMPLES = Path(__file__).parents[4] / "corpus" / "examples" / "documents"
EXAMPLE = EXAMPLES / "hitzeaktionsplan-ottersfurt.pdf"
PAGES = (3, 4)
COLUMNS = """
#set text(lang: "de", size: 10pt, hyphenate: true)
#set par(justify: true)
#set page(width: 18cm, height: 16cm, columns: 2)
Anfang der ersten Spalte. #lorem(150) Mitte. #lorem(60) Ende der zweiten Spalte.
"""


def recognised(path: Path) -> Reading:
    return read_in_child(
        path, media_types.PDF, timeout_seconds=60, memory_mb=1024, ocr_seconds_per_page=60, page_done=lambda *_: None
    )


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def share_right(page: Page, true: Page) -> float:
    """Share of the true words that were recognised."""
    wanted = Counter(words(true.text))
    return (wanted & Counter(words(page.text))).total() / wanted.total()


def texts(page: Page, kind: BlockKind) -> list[str]:
    def text(block: Block) -> str:
        return page.text[block.start : block.end]

    return [text(block) for block in page.blocks if block.kind is kind]


@pytest.fixture(scope="module")
def true_pages() -> dict[int, Page]:
    return {page.number: page for page in read_pdf(EXAMPLE).pages}


@pytest.fixture(scope="module")
def upright(tesseract: str, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    assert tesseract
    return recognised(scan(EXAMPLE, tmp_path_factory.mktemp("scan") / "scan.pdf", PAGES))


def test_of_a_scanned_page_98_percent_of_the_words_are_right(upright: Reading, true_pages: dict[int, Page]) -> None:
    shares = [share_right(page, true_pages[number]) for page, number in zip(upright.pages, PAGES, strict=True)]

    assert min(shares) >= 0.98


def test_a_scanned_page_has_the_headings_and_paragraphs_of_the_original(
    upright: Reading, true_pages: dict[int, Page]
) -> None:
    for page, number in zip(upright.pages, PAGES, strict=True):
        true = true_pages[number]
        assert set(texts(true, BlockKind.HEADING)) <= set(texts(page, BlockKind.HEADING))
        found = set(texts(page, BlockKind.PARAGRAPH))
        wanted = texts(true, BlockKind.PARAGRAPH)
        assert sum(text in found for text in wanted) >= 0.7 * len(wanted)


def test_each_word_keeps_its_place_and_confidence_and_the_page_their_mean(upright: Reading) -> None:
    for page in upright.pages:
        assert all(0 <= w.left < w.right <= 1 and 0 <= w.top < w.bottom <= 1 for w in page.recognised)
        assert page.quality == pytest.approx(
            sum(w.confidence for w in page.recognised) / len(page.recognised), abs=0.001
        )
        assert 0.85 < (page.quality or 0) <= 1
    assert upright.remarks == (reading.PAGES_RECOGNISED.format(count=2, all=2, pages="1–2"),)
    assert upright.unread == ()


@pytest.mark.parametrize("turn", [90, 180])
@pytest.mark.usefixtures("tesseract")
def test_a_page_scanned_sideways_or_upside_down_is_read(tmp_path: Path, true_pages: dict[int, Page], turn: int) -> None:
    page = recognised(scan(EXAMPLE, tmp_path / "scan.pdf", PAGES[:1], turn=turn)).pages[0]

    assert share_right(page, true_pages[PAGES[0]]) >= 0.98


@pytest.mark.usefixtures("tesseract")
def test_a_page_scanned_askew_keeps_its_lines(tmp_path: Path, true_pages: dict[int, Page]) -> None:
    page = recognised(scan(EXAMPLE, tmp_path / "scan.pdf", PAGES[:1], turn=2)).pages[0]

    assert share_right(page, true_pages[PAGES[0]]) >= 0.97


@pytest.mark.usefixtures("tesseract")
def test_only_the_scanned_pages_of_a_mixed_document_are_recognised(tmp_path: Path, true_pages: dict[int, Page]) -> None:
    scanned = scan(EXAMPLE, tmp_path / "scan.pdf", [4])
    done: list[tuple[int, int]] = []

    found = read_in_child(
        joined(tmp_path / "mixed.pdf", (EXAMPLE, 3), (scanned, 1), (EXAMPLE, 5)),
        media_types.PDF,
        timeout_seconds=60,
        memory_mb=1024,
        ocr_seconds_per_page=60,
        page_done=lambda *pages: done.append(pages),
    )

    assert [bool(page.recognised) for page in found.pages] == [False, True, False]
    assert [page.quality is None for page in found.pages] == [True, False, True]
    assert found.remarks == (reading.ONE_PAGE_RECOGNISED.format(all=3, pages="2"),)
    assert share_right(found.pages[1], true_pages[4]) >= 0.98
    assert done == [(1, 1)]


@pytest.mark.usefixtures("tesseract")
def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    source = tmp_path / "columns.pdf"
    source.write_bytes(typst.compile(COLUMNS.encode()))

    page = recognised(scan(source, tmp_path / "scan.pdf", [1])).pages[0]

    assert share_right(page, read_pdf(source).pages[0]) >= 0.9  # Latin filler, read with German
    assert page.text.startswith("Anfang der ersten Spalte. Lorem ipsum")
    assert page.text.endswith("Ende der zweiten Spalte.")


@pytest.mark.usefixtures("tesseract")
def test_a_printed_encyclopaedia_page_has_its_heading_and_whole_words(shared_data: Path) -> None:
    page = recognised(shared_data / "broken-files" / "scans" / "ocrmypdf_masks.pdf").pages[0]

    assert "Linux" in texts(page, BlockKind.HEADING)
    assert "unix-ähnliche Mehrbenutzer-Betriebssysteme, die auf dem Linux-Kernel und wesentlich" in page.text
    assert "bei der Weiterentwicklung des Linux-Kernels ein und wird auch als" in page.text


@pytest.mark.usefixtures("tesseract")
def test_a_crooked_leaflet_keeps_its_two_columns_apart(shared_data: Path) -> None:
    page = recognised(shared_data / "broken-files" / "scans" / "ocrmypdf_skew.pdf").pages[0]

    assert "then play your MIDI keyboard in time to the Sequencer’s click track." in page.text
    assert "allows you to move bars from one location to another" in page.text
    assert len(texts(page, BlockKind.LIST_ITEM)) >= 10


@pytest.mark.usefixtures("tesseract")
def test_blank_pages_are_told_as_blank(tmp_path: Path, shared_data: Path) -> None:
    blank = tmp_path / "blank.pdf"
    Image.new("L", (2480, 3508), 250).save(blank, "PDF", resolution=300)

    mixed = recognised(joined(tmp_path / "mixed.pdf", (EXAMPLE, 3), (blank, 1)))
    with pytest.raises(RefusedFile) as refused:
        recognised(blank)
    with pytest.raises(RefusedFile) as refused_too:
        recognised(shared_data / "broken-files" / "scans" / "ocrmypdf_blank.pdf")

    assert mixed.remarks == (reading.ONE_PAGE_NOT_WRITTEN.format(all=2, pages="2"),)
    assert (mixed.pages[1].text, mixed.pages[1].recognised) == ("", ())
    assert refused.value.message == reading.NO_TEXT_RECOGNISED.format(name="blank.pdf")
    assert refused_too.value.message == reading.NO_TEXT.format(name="ocrmypdf_blank.pdf")


@pytest.mark.usefixtures("tesseract")
def test_a_page_that_is_hard_to_read_carries_a_warning(tmp_path: Path) -> None:
    found = recognised(scan(EXAMPLE, tmp_path / "scan.pdf", [3], dots_per_inch=50))

    assert reading.ONE_PAGE_POORLY_RECOGNISED.format(all=1, pages="1") in found.remarks
    assert (found.pages[0].quality or 1) < 0.8


def test_a_scan_wrapped_in_a_group_is_seen_as_one(tmp_path: Path) -> None:
    scanned = pypdfium2.PdfDocument(scan(EXAMPLE, tmp_path / "scan.pdf", [3]))
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(*scanned[0].get_size())
    page.insert_obj(scanned.page_as_xobject(0, document).as_pageobject())
    page.gen_content()
    document.save(tmp_path / "wrapped.pdf")
    document.close()
    scanned.close()

    assert read_pdf(tmp_path / "wrapped.pdf").unread == (1,)


@pytest.mark.usefixtures("tesseract")
def test_a_page_of_200_inches_is_drawn_small_enough(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(typst.compile(b"#set page(width: 14000pt, height: 14000pt)\n#text(600pt)[Lageplan der Stadt]"))

    page = recognise_page(path, 1).pages[0]

    assert page.text == "Lageplan der Stadt"


def test_signs_in_pictures_are_dropped_and_misread_bullets_put_right() -> None:
    def line(*told: tuple[str, float]) -> list[RecognisedWord]:
        return [RecognisedWord(text, 0, 0, 1, 1, confidence) for text, confidence in told]

    def kept(*told: tuple[str, float]) -> str:
        return " ".join(word.text for word in without_noise(line(*told)))

    assert kept(("®", 0.4), ("Bäume", 0.95), ("pflanzen", 0.96)) == "• Bäume pflanzen"
    assert kept(("Beteiligung", 0.9), ("—", 0.1), (".", 0.05), ("|", 0.9)) == "Beteiligung"
    assert kept(("ee", 0.08), ("ileilungen", 0.0)) == ""
    assert kept(("Die", 0.95), ("Förderung", 0.1), ("beträgt", 0.96), ("50", 0.94), ("%", 0.9)) == (
        "Die Förderung beträgt 50 %"
    )
