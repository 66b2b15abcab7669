"""Every broken file ends in text or in the sentence that fits it; what each holds was looked up by eye."""

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
SCANS = reading.PDF_WITHOUT_TEXT.replace("{reason}", reading.RECOGNITION_OFF).replace("{all}", "3")
WANTED = {
    "damaged/qpdf_append-page-content-damaged.pdf": "Potato 0 new",
    "damaged/qpdf_bad-encryption-length.pdf": reading.PASSWORD_NEEDED,
    "damaged/qpdf_bad-xref-entry.pdf": "Potato",
    "damaged/qpdf_bad1.pdf": reading.NOT_A_PDF,
    "damaged/qpdf_bad10.pdf": "Potato",
    "damaged/qpdf_bad11.pdf": "Salad",
    "damaged/qpdf_bad13.pdf": "Potato",
    "damaged/qpdf_bad16.pdf": "Potato",
    "damaged/qpdf_bad18.pdf": "Potato",
    "damaged/qpdf_bad2.pdf": "Potato",
    "damaged/qpdf_bad20.pdf": "Potato",
    "damaged/qpdf_bad25.pdf": reading.NO_TEXT,
    "damaged/qpdf_bad3.pdf": "Potato",
    "damaged/qpdf_bad30.pdf": "Potato",
    "damaged/qpdf_bad31.pdf": "Potato",
    "damaged/qpdf_bad33.pdf": "Potato",
    "damaged/qpdf_bad35.pdf": reading.DAMAGED,
    "damaged/qpdf_bad37.pdf": "Potato",
    "damaged/qpdf_bad38.pdf": "Potato",
    "damaged/qpdf_bad4.pdf": "Potato",
    "damaged/qpdf_bad5.pdf": "Potato",
    "damaged/qpdf_bad6.pdf": "Sandwiches",
    "damaged/qpdf_bad7.pdf": reading.DAMAGED,
    "damaged/qpdf_bad8.pdf": "Salad",
    "damaged/qpdf_bad9.pdf": "Potato",
    "damaged/qpdf_damaged-inline-image.pdf": SCAN,
    "damaged/qpdf_damaged-stream.pdf": "Potato",
    "damaged/qpdf_issue-100.pdf": reading.DAMAGED,
    "damaged/qpdf_issue-101.pdf": reading.DAMAGED,
    "damaged/qpdf_issue-106.pdf": "Potato",
    "damaged/qpdf_issue-117.pdf": SCAN,
    "damaged/qpdf_issue-119.pdf": reading.DAMAGED,
    "damaged/qpdf_issue-120.pdf": reading.DAMAGED,
    "damaged/qpdf_issue-141a.pdf": reading.NOT_A_PDF,
    "damaged/qpdf_issue-143.pdf": reading.NOT_A_PDF,
    "damaged/qpdf_issue-146.pdf": reading.DAMAGED,
    "damaged/qpdf_issue-148.pdf": reading.NOT_A_PDF,
    "damaged/qpdf_issue-263.pdf": reading.NOT_A_PDF,
    "damaged/qpdf_issue-335a.pdf": reading.NOT_A_PDF,
    "damaged/qpdf_issue-335b.pdf": reading.NOT_A_PDF,
    "encrypted/pypdf_crazyones-encrypted-256.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_encrypted-file.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_encrypted_doc_no_id.pdf": SCANS,
    "encrypted/pypdf_libreoffice-writer-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r2-user-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r3-empty-password.pdf": "pdf encryption test password: asdfzxcv",
    "encrypted/pypdf_r3-user-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r4-aes-user-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r4-owner-password.pdf": "pdf encryption test password: asdfzxcv",
    "encrypted/pypdf_r5-user-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r6-both-passwords.pdf": reading.PASSWORD_NEEDED,
    "encrypted/pypdf_r6-empty-password.pdf": "pdf encryption test password: asdfzxcv",
    "encrypted/pypdf_r6-owner-password.pdf": "pdf encryption test password: asdfzxcv",
    "encrypted/pypdf_r6-user-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/qpdf_enc-R2_V1_U_view_O_view.pdf": reading.PASSWORD_NEEDED,
    "encrypted/qpdf_enc-R3_V2_O_master.pdf": "Potato 0",
    "encrypted/qpdf_enc-R3_V2_U_view_O_master.pdf": reading.PASSWORD_NEEDED,
    "encrypted/qpdf_enc-XI-R6_V5_U_view_O_master.pdf": reading.PASSWORD_NEEDED,
    "encrypted/qpdf_enc-long-password.pdf": reading.PASSWORD_NEEDED,
    "encrypted/qpdf_encrypted-40-bit-R3.pdf": reading.PASSWORD_NEEDED,
    "odd/pypdf_bytes.pdf": "This is a test for a PDF with bytes title",
    "odd/pypdf_issue-297.pdf": "test example",
    "odd/pypdf_issue-301.pdf": ":.,",
    "odd/pypdf_missing_info.pdf": "PDF document without /Info key in document root.",
    "odd/pypdf_toy.pdf": "AWAY again1 AWAY again2",
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


def test_every_broken_file_is_classified_and_ends_soon(shared_data: Path) -> None:
    folder = shared_data / "broken-files"
    paths = sorted(folder.rglob("*.pdf"))
    begin = time.process_time()
    told = [_told(path) for path in paths]

    assert {path.relative_to(folder).as_posix() for path in paths} == set(WANTED)
    assert all(told)
    assert time.process_time() - begin < 10


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
