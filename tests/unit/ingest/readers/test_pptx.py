from __future__ import annotations

import copy
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm, Pt

from corpus.errors import RefusedFile
from corpus.models import BlockKind
from ingest.readers import Properties, Reading
from ingest.readers.pptx import read_pptx

TITLE, CONTENT, COMPARISON, TITLE_ONLY, BLANK = 0, 1, 4, 5, 6


@pytest.fixture
def deck() -> Any:
    return pptx.Presentation()


def add(deck: Any, layout: int, *texts: str) -> Any:
    """A slide of a layout, its placeholders filled in their order."""
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    for placeholder, text in zip(slide.placeholders, texts, strict=False):
        placeholder.text = text
    return slide


def box(slide: Any, text: str, left: float, top: float) -> Any:
    shape = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(5), Cm(1))
    shape.text_frame.text = text
    return shape


def read(deck: Any, folder: Path) -> Reading:
    path = folder / "vortrag.pptx"
    deck.save(path)
    return read_pptx(path)


def told(found: Reading, page: int = 1) -> list[tuple[BlockKind, str]]:
    wanted = found.pages[page - 1]
    return [(block.kind, wanted.text[block.start : block.end]) for block in wanted.blocks]


def texts(found: Reading, page: int = 1) -> list[str]:
    return [text for _, text in told(found, page)]


def test_each_slide_is_a_page_with_its_title_as_heading(tmp_path: Path, deck: Any) -> None:
    add(deck, TITLE, "Wärmeplanung", "Sachstand")
    add(deck, CONTENT, "Ausgangslage", "Gasanteil 71 %")
    found = read(deck, tmp_path)

    assert [page.number for page in found.pages] == [1, 2]
    assert told(found, 1) == [(BlockKind.HEADING, "Wärmeplanung"), (BlockKind.PARAGRAPH, "Sachstand")]
    assert told(found, 2) == [(BlockKind.HEADING, "Ausgangslage"), (BlockKind.LIST_ITEM, "• Gasanteil 71 %")]
    assert found.title == "Wärmeplanung"


def test_hidden_and_empty_slides_keep_their_number_and_are_reported(tmp_path: Path, deck: Any) -> None:
    add(deck, CONTENT, "Eins", "a")
    add(deck, BLANK)
    add(deck, CONTENT, "Intern", "geheim")._element.set("show", "0")
    add(deck, CONTENT, "Vier", "d")
    found = read(deck, tmp_path)

    assert [(page.number, page.text.split("\n")[0]) for page in found.pages] == [
        (1, "Eins"),
        (2, ""),
        (3, ""),
        (4, "Vier"),
    ]
    assert found.remarks == (
        "Eine ausgeblendete Folie wurde nicht übernommen: Folie 3.",
        "Folie 2 enthält keinen lesbaren Text (vermutlich ein Bild) und wird nicht gefunden.",
    )


def test_slides_that_count_from_another_number_carry_it_as_label(tmp_path: Path, deck: Any) -> None:
    add(deck, CONTENT, "Eins", "a")
    deck.part._element.set("firstSlideNum", "7")

    assert [(page.number, page.label) for page in read(deck, tmp_path).pages] == [(1, "7")]


def test_bullets_have_levels_and_numbered_lists_their_numbers(tmp_path: Path, deck: Any) -> None:
    frame = add(deck, CONTENT, "Liste", "oben").placeholders[1].text_frame
    for text, level, form in (("darunter", 1, ""), ("erstens", 0, "arabicPeriod"), ("zweitens", 0, "arabicPeriod")):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        if form:
            mark = etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{paragraph._p.nsmap['a']}}}buAutoNum")
            mark.set("type", form)
    plain = frame.add_paragraph()
    plain.text = "ohne Punkt"
    etree.SubElement(plain._p.get_or_add_pPr(), f"{{{plain._p.nsmap['a']}}}buNone")

    assert told(read(deck, tmp_path))[1:] == [
        (BlockKind.LIST_ITEM, "• oben"),
        (BlockKind.LIST_ITEM, "– darunter"),
        (BlockKind.LIST_ITEM, "1. erstens"),
        (BlockKind.LIST_ITEM, "2. zweitens"),
        (BlockKind.PARAGRAPH, "ohne Punkt"),
    ]


def test_boxes_are_read_column_by_column_below_what_spans_them(tmp_path: Path, deck: Any) -> None:
    slide = add(deck, TITLE_ONLY, "Vergleich")
    for text, left, top in (
        ("rechts unten", 12, 12),
        ("links oben", 2, 8),
        ("rechts oben", 12, 8),
        ("links unten", 2, 12),
    ):
        box(slide, text, left, top)
    wide = box(slide, "über beiden", 2, 5)
    wide.width = Cm(18)

    assert texts(read(deck, tmp_path))[1:] == [
        "über beiden",
        "links oben",
        "links unten",
        "rechts oben",
        "rechts unten",
    ]


def test_a_comparison_is_read_one_side_after_the_other(tmp_path: Path, deck: Any) -> None:
    add(deck, COMPARISON, "Varianten", "Fernwärme", "14,2 Mio. €", "Wärmepumpen", "3,1 Mio. €")

    assert texts(read(deck, tmp_path)) == ["Varianten", "Fernwärme", "• 14,2 Mio. €", "Wärmepumpen", "• 3,1 Mio. €"]


def test_tables_keep_header_and_merged_cells(tmp_path: Path, deck: Any) -> None:
    slide = add(deck, TITLE_ONLY, "Kosten")
    table = slide.shapes.add_table(3, 3, Cm(2), Cm(5), Cm(20), Cm(6)).table
    for row, line in enumerate([["Art", "Jahr", "Kosten"], ["Brunnen", "2025", "8.500 €"], ["", "2026", "a|b"]]):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    found = read(deck, tmp_path)

    assert texts(found)[1] == "Art | Jahr | Kosten\nBrunnen | 2025 | 8.500 €\nBrunnen | 2026 | a¦b"
    assert found.pages[0].blocks[1].header_rows == 1


