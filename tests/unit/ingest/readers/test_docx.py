from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor

from corpus.errors import RefusedFile
from corpus.models import BlockKind
from corpus.texts import formats, reading
from ingest.readers import Properties, Reading
from ingest.readers.docx import read_docx


def add(document: Document, inner: str) -> None:
    """Put raw WordprocessingML at the end of the body."""
    name, rest = inner.lstrip("<").split(">", 1)
    end = document.element.body.sectPr
    end.addprevious(parse_xml(f"<{name} {nsdecls('w')}>{rest}"))


def read(document: Document, folder: Path) -> Reading:
    path = folder / "bericht.docx"
    document.save(str(path))
    return read_docx(path)


def told(found: Reading) -> list[tuple[BlockKind, str]]:
    return [(block.kind, page.text[block.start : block.end]) for page in found.pages for block in page.blocks]


def texts(found: Reading) -> list[str]:
    return [text for _, text in told(found)]


def test_headings_are_told_by_english_and_german_styles_and_by_outline_level(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Ziele", 1)
    german = document.styles.add_style("Überschrift 3", 1)
    document.add_paragraph("Wasser", german)
    add(document, '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Boden</w:t></w:r></w:p>')
    document.add_paragraph("Text.")
    found = read(document, tmp_path)

    assert [(b.level, found.pages[0].text[b.start : b.end]) for b in found.pages[0].blocks] == [
        (1, "Ziele"),
        (3, "Wasser"),
        (2, "Boden"),
        (0, "Text."),
    ]


def test_a_new_page_begins_at_each_heading_of_the_first_level(tmp_path: Path) -> None:
    document = docx.Document()
    for title in ("Eins", "Zwei", "Drei"):
        document.add_heading(title, 1)
        document.add_paragraph(f"Text zu {title}.")
    found = read(document, tmp_path)

    assert [(page.number, page.text) for page in found.pages] == [
        (1, "Eins\n\nText zu Eins."),
        (2, "Zwei\n\nText zu Zwei."),
        (3, "Drei\n\nText zu Drei."),
    ]


def test_lists_get_the_marks_that_word_prints(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("erstens", "List Number")
    document.add_paragraph("zweitens", "List Number")
    document.add_paragraph("Punkt", "List Bullet")

    assert told(read(document, tmp_path)) == [
        (BlockKind.LIST_ITEM, "1. erstens"),
        (BlockKind.LIST_ITEM, "2. zweitens"),
        (BlockKind.LIST_ITEM, "• Punkt"),
    ]


def test_numbered_headings_get_the_numbers_that_word_prints(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate([("decimal", "§ %1"), ("lowerLetter", "%1.%2)"), ("upperRoman", "%3")])
    )
    kind = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    numbering.insert(0, kind)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in (("Zweck", 0), ("Ziel", 1), ("Weg", 1), ("Antrag", 0), ("Form", 1), ("Anlage", 2)):
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        style = f'<w:pStyle w:val="Heading{level + 1}"/>'
        add(document, f"<w:p><w:pPr>{style}{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")

    assert texts(read(document, tmp_path)) == [
        "§ 1 Zweck",
        "1.a) Ziel",
        "1.b) Weg",
        "§ 2 Antrag",
        "2.a) Form",
        "I Anlage",
    ]


def test_merged_cells_are_said_once_and_nested_tables_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, line in enumerate([["Jahr", "Stadt", "Land"], ["2023", "5", "7"], ["2024", "6", "8"]]):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "beide"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Orte"
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "Rahmen"
    inner = outer.cell(0, 1).add_table(2, 2)
    for row, line in enumerate([["a", "b"], ["c", "d"]]):
        for column, text in enumerate(line):
            inner.cell(row, column).text = text

    assert texts(read(document, tmp_path)) == ["Jahr | Orte\nbeide | 5 | 7\n| 6 | 8", "Rahmen", "a | b\nc | d"]


def test_links_and_insertions_stay_deletions_go(tmp_path: Path) -> None:
    document = docx.Document()
    add(
        document,
        "<w:p><w:r><w:t>Der </w:t></w:r><w:hyperlink><w:r><w:t>Plan</w:t></w:r></w:hyperlink>"
        '<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve"> gilt</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText> ruht</w:delText></w:r></w:del>'
        "<w:r><w:tab/><w:t>bis</w:t><w:br/><w:t>2027</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>28.</w:t></w:r></w:p>",
    )
    document.element.body.xpath(".//w:t")[0].text = "Der\u00a0"

    assert texts(read(document, tmp_path)) == ["Der Plan gilt bis 2027-28."]


def test_hidden_text_is_dropped_with_a_remark(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Sichtbar.")
    paragraph.add_run("Verborgen.").font.hidden = True
    paragraph.add_run("Weiß.").font.color.rgb = RGBColor(255, 255, 255)
    cell = document.add_table(2, 2)
    cell.cell(0, 0).text, cell.cell(0, 1).text, cell.cell(1, 0).text = "Kopf", "Wert", "a"
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="003366"/>')
    cell.cell(0, 0)._tc.get_or_add_tcPr().append(shade)
    cell.cell(0, 0).paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
    found = read(document, tmp_path)

    assert texts(found) == ["Sichtbar.", "Kopf | Wert\na |"]
    assert found.remarks == (formats.HIDDEN_TEXT_DROPPED_ONCE.format(sample="Verborgen.Weiß."),)


def test_content_controls_and_text_boxes_stay_a_table_of_contents_goes(tmp_path: Path) -> None:
    document = docx.Document()
    add(document, "<w:sdt><w:sdtContent><w:p><w:r><w:t>Deckblatt</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    document.add_paragraph("Inhaltsverzeichnis")
    add(
        document,
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>Ziele 3</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    add(
        document,
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Wege 4</w:t></w:r></w:p>',
    )
    add(document, '<w:p><w:r><w:t>Kosten 5</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')
    add(
        document,
        "<w:p><w:r><w:t>Davor</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Im Kasten</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>",
    )

    assert texts(read(document, tmp_path)) == ["Deckblatt", "Davor", "Im Kasten"]


def test_heads_and_footers_are_left_out_and_the_title_is_known(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kopfzeile"
    document.sections[0].footer.paragraphs[0].text = "Fußzeile"
    document.add_paragraph("Der Plan", "Title")
    document.core_properties.title = ""
    found = read(document, tmp_path)

    assert texts(found) == ["Der Plan"]
    assert found.title == "Der Plan"


def test_footnotes_follow_their_paragraph(shared_data: Path) -> None:
    found = texts(read_docx(shared_data / "dcat-ap-de" / "DCAT-AP.de_V1.0.1_implRules.docx"))
    at = found.index("¹ https://www.govdata.de")

    assert found[at - 1].startswith("In Deutschland findet zwischen GovData als zentralem Datenportal")


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", reading.EMPTY_FILE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", reading.OLD_WORD),
        (b"%PDF-1.7", reading.NOT_A_DOCX),
        (b"PK\x03\x04 cut off", reading.DAMAGED),
    ],
)
def test_what_is_no_docx_is_refused(tmp_path: Path, content: bytes, wanted: str) -> None:
    path = tmp_path / "bericht.docx"
    path.write_bytes(content)

    with pytest.raises(RefusedFile) as refusal:
        read_docx(path)

    assert refusal.value.message == wanted.format(name="bericht.docx")


def test_a_truncated_file_and_one_without_text_are_refused(tmp_path: Path) -> None:
    document = docx.Document()
    with pytest.raises(RefusedFile, match="enthält keinen lesbaren Text"):
        read(document, tmp_path)
    path = tmp_path / "bericht.docx"
    path.write_bytes(path.read_bytes()[:20_000])

    with pytest.raises(RefusedFile, match="ist beschädigt"):
        read_docx(path)


def test_properties_are_told_but_none_of_a_program(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Text.")
    assert read(document, tmp_path).properties == Properties()
    core = document.core_properties
    core.author, core.subject, core.keywords = "Bauamt", "Brunnen", "Wasser; Platz"
    core.created = datetime(2026, 5, 12, tzinfo=UTC)

    assert read(document, tmp_path).properties == Properties("Bauamt", "Brunnen", "Wasser; Platz", date(2026, 5, 12))
