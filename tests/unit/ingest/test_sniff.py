from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from corpus.errors import RefusedFile
from ingest import media_types
from ingest.sniff import media_type_of


def packed(*names: str, **contents: str) -> bytes:
    """A ZIP file of parts, the same bytes at any time; parts given by keyword are named in `PARTS`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        parts = dict.fromkeys(names, "x") | {PARTS[key]: content for key, content in contents.items()}
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


PARTS = {"types": "[Content_Types].xml", "mimetype": "mimetype", "manifest": "META-INF/manifest.xml"}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
ENCRYPTED = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'


def old_office(name: str) -> bytes:
    """An OLE container whose directory, in its second sector, names one stream."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\0" + bytes(16) + b"\x01\0\0\0"
    return header.ljust(512, b"\0") + bytes(512) + name.encode("utf-16-le").ljust(512, b"\0")


@pytest.mark.parametrize(
    ("name", "raw", "media_type"),
    [
        ("a.pdf", b"\n%PDF-1.7", media_types.PDF),
        ("ohne", b"%PDF-1.7", media_types.PDF),
        ("a.DOCX", packed("word/document.xml"), media_types.DOCX),
        ("a.pptx", packed("ppt/presentation.xml"), media_types.PPTX),
        ("ohne", packed("xl/workbook.xml"), media_types.XLSX),
        ("a.odt", packed("content.xml", mimetype=f"{OPEN_DOCUMENT}text"), media_types.ODT),
        (
            "a.odt",
            packed(
                "content.xml",
                manifest=f'<manifest:file-entry manifest:media-type="{OPEN_DOCUMENT}text" manifest:full-path="/"/>',
            ),
            media_types.ODT,
        ),
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
        ("a.pptx", packed("xl/workbook.xml"), "trägt die Endung .pptx, ist aber eine Excel-Tabelle"),
        ("a.xlsx", b"Ort;Jahr", "trägt die Endung .xlsx, ist aber eine Textdatei"),
        ("a.odt", packed("word/document.xml"), "trägt die Endung .odt, ist aber ein Word-Dokument"),
        ("a.docm", packed("word/document.xml", "word/vbaProject.bin"), "mit Makros .*als .docx ohne Makros"),
        ("a.pptm", packed("ppt/presentation.xml", "ppt/vbaProject.bin"), "mit Makros .*als .pptx ohne Makros"),
        ("a.xlsm", packed("xl/workbook.xml", "xl/vbaProject.bin"), "mit Makros .*als .xlsx ohne Makros"),
        ("a.xlsb", packed("xl/workbook.bin"), "im Binärformat .*als .xlsx"),
        ("a.potx", packed("ppt/presentation.xml", types="presentationml.template.main+xml"), "Vorlage .*als .pptx"),
        ("a.ppsx", packed("ppt/presentation.xml", types="presentationml.slideshow.main+xml"), "ppsx.*als .pptx"),
        ("a.ods", packed("content.xml", mimetype=f"{OPEN_DOCUMENT}spreadsheet"), "Tabelle .*als .xlsx oder PDF"),
        ("a.odp", packed("content.xml", mimetype=f"{OPEN_DOCUMENT}presentation"), "Präsentation .*als .pptx oder PDF"),
        ("a.odg", packed("content.xml", mimetype=f"{OPEN_DOCUMENT}graphics"), "Zeichnung .*als PDF"),
        ("a.odb", packed("content.xml", mimetype=f"{OPEN_DOCUMENT}base"), "OpenDocument-Datei .*als .odt oder PDF"),
        (
            "a.odt",
            packed("content.xml", mimetype=f"{OPEN_DOCUMENT}text", manifest=ENCRYPTED),
            "mit einem Kennwort geschützt",
        ),
        ("a.xlsx", old_office("EncryptedPackage"), "mit einem Kennwort geschützt"),
        ("a.xls", old_office("Workbook"), "im alten Format .*als .xlsx oder PDF"),
        ("a.ppt", old_office("PowerPoint Document"), "im alten Format .*als .pptx oder PDF"),
        ("a.pptx", packed("ppt/presentation.xml")[:60], "beschädigt oder nicht vollständig kopiert"),
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
