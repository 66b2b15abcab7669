"""Small good office files, and what turns them into attacks."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import odfdo
import openpyxl
import pptx

from ingest import media_types

GOOD_TEXT = "Der Trinkbrunnen kostet 8.500 Euro."
MAIN_PARTS = {
    "docx": "word/document.xml",
    "pptx": "ppt/slides/slide1.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "odt": "content.xml",
}
MEDIA_TYPES = {
    "docx": media_types.DOCX,
    "pptx": media_types.PPTX,
    "xlsx": media_types.XLSX,
    "odt": media_types.ODT,
}


def good_file(folder: Path, kind: str) -> Path:
    """A file of the kind with `GOOD_TEXT` in it."""
    path = folder / f"gut.{kind}"
    _WRITERS[kind](path)
    return path


def _docx(path: Path) -> None:
    document = docx.Document()
    document.add_heading("Brunnen", 1)
    document.add_paragraph(GOOD_TEXT)
    document.save(str(path))


def _pptx(path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Brunnen"
    slide.placeholders[1].text = GOOD_TEXT
    presentation.save(path)


def _xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = GOOD_TEXT
    book.save(path)


def _odt(path: Path) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Brunnen"))
    document.body.append(odfdo.Paragraph(GOOD_TEXT))
    document.save(str(path))


_WRITERS: Mapping[str, Callable[[Path], None]] = {"docx": _docx, "pptx": _pptx, "xlsx": _xlsx, "odt": _odt}


def changed(path: Path, parts: Mapping[str, bytes]) -> Path:
    """The file with some parts replaced or added."""
    target = path.with_stem("boese")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, parts.get(name, source.read(name)))
        for name in parts.keys() - set(source.namelist()):
            copy.writestr(name, parts[name])
    return target


def part_of(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def with_deflated(path: Path, name: str, raw: bytes, declared: int, crc: int = 0) -> Path:
    """The file with one part replaced by a deflated stream, whatever size and checksum it is said to have."""
    target = path.with_stem("boese")
    local, directory = b"", b""
    with zipfile.ZipFile(path) as source:
        entries = {other: source.read(other) for other in source.namelist() if other != name}
    packed = [(other, _deflated(data), len(data), zlib.crc32(data)) for other, data in entries.items()]
    for entry, data, size, checksum in [*packed, (name, raw, declared, crc)]:
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, checksum, len(data), size, len(entry), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(local))
        directory += entry.encode()
        local += b"PK\3\4" + fields + entry.encode() + data
    count = len(packed) + 1
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(local), 0)
    target.write_bytes(local + directory + end)
    return target


def with_entries(path: Path, count: int) -> None:
    """Add that many empty parts."""
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(f"x/{number}.xml"), b"")


def spaces(megabytes: int, before: bytes = b"<a>") -> bytes:
    """A deflated stream of that many megabytes of spaces, a thousandth of it long; made without packing them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    begun = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return begun + block * megabytes + packer.flush()


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()
