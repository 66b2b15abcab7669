"""Every broken file ends in text or in the sentence that fits it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import RefusedFile
from corpus.texts import reading
from ingest.readers import Reading
from ingest.readers.pdf import read_pdf
from ingest.recognition import with_recognised_pages

SCAN = reading.ONE_PAGE_PDF_WITHOUT_TEXT.replace("{reason}", reading.RECOGNITION_OFF)
WANTED = {
    "encrypted/pypdf_crazyones-encrypted-256.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_encrypted-file.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_libreoffice-writer-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r2-user-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r4-aes-user-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r6-both-passwords.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r3-empty-password.pdf": "pdf encryption test password: asdfzxcv",
    "encrypted/pypdf_r4-owner-password.pdf": "pdf encryption test password: asdfzxcv",
    "encrypted/pypdf_r6-empty-password.pdf": "pdf encryption test password: asdfzxcv",
    "encrypted/pypdf_r6-owner-password.pdf": "pdf encryption test password: asdfzxcv",
    "encrypted/qpdf_enc-R3_V2_O_master.pdf": "Potato 0",
    "encrypted/qpdf_enc-long-password.pdf": reading.PASSWORD_NEEDED,
    "damaged/qpdf_append-page-content-damaged.pdf": "Potato 0 new",
    "damaged/qpdf_bad-xref-entry.pdf": "Potato",
    "damaged/qpdf_bad2.pdf": "Potato",
    "damaged/qpdf_bad8.pdf": "Salad",
    "damaged/qpdf_bad35.pdf": reading.DAMAGED,
    "damaged/qpdf_issue-100.pdf": reading.DAMAGED,
    "damaged/qpdf_issue-146.pdf": reading.DAMAGED,
    "damaged/qpdf_bad25.pdf": reading.NO_TEXT,
    "damaged/qpdf_bad1.pdf": reading.NOT_A_PDF,
    "damaged/qpdf_issue-335b.pdf": reading.NOT_A_PDF,
    "odd/pypdf_missing_info.pdf": "PDF document without /Info key",
    "odd/pypdf_bytes.pdf": "This is a test for a PDF with bytes title",
    "scans/ocrmypdf_blank.pdf": reading.NO_TEXT,
    "scans/ocrmypdf_masks.pdf": SCAN,
    "scans/ocrmypdf_skew.pdf": SCAN,
}


def never_run(reader: str, *_arguments: Any, seconds: float = 0) -> Reading:
    raise AssertionError(f"{reader} was called, for {seconds} s")


@pytest.mark.parametrize(("name", "wanted"), WANTED.items())
def test_a_broken_file_gives_its_text_or_the_sentence_that_fits(shared_data: Path, name: str, wanted: str) -> None:
    path = shared_data / "broken-files" / name

    assert _told(path).startswith(wanted.format(name=path.name))


def test_all_broken_files_end_soon_in_text_or_in_a_german_sentence(shared_data: Path) -> None:
    begin = time.monotonic()
    told = [_told(path) for path in sorted((shared_data / "broken-files").rglob("*.pdf"))]

    assert len(told) == 68
    assert all(told)
    assert time.monotonic() - begin < 10


def _told(path: Path) -> str:
    """The text of a file, or why it was refused, without text recognition."""
    try:
        found = with_recognised_pages(
            read_pdf(path), path.name, never_run, seconds_per_page=None, page_done=lambda _done, _of: None
        )
        return "".join(page.text for page in found.pages)
    except RefusedFile as refusal:
        return refusal.message


@pytest.mark.parametrize(
    ("content", "wanted"),
    [(b"", reading.EMPTY_FILE), (b"PK\x03\x04 not a pdf", reading.NOT_A_PDF), (b"%PDF-1.7\n", reading.DAMAGED)],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes, wanted: str) -> None:
    path = tmp_path / "bericht.pdf"
    path.write_bytes(content)

    with pytest.raises(RefusedFile) as refusal:
        read_pdf(path)

    assert refusal.value.message == wanted.format(name="bericht.pdf")
