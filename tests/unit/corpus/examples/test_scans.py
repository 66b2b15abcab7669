"""A scanned example document is pictures alone, small, and read well by the product's own text recognition."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest

from ingest.readers.ocr import recognise_page
from ingest.readers.pdf import read_pdf

pytest.importorskip("typst", reason="typst is a development dependency")
from corpus.examples.build import build

SOURCE = Path(__file__).parents[4] / "corpus" / "examples" / "sources" / "foerderrichtlinie-ottersfurt.md"
LARGEST_PAGE = 350 * 1024


@pytest.fixture(scope="module")
def typeset_and_scan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One full source as the PDF that is typeset and as its scan."""
    text = SOURCE.read_text(encoding="utf-8")
    scanned = text.replace("titelseite: false", "titelseite: false, scan: true")
    assert scanned != text
    folder = tmp_path_factory.mktemp("scans")
    typeset, scan = folder / "satz.pdf", folder / "scan.pdf"
    for file, source in ((typeset, text), (scan, scanned)):
        file.with_suffix(".md").write_text(source, encoding="utf-8")
        file.write_bytes(build(file.with_suffix(".md"))[file.name])
    return typeset, scan


def test_a_scan_has_pictures_and_no_text(typeset_and_scan: tuple[Path, Path]) -> None:
    typeset, scan = map(pypdfium2.PdfDocument, typeset_and_scan)
    try:
        assert len(scan) == len(typeset)
        for page, model in zip(scan, typeset, strict=True):
            assert [item.type for item in page.get_objects()] == [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
            assert page.get_textpage().get_text_range() == ""
            assert page.get_size() == pytest.approx(model.get_size(), abs=1)
        assert scan.get_metadata_dict()["CreationDate"].startswith("D:20241220")
        assert typeset_and_scan[1].stat().st_size <= LARGEST_PAGE * len(scan)
    finally:
        typeset.close()
        scan.close()


def test_every_page_of_a_scan_waits_for_text_recognition(typeset_and_scan: tuple[Path, Path]) -> None:
    reading = read_pdf(typeset_and_scan[1])
    assert reading.unread == tuple(page.number for page in reading.pages)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_text_recognition_reads_nearly_every_word_of_a_scan(typeset_and_scan: tuple[Path, Path]) -> None:
    typeset, scan = typeset_and_scan
    document = pypdfium2.PdfDocument(typeset)
    try:
        # PDFium marks a hyphen at a line's end by U+FFFE.
        printed = words(re.sub("\ufffe\\s*", "", document[0].get_textpage().get_text_range()))
    finally:
        document.close()
    page = recognise_page(scan, 1)
    if not page.pages:
        pytest.skip(page.remarks[0])
    read = words(re.sub(r"-\n(?=[a-zäöü])", "", page.pages[0].text))
    missed = printed - read
    assert missed.total() <= 0.03 * printed.total(), missed
    assert {"2027", "Beispieldokument"} <= read.keys()


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))
