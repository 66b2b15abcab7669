from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from corpus.errors import RefusedFile
from ingest import media_types
from ingest.sniff import media_type_of


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "media_type"),
    [
        ("a.pdf", b"\n%PDF-1.7", media_types.PDF),
        ("ohne", b"%PDF-1.7", media_types.PDF),
        ("a.DOCX", packed("word/document.xml"), media_types.DOCX),
        ("a.html", b"<p>Text</p>", media_types.HTML),
        ("a.txt", b"<!doctype html><p>x", media_types.HTML),
        ("a.md", b"Text", media_types.MARKDOWN),
        ("a.txt", b"# a\n\n# b\n\n# c", media_types.PLAIN_TEXT),
        ("ohne", b"# a\n\n# b\n\n# c", media_types.MARKDOWN),
        ("ohne", "Grüße".encode("cp1252"), media_types.PLAIN_TEXT),
    ],
)
def test_the_content_says_what_a_file_is(tmp_path: Path, name: str, raw: bytes, media_type: str) -> None:
    (tmp_path / name).write_bytes(raw)
    assert media_type_of(tmp_path / name) == media_type


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.pdf", b"", "ist leer"),
        ("a.pdf", b"Nur Text", "trägt die Endung .pdf, ist aber eine Textdatei"),
        ("a.docx", b"%PDF-1.7", "trägt die Endung .docx, ist aber eine PDF-Datei"),
        ("a.txt", b"%PDF-1.7", "trägt die Endung .txt, ist aber eine PDF-Datei"),
        ("a.docx", packed("xl/workbook.xml"), "ist aber eine Excel-Tabelle"),
        ("a.pptx", packed("ppt/presentation.xml"), "ist eine PowerPoint-Präsentation"),
        ("a.zip", packed("a.txt"), "ist ein ZIP-Archiv"),
        ("a.zip", packed("%PDF-.txt"), "ist ein ZIP-Archiv"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "im alten Format"),
        ("a.png", b"\x89PNG\r\n", "ist ein Bild"),
        ("a.json", b'{"a": 1}', "ist eine Datendatei"),
        ("a.bin", bytes(range(32)) * 9, "unbekannter Art"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_kind(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(RefusedFile, match=reason):
        media_type_of(tmp_path / name)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="lässt sich nicht öffnen"):
        media_type_of(tmp_path / "fehlt.pdf")


def test_an_archive_of_very_many_parts_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(packed(*map(str, range(5001))))
    with pytest.raises(RefusedFile, match="ungewöhnlich viele"):
        media_type_of(tmp_path / "a.docx")


def test_an_archive_that_says_its_table_of_contents_is_huge_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.docx").open("wb") as file:
        file.write(packed("word/document.xml")[:-22])
        file.truncate(1 << 30)
        file.seek(0, 2)
        file.write(b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 1, 1, 1 << 29, 0, 0))
    with pytest.raises(RefusedFile, match="ungewöhnlich viele"):
        media_type_of(tmp_path / "a.docx")
