from __future__ import annotations

import json
import socket
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from office_files import (
    GOOD_TEXT,
    MAIN_PARTS,
    MEDIA_TYPES,
    changed,
    good_file,
    part_of,
    spaces,
    with_deflated,
    with_entries,
)

from corpus.errors import RefusedFile
from ingest.sniff import media_type_of

ROOT = Path(__file__).resolve().parents[2]
KINDS = list(MAIN_PARTS)
MOST_SECONDS = 5
MOST_MEGABYTES = 512
# Reads one file as the product does and tells what came out and what the reader's process took; seconds of the
# processor, for those of the clock would measure who else uses the machine.
MEASURE = """
import json, resource, sys
from pathlib import Path
from corpus.errors import RefusedFile
from ingest.child import read_in_child

try:
    reading = read_in_child(Path(sys.argv[1]), sys.argv[2], timeout_seconds=30, memory_mb=2048)
    told = {"text": [page.text for page in reading.pages], "remarks": reading.remarks}
except RefusedFile as refusal:
    told = {"refused": refusal.message}
child = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps(told | {"seconds": child.ru_utime + child.ru_stime, "megabytes": child.ru_maxrss / 1024}))
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    refused: str
    text: str
    remarks: tuple[str, ...]


def attack(path: Path, kind: str) -> Outcome:
    command = [sys.executable, "-c", MEASURE, str(path), MEDIA_TYPES[kind]]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60).stdout
    told = json.loads(output)
    assert told["seconds"] < MOST_SECONDS
    assert told["megabytes"] < MOST_MEGABYTES
    return Outcome(told.get("refused", ""), "\n".join(told.get("text", ())), tuple(told.get("remarks", ())))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket that notices whoever calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def assert_nobody_called(listener: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_file_is_read_within_the_limits(tmp_path: Path, kind: str) -> None:
    assert GOOD_TEXT in attack(good_file(tmp_path, kind), kind).text


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_of_four_gigabytes_is_refused(tmp_path: Path, kind: str) -> None:
    path = with_deflated(good_file(tmp_path, kind), MAIN_PARTS[kind], spaces(4095), 4095 << 20)

    assert path.stat().st_size < 6_000_000
    assert "würde beim Entpacken ungewöhnlich groß" in attack(path, kind).refused


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_of_four_gigabytes_that_calls_itself_small_is_refused(tmp_path: Path, kind: str) -> None:
    shown = b"<a>" + b" " * 997  # so that even the checksum of the declared beginning is right
    path = with_deflated(good_file(tmp_path, kind), MAIN_PARTS[kind], spaces(4095), 1000, zlib.crc32(shown))

    assert "würde beim Entpacken ungewöhnlich groß" in attack(path, kind).refused


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_42_kilobytes_that_grows_a_thousandfold_is_refused(tmp_path: Path, kind: str) -> None:
    path = with_deflated(good_file(tmp_path, kind), MAIN_PARTS[kind], spaces(20), 20 << 20)

    assert path.stat().st_size < 70_000
    assert "würde beim Entpacken ungewöhnlich groß" in attack(path, kind).refused


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_unpacks_to_gigabytes_is_never_unpacked(tmp_path: Path, kind: str) -> None:
    path = with_deflated(good_file(tmp_path, kind), "media/bild.png", spaces(4095), 4095 << 20)

    assert GOOD_TEXT in attack(path, kind).text


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_100000_entries_is_refused(tmp_path: Path, kind: str) -> None:
    path = good_file(tmp_path, kind)
    with_entries(path, 100_000)

    assert "würde beim Entpacken ungewöhnlich groß" in attack(path, kind).refused
    with pytest.raises(RefusedFile, match="ungewöhnlich viele gepackte Teile"):
        media_type_of(path)


def test_a_directory_that_lies_about_its_entries_is_refused_unopened(tmp_path: Path) -> None:
    path = good_file(tmp_path, "docx")
    with_entries(path, 60_000)
    raw = bytearray(path.read_bytes())
    raw[-12:-10] = struct.pack("<H", 3)
    path.write_bytes(raw)

    with pytest.raises(RefusedFile, match="ungewöhnlich viele gepackte Teile"):
        media_type_of(path)


@pytest.mark.parametrize("kind", KINDS)
def test_deeply_nested_elements_end_in_a_reason(tmp_path: Path, kind: str) -> None:
    path = good_file(tmp_path, kind)
    deep = b"<a>" * 300_000 + b"x" + b"</a>" * 300_000
    outcome = attack(changed(path, {MAIN_PARTS[kind]: deep}), kind)

    assert outcome.refused.startswith("Die Datei „boese")


@pytest.mark.parametrize("kind", KINDS)
def test_millions_of_elements_are_refused(tmp_path: Path, kind: str) -> None:
    path = good_file(tmp_path, kind)
    many = b"<a>" + b'<b c="d"/>' * 6_000_000 + b"</a>"
    path = with_deflated(path, MAIN_PARTS[kind], _packed(many), len(many), zlib.crc32(many))

    assert attack(path, kind).refused.startswith("Die Datei „boese")


@pytest.mark.parametrize("kind", KINDS)
def test_entities_that_grow_are_refused(tmp_path: Path, kind: str) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    outcome = attack(_with_doctype(tmp_path, kind, f'[<!ENTITY l0 "ha">{laughs}]', "&l9;"), kind)

    assert "XML-Entitäten" in outcome.refused


@pytest.mark.parametrize(
    ("kind", "encoding"), [(kind, "utf-8") for kind in KINDS] + [("docx", "utf-16"), ("odt", "latin-1")]
)
def test_a_file_of_this_machine_is_not_drawn_in(tmp_path: Path, kind: str, encoding: str) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("streng geheim", encoding="utf-8")
    path = _with_doctype(tmp_path, kind, f'[<!ENTITY e SYSTEM "{secret.as_uri()}">]', "&e;", encoding)
    outcome = attack(path, kind)

    assert "XML-Entitäten" in outcome.refused


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_type_from_elsewhere_is_not_fetched(tmp_path: Path, kind: str, listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/a.dtd"
    attack(_with_doctype(tmp_path, kind, f'SYSTEM "{url}"', ""), kind)

    assert_nobody_called(listener)


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_external_relationships_are_not_fetched(tmp_path: Path, kind: str, listener: socket.socket) -> None:
    path = good_file(tmp_path, kind)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/vorlage"
    folder, _, name = MAIN_PARTS[kind].rpartition("/")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    external = "".join(
        f'<Relationship Id="rX{n}" Type="{office}/{kind}" Target="{url}" TargetMode="External"/>'
        for n, kind in enumerate(("image", "attachedTemplate", "oleObject", "hyperlink", "externalLinkPath"))
    )
    part = f"{folder}/_rels/{name}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    with zipfile.ZipFile(path) as archive:
        known = archive.read(part) if part in archive.namelist() else empty
    linked = known.replace(b"</Relationships>", external.encode() + b"</Relationships>")

    assert GOOD_TEXT in attack(changed(path, {part: linked}), kind).text
    assert_nobody_called(listener)


def test_linked_pictures_of_an_open_document_are_not_fetched(tmp_path: Path, listener: socket.socket) -> None:
    path = good_file(tmp_path, "odt")
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/bild.png"
    picture = f'<draw:frame><draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}"/></draw:frame>'
    content = part_of(path, "content.xml").replace(GOOD_TEXT.encode(), GOOD_TEXT.encode() + picture.encode())

    assert GOOD_TEXT in attack(changed(path, {"content.xml": content}), "odt").text
    assert_nobody_called(listener)


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_a_picture_of_billions_of_pixels_is_not_opened(tmp_path: Path, kind: str) -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    flood = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    path = changed(good_file(tmp_path, kind), {"word/media/image1.png": flood, "ppt/media/image1.png": flood})

    assert GOOD_TEXT in attack(path, kind).text


def test_one_long_text_that_all_cells_share_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "gut.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, GOOD_TEXT)
    strings = part_of(path, "xl/sharedStrings.xml").replace(GOOD_TEXT.encode(), b"Text " * 6_000)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 200_000)).encode()
    sheet = part_of(path, MAIN_PARTS["xlsx"])
    start, end = sheet.index(b"<sheetData>") + 11, sheet.index(b"</sheetData>")
    outcome = attack(
        changed(path, {"xl/sharedStrings.xml": strings, MAIN_PARTS["xlsx"]: sheet[:start] + rows + sheet[end:]}), "xlsx"
    )

    assert any("nur der Anfang" in remark for remark in outcome.remarks)


def test_a_cell_in_the_last_corner_of_a_sheet_is_read(tmp_path: Path) -> None:
    path = good_file(tmp_path, "xlsx")
    corner = b'<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
    sheet = part_of(path, MAIN_PARTS["xlsx"]).replace(b"</sheetData>", corner)

    assert GOOD_TEXT in attack(changed(path, {MAIN_PARTS["xlsx"]: sheet}), "xlsx").text


def test_repeated_cells_and_spaces_of_an_open_document_stay_few(tmp_path: Path) -> None:
    path = good_file(tmp_path, "odt")
    cell = '<table:table-cell table:number-columns-repeated="999999"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="999999">{cell}{cell}</table:table-row>'
    added = f'<table:table table:name="a">{row * 500}</table:table><text:p>a<text:s text:c="999999999"/>b</text:p>'
    content = part_of(path, "content.xml").replace(b"</office:text>", added.encode() + b"</office:text>")

    assert GOOD_TEXT in attack(changed(path, {"content.xml": content}), "odt").text


def _with_doctype(folder: Path, kind: str, inside: str, reference: str, encoding: str = "utf-8") -> Path:
    path = good_file(folder, kind)
    content = part_of(path, MAIN_PARTS[kind]).decode()
    body = content[content.index("?>") + 2 :] if content.startswith("<?xml") else content
    body = body.replace(GOOD_TEXT, GOOD_TEXT + reference).replace("<sheetData>", f"<sheetData>{reference}", 1)
    root = body.lstrip()[1:].split()[0].rstrip(">")
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE {root} {inside}>{body}'
    return changed(path, {MAIN_PARTS[kind]: text.encode(encoding, errors="xmlcharrefreplace")})


def _packed(data: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def test_a_slide_that_is_named_again_and_again_is_not_read_each_time(tmp_path: Path) -> None:
    path = good_file(tmp_path, "pptx")
    content = part_of(path, "ppt/presentation.xml").decode()
    start = content.index("<p:sldId ")
    named = content[start : content.index("/>", start) + 2]
    path = changed(path, {"ppt/presentation.xml": content.replace(named, named * 100_000).encode()})

    assert attack(path, "pptx").refused.startswith("Die Datei „boese")


def test_a_long_cell_that_spans_all_rows_is_said_once(tmp_path: Path) -> None:
    path = good_file(tmp_path, "odt")
    cell = '<table:table-cell table:number-rows-spanned="{rows}"><text:p>{text}</text:p></table:table-cell>'
    first = cell.format(rows=999_999, text="Lang " * 100_000) + cell.format(rows=1, text="a")
    row = f"<table:table-row><table:covered-table-cell/>{cell.format(rows=1, text='b')}</table:table-row>"
    table = f'<table:table table:name="a"><table:table-row>{first}</table:table-row>{row * 20_000}</table:table>'
    content = part_of(path, "content.xml").replace(b"</office:text>", table.encode() + b"</office:text>")

    assert attack(changed(path, {"content.xml": content}), "odt").text.count("Lang") == 100_000
