from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import odfdo
import pytest

from corpus.errors import RefusedFile
from corpus.models import BlockKind
from ingest.readers import Properties, Reading
from ingest.readers.odt import read_odt


@pytest.fixture
def document() -> odfdo.Document:
    made = odfdo.Document("text")
    made.body.clear()
    for outline in made.styles.root.xpath("//text:outline-level-style"):
        outline.set_attribute("style:num-format", "")
    return made


def add(document: odfdo.Document, *elements: str) -> None:
    """Put raw OpenDocument XML at the end of the text."""
    for element in elements:
        document.body.append(odfdo.Element.from_tag(element))


def style(document: odfdo.Document, element: str) -> None:
    document.content.root.get_element("//office:automatic-styles").append(odfdo.Element.from_tag(element))


def read(document: odfdo.Document, folder: Path) -> Reading:
    path = folder / "satzung.odt"
    document.save(str(path))
    return read_odt(path)


def told(found: Reading) -> list[tuple[BlockKind, str]]:
    return [(block.kind, page.text[block.start : block.end]) for page in found.pages for block in page.blocks]


def texts(found: Reading) -> list[str]:
    return [text for _, text in told(found)]


def test_headings_are_told_by_their_outline_level_and_begin_pages(tmp_path: Path, document: odfdo.Document) -> None:
    add(
        document,
        '<text:h text:outline-level="1">Zweck</text:h>',
        "<text:p>Text.</text:p>",
        '<text:h text:outline-level="2">Ziel</text:h>',
        "<text:p>Mehr.</text:p>",
        '<text:h text:outline-level="1">Weg</text:h>',
        "<text:p>Ende.</text:p>",
    )
    found = read(document, tmp_path)

    assert [page.text for page in found.pages] == ["Zweck\n\nText.\n\nZiel\n\nMehr.", "Weg\n\nEnde."]
    assert [block.level for block in found.pages[0].blocks] == [1, 0, 2, 0]


def test_headings_get_the_numbers_that_are_printed(tmp_path: Path, document: odfdo.Document) -> None:
    levels = document.styles.root.xpath("//text:outline-level-style")
    for level, (form, before, after) in zip(levels, (("1", "§ ", ""), ("a", "", ")")), strict=False):
        for name, value in (("format", form), ("prefix", before), ("suffix", after)):
            level.set_attribute(f"style:num-{name}", value)
        level.set_attribute("text:display-levels", "1")
    add(
        document,
        '<text:h text:outline-level="1">Zweck</text:h>',
        '<text:h text:outline-level="1">Antrag</text:h>',
        '<text:h text:outline-level="2">Form</text:h>',
        '<text:h text:outline-level="2">Frist</text:h>',
        '<text:h text:outline-level="1" text:is-list-header="true">Anlage</text:h>',
        "<text:p>Text.</text:p>",
    )

    assert texts(read(document, tmp_path))[:5] == ["§ 1 Zweck", "§ 2 Antrag", "a) Form", "b) Frist", "Anlage"]


def test_lists_get_their_marks_and_go_on_where_they_say_so(tmp_path: Path, document: odfdo.Document) -> None:
    style(
        document,
        '<text:list-style style:name="L1">'
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style>',
    )

    def item(text: str, inside: str = "") -> str:
        return f"<text:list-item><text:p>{text}</text:p>{inside}</text:list-item>"

    nested = f"<text:list>{item('darunter')}</text:list>"
    more = "<text:list-item><text:p>zweitens</text:p><text:p>und mehr</text:p></text:list-item>"
    add(
        document,
        f'<text:list text:style-name="L1">{item("erstens", nested)}{more}</text:list>',
        "<text:p>dazwischen</text:p>",
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item("drittens")}</text:list>',
        f'<text:list text:style-name="L1">{item("von vorn")}</text:list>',
    )

    assert told(read(document, tmp_path)) == [
        (BlockKind.LIST_ITEM, "1. erstens"),
        (BlockKind.LIST_ITEM, "• darunter"),
        (BlockKind.LIST_ITEM, "2. zweitens"),
        (BlockKind.LIST_ITEM, "und mehr"),
        (BlockKind.PARAGRAPH, "dazwischen"),
        (BlockKind.LIST_ITEM, "3. drittens"),
        (BlockKind.LIST_ITEM, "1. von vorn"),
    ]


def test_tables_keep_header_rows_and_cells_that_span_rows(tmp_path: Path, document: odfdo.Document) -> None:
    def cells(*texts: str) -> str:
        return "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)

    spanning = '<table:table-cell table:number-rows-spanned="2"><text:p>I</text:p></table:table-cell>'
    add(
        document,
        f'<table:table table:name="T"><table:table-header-rows><table:table-row>{cells("Klasse", "Gebühr")}'
        f"</table:table-row></table:table-header-rows><table:table-row>{spanning}{cells('4,20 €')}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{cells('a|b')}</table:table-row></table:table>",
    )
    found = read(document, tmp_path)

    assert told(found) == [(BlockKind.TABLE, "Klasse | Gebühr\nI | 4,20 €\nI | a¦b")]
    assert found.pages[0].blocks[0].header_rows == 1