def test_groups_are_read_in_order_and_charts_as_tables(tmp_path: Path, deck: Any) -> None:
    slide = add(deck, TITLE_ONLY, "Bedarf")
    group = slide.shapes.add_group_shape()
    for text, left in (("danach", 12), ("zuerst", 2)):
        group.shapes.add_textbox(Cm(left), Cm(4), Cm(5), Cm(1)).text_frame.text = text
    data = CategoryChartData()
    data.categories = ["Haushalte", "Gewerbe"]
    data.add_series("2022", (84.2, 31))
    data.add_series("2040", (51.5, None))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(8), Cm(15), Cm(8), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Wärme in GWh"

    assert texts(read(deck, tmp_path))[1:] == [
        "zuerst",
        "danach",
        "Diagramm: Wärme in GWh",
        "| 2022 | 2040\nHaushalte | 84,2 | 51,5\nGewerbe | 31",
    ]


def test_notes_stand_below_the_text_of_the_slide(tmp_path: Path, deck: Any) -> None:
    add(deck, CONTENT, "Frist", "2028").notes_slide.notes_text_frame.text = "Gilt für kleine Städte.\nZensus 2022."

    assert texts(read(deck, tmp_path)) == ["Frist", "• 2028", "Notizen", "Gilt für kleine Städte.", "Zensus 2022."]


def test_a_slide_without_a_title_is_not_read_under_the_one_before(tmp_path: Path, deck: Any) -> None:
    add(deck, CONTENT, "Eins", "a")
    typed = add(deck, BLANK)
    box(typed, "Zeitplan", 2, 1)
    box(typed, "Der Beschluss fällt im Juni.", 2, 5)
    box(add(deck, BLANK), "Der Beschluss fällt im Juni.", 2, 5)
    found = read(deck, tmp_path)

    assert told(found, 2)[0] == (BlockKind.HEADING, "Zeitplan")
    assert told(found, 3) == [(BlockKind.HEADING, "Folie 3"), (BlockKind.PARAGRAPH, "Der Beschluss fällt im Juni.")]


def test_what_nobody_sees_is_left_out_and_reported(tmp_path: Path, deck: Any) -> None:
    slide = add(deck, CONTENT, "Titel", "sichtbar")
    box(slide, "versteckt", 2, 8)._element.nvSpPr.cNvPr.set("hidden", "1")
    box(slide, "daneben", 60, 8)
    box(slide, "winzig", 2, 12).text_frame.paragraphs[0].runs[0].font.size = Pt(1)
    found = read(deck, tmp_path)

    assert texts(found) == ["Titel", "• sichtbar"]
    assert found.remarks == ("Unsichtbarer Text wurde nicht übernommen (3 Stellen), beginnend mit: „daneben“",)


def test_foot_date_and_number_of_a_slide_are_no_text(tmp_path: Path, deck: Any) -> None:
    slide = add(deck, CONTENT, "Titel", "Text")
    for name in ("Footer Placeholder 4", "Slide Number Placeholder 5", "Date Placeholder 3"):
        source = next(shape for shape in slide.slide_layout.placeholders if shape.name == name)
        slide.shapes._spTree.append(copy.deepcopy(source._element))
    for shape in slide.placeholders:
        if shape.placeholder_format.idx > 1:
            shape.text_frame.text = "Stadt Brunnleben"

    assert texts(read(deck, tmp_path)) == ["Titel", "• Text"]


def test_properties_are_told_but_none_of_a_program(tmp_path: Path, deck: Any) -> None:
    add(deck, CONTENT, "Titel", "Text")
    assert read(deck, tmp_path).properties == Properties()
    core = deck.core_properties
    core.author, core.subject, core.keywords = "Jörg Mattheus", "Wärme", "Fernwärme, Netz"
    core.created, core.title = datetime(2026, 5, 12, tzinfo=UTC), "Wärme in Brunnleben"
    found = read(deck, tmp_path)

    assert found.properties == Properties("Jörg Mattheus", "Wärme", "Fernwärme, Netz", date(2026, 5, 12))
    assert found.title == "Wärme in Brunnleben"


@pytest.mark.parametrize("part", ["ppt/slides/slide1.xml", "ppt/presentation.xml", "ppt/slideMasters/slideMaster1.xml"])
@pytest.mark.parametrize("content", [None, b"", b"<a", b"kein XML", b"<a/>"])
def test_missing_and_damaged_parts_end_in_a_reason(tmp_path: Path, deck: Any, part: str, content: bytes | None) -> None:
    add(deck, CONTENT, "Titel", "Text")
    deck.save(tmp_path / "gut.pptx")
    path = tmp_path / "kaputt.pptx"
    with zipfile.ZipFile(tmp_path / "gut.pptx") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        if content is not None:
            target.writestr(part, content)

    with pytest.raises(RefusedFile, match=r"Die Datei „kaputt\.pptx“"):
        read_pptx(path)


def test_truncated_renamed_and_empty_files_are_refused(tmp_path: Path, deck: Any) -> None:
    with pytest.raises(RefusedFile, match="keinen lesbaren Text"):
        read(deck, tmp_path)
    path = tmp_path / "vortrag.pptx"
    path.write_bytes(path.read_bytes()[:9_000])
    with pytest.raises(RefusedFile, match="ist beschädigt"):
        read_pptx(path)
    path.write_text("kein Vortrag", encoding="utf-8")
    with pytest.raises(RefusedFile, match="ist beschädigt"):
        read_pptx(path)