def test_notes_follow_their_paragraph_and_boxes_theirs(tmp_path: Path, document: odfdo.Document) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>3</text:note-citation>'
        "<text:note-body><text:p>Vgl. § 50.</text:p></text:note-body></text:note>"
    )
    frame = "<draw:frame><draw:text-box><text:p>Im Kasten</text:p></draw:text-box></draw:frame>"
    add(document, f"<text:p>Die Pflicht{note} gilt.</text:p>", f"<text:p>{frame}Daneben</text:p>")

    assert texts(read(document, tmp_path)) == ["Die Pflicht gilt.", "³ Vgl. § 50.", "Daneben", "Im Kasten"]


def test_spaces_tabs_and_breaks_are_spaces(tmp_path: Path, document: odfdo.Document) -> None:
    add(document, '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d<text:span>e</text:span>f</text:p>')

    assert texts(read(document, tmp_path)) == ["a b c def"]


def test_hidden_text_is_left_out_and_reported(tmp_path: Path, document: odfdo.Document) -> None:
    style(
        document,
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>',
    )
    style(document, '<style:style style:name="K" style:family="text" style:parent-style-name="H"/>')
    style(
        document,
        '<style:style style:name="W" style:family="paragraph"><style:text-properties fo:color="#ffffff"/>'
        "</style:style>",
    )
    add(
        document,
        '<text:p>Sichtbar<text:span text:style-name="K">eins</text:span>.</text:p>',
        '<text:p text:style-name="W">zwei</text:p>',
        '<text:section text:name="s" text:display="none"><text:p>drei</text:p></text:section>',
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>vier</text:p>',
        '<text:section text:name="t"><text:p>Auch sichtbar.</text:p></text:section>',
    )
    found = read(document, tmp_path)

    assert texts(found) == ["Sichtbar.", "Auch sichtbar."]
    assert found.remarks == ("Unsichtbarer Text wurde nicht übernommen (4 Stellen), beginnend mit: „eins“",)


def test_deletions_comments_and_tables_of_contents_are_not_read(tmp_path: Path, document: odfdo.Document) -> None:
    add(
        document,
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>gelöscht</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>",
        '<text:table-of-content text:name="Inhalt"><text:index-body><text:p>Zweck 1</text:p></text:index-body>'
        "</text:table-of-content>",
        '<text:p>Es <text:change text:change-id="c"/>bleibt<office:annotation><text:p>Anmerkung</text:p>'
        "</office:annotation> dies.</text:p>",
    )

    assert texts(read(document, tmp_path)) == ["Es bleibt dies."]


def test_title_and_properties_come_from_the_file(tmp_path: Path, document: odfdo.Document) -> None:
    add(document, '<text:p text:style-name="Title">Straßenreinigung</text:p>', "<text:p>Text.</text:p>")
    assert read(document, tmp_path).title == "Straßenreinigung"
    meta = document.meta
    meta.title, meta.subject, meta.initial_creator = "Satzung", "Ortsrecht", "Bürgeramt"
    meta.keyword, meta.creation_date = "Winterdienst", datetime(2026, 3, 5)
    found = read(document, tmp_path)

    assert found.title == "Satzung"
    assert found.properties == Properties("Bürgeramt", "Ortsrecht", "Winterdienst", date(2026, 3, 5))


@pytest.mark.parametrize("part", ["content.xml", "mimetype"])
@pytest.mark.parametrize("content", [None, b"", b"<a", b"kein XML", b"<a/>"])
def test_missing_and_damaged_parts_end_in_a_reason(
    tmp_path: Path, document: odfdo.Document, part: str, content: bytes | None
) -> None:
    add(document, "<text:p>Text</text:p>")
    document.save(str(tmp_path / "gut.odt"))
    path = tmp_path / "kaputt.odt"
    with zipfile.ZipFile(tmp_path / "gut.odt") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        if content is not None:
            target.writestr(part, content)

    with pytest.raises(RefusedFile, match=r"Die Datei „kaputt\.odt“"):
        read_odt(path)


def test_damaged_properties_and_styles_do_not_stop_the_text(tmp_path: Path, document: odfdo.Document) -> None:
    add(document, "<text:p>Text</text:p>")
    document.save(str(tmp_path / "gut.odt"))
    path = tmp_path / "ohne.odt"
    with zipfile.ZipFile(tmp_path / "gut.odt") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            if name not in ("meta.xml", "styles.xml"):
                target.writestr(name, source.read(name))

    assert texts(read_odt(path)) == ["Text"]


def test_truncated_renamed_and_empty_files_are_refused(tmp_path: Path, document: odfdo.Document) -> None:
    with pytest.raises(RefusedFile, match="keinen lesbaren Text"):
        read(document, tmp_path)
    path = tmp_path / "satzung.odt"
    path.write_bytes(path.read_bytes()[:4_000])
    with pytest.raises(RefusedFile, match="ist beschädigt"):
        read_odt(path)
    path.write_text("kein Text", encoding="utf-8")
    with pytest.raises(RefusedFile, match="ist beschädigt"):
        read_odt(path)
