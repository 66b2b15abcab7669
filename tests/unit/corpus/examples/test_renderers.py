"""Each form of an example document holds all that its source says, as the product's own readers find it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from corpus.examples.source import FICTION_NOTE, Heading, Inline, ItemList, Paragraph, Source, Table, read_source
from corpus.models import BlockKind
from ingest.readers import Reading
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.odt import read_odt
from ingest.readers.pdf import read_pdf
from ingest.readers.pptx import read_pptx

pytest.importorskip("typst", reason="typst is a development dependency")
from corpus.examples.build import build

READERS = {"pdf": read_pdf, "docx": read_docx, "odt": read_odt, "html": read_html, "pptx": read_pptx}
ZIPPED = ["docx", "odt", "pptx"]
VOID = {"meta", "col", "br", "hr", "img", "link", "input"}


class Built:
    """A source of one form, its file, and what the reader of the form says of it."""

    def __init__(self, path: Path, form: str) -> None:
        self.source: Source = read_source(path)
        self.file = path.with_suffix(f".{form}")
        self.content = build(path)[self.file.name]
        self.file.write_bytes(self.content)
        self.reading: Reading = READERS[form](self.file)

    def texts(self, kind: BlockKind) -> list[str]:
        """The texts of all blocks of a kind."""
        pages = self.reading.pages
        return [page.text[block.start : block.end] for page in pages for block in page.blocks if block.kind is kind]


@pytest.fixture
def built(write_source: Callable[[str], Path]) -> Callable[[str], Built]:
    return lambda form: Built(write_source(form), form)


def plain(text: Inline) -> str:
    return "".join(span.text for span in text).replace("\u00a0", " ")


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def blocks_of(source: Source, kind: type) -> Iterator[Any]:
    return (block for block in source.blocks if isinstance(block, kind))


@pytest.mark.parametrize("form", READERS)
def test_every_heading_is_a_heading(form: str, built: Callable[[str], Built]) -> None:
    document = built(form)
    found = [spaced(text) for text in document.texts(BlockKind.HEADING)]
    for heading in blocks_of(document.source, Heading):
        assert any(text.endswith(plain(heading.text)) for text in found), plain(heading.text)


@pytest.mark.parametrize("form", READERS)
def test_every_paragraph_and_caption_is_there(form: str, built: Callable[[str], Built]) -> None:
    document = built(form)
    found = spaced(" ".join(page.text for page in document.reading.pages))
    for text in (document.source.meta["titel"], document.source.meta["untertitel"], "31.12.2027", "Hanne Merkur"):
        assert text in found
    for paragraph in blocks_of(document.source, Paragraph):
        assert plain(paragraph.text) in found
    assert "Tabelle 1: Ausgaben nach Posten" in found


@pytest.mark.parametrize("form", READERS)
def test_every_list_item_is_an_item_with_its_mark(form: str, built: Callable[[str], Built]) -> None:
    document = built(form)
    found = [spaced(text) for text in document.texts(BlockKind.LIST_ITEM)]
    for block in blocks_of(document.source, ItemList):
        for number, item in enumerate(block.items, 1):
            assert f"{f'{number}.' if block.ordered else '•'} {plain(item)}" in found


@pytest.mark.parametrize("form", READERS)
def test_every_table_has_its_head_and_cells(form: str, built: Callable[[str], Built]) -> None:
    document = built(form)
    found = document.texts(BlockKind.TABLE)
    for table in blocks_of(document.source, Table):
        rows = "\n".join(" | ".join(map(plain, row)) for row in (table.header, *table.rows))
        assert rows in [text.replace("\u00a0", " ") for text in found]
    heads = [block.header_rows for page in document.reading.pages for block in page.blocks if block.header_rows]
    assert heads == [1]


@pytest.mark.parametrize("form", READERS)
def test_the_first_page_says_that_all_is_invented_and_nothing_is_hidden(
    form: str, built: Callable[[str], Built]
) -> None:
    reading = built(form).reading
    assert FICTION_NOTE in reading.pages[0].text
    assert reading.remarks == ()


@pytest.mark.parametrize("form", READERS)
def test_what_a_document_replaces_is_told_by_its_sidecar_and_what_it_contradicts_by_its_text_alone(
    form: str, built: Callable[[str], Built]
) -> None:
    document = built(form)
    text = " ".join(page.text for page in document.reading.pages)
    assert "baenke-alt" not in text
    assert "640 Euro" not in text
    assert document.source.sidecar["ersetzt"] == "baenke-alt"
    assert "widerspruch" not in document.source.sidecar


@pytest.mark.parametrize("form", ["pdf", "scan", "docx", "odt", "html", "pptx"])
def test_every_form_built_twice_gives_the_same_bytes(form: str, write_source: Callable[[str], Path]) -> None:
    path = write_source(form)
    assert build(path) == build(path)


@pytest.mark.parametrize("form", ZIPPED)
def test_no_part_of_a_package_knows_the_day_it_was_built(form: str, built: Callable[[str], Built]) -> None:
    today = date.today().isoformat().encode()
    with zipfile.ZipFile(built(form).file) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(today in package.read(name) for name in package.namelist())


@pytest.mark.parametrize("form", [*ZIPPED, "pdf"])
def test_a_file_names_its_author_and_the_day_it_bears(form: str, built: Callable[[str], Built]) -> None:
    document = built(form)
    assert document.reading.title == document.source.meta["titel"]
    assert document.reading.properties.author == "Hanne Merkur"
    assert document.reading.properties.created == date(2024, 3, 5)


def test_an_odt_begins_with_its_type_repeats_table_heads_and_numbers_its_pages(built: Callable[[str], Built]) -> None:
    with zipfile.ZipFile(built("odt").file) as package:
        first = package.infolist()[0]
        content, styles, meta = (package.read(f"{part}.xml").decode() for part in ("content", "styles", "meta"))
        listed = re.findall(r'full-path="([^"]+)"', package.read("META-INF/manifest.xml").decode())
        names = set(package.namelist())
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert set(listed) - {"/"} == names - {"mimetype", "META-INF/manifest.xml"}
    assert content.count("<table:table-header-rows>") == 1
    assert "<text:page-number" in styles
    assert "Bänke und Brunnen<text:tab/>Stadt Probenau" in styles
    assert "<dc:language>de-DE</dc:language>" in meta
    used = set(re.findall(r'(?<!master-page)(?:text|table):style-name="([^"]+)"', content))
    assert used <= set(re.findall(r'style:name="([^"]+)"', styles + content))


def test_a_web_page_needs_nothing_beside_itself_and_is_well_formed(built: Callable[[str], Built]) -> None:
    page = built("html").content.decode()
    assert page.startswith("<!DOCTYPE html>")
    checked = Checked()
    checked.feed(page)
    assert checked.open == []
    assert checked.named <= {"#"}
    assert not re.search(r"url\(|@import|https?:|<script|<link|<iframe", page)
    assert '<meta name="date" content="2024-03-05">' in page
    assert '<meta name="author" content="Hanne Merkur">' in page
    assert "<title>Bänke &amp; Brunnen in Probenau | Stadt Probenau</title>" in page
    assert page.index(FICTION_NOTE) < page.index("<dl")


class Checked(HTMLParser):
    """Follows the nesting of a page; `named` is every address in it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.named: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.named |= {value for name, value in attrs if name in ("href", "src", "srcset", "action", "data")}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_quotes_arrive_as_the_notes_of_their_slide(built: Callable[[str], Built]) -> None:
    slides = Presentation(io.BytesIO(built("pptx").content)).slides
    notes = [slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "" for slide in slides]
    assert notes == [
        "",
        "Hier an den Sommer 2022 erinnern.\nDanach die Fotos herumgeben.",
        "",
        "Rückfragen zur Spende beantwortet die Kämmerei.",
        "",
    ]


def test_slides_are_wide_have_titles_and_a_foot_and_nothing_overlaps(built: Callable[[str], Built]) -> None:
    deck = Presentation(io.BytesIO(built("pptx").content))
    assert round(deck.slide_width / deck.slide_height, 2) == round(16 / 9, 2)
    for number, slide in enumerate(deck.slides, 1):
        assert slide.shapes.title.text_frame.text
        assert len({shape.shape_id for shape in slide.shapes}) == len(slide.shapes)
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
        for one, other in combinations(slide.shapes, 2):
            assert not overlap(one, other), (number, one.name, other.name)
        if number > 1:
            feet = {shape.placeholder_format.type.name: shape.text_frame.text for shape in slide.placeholders}
            assert feet["FOOTER"] == "Bänke und Brunnen · Stadt Probenau"
            assert feet["SLIDE_NUMBER"] == str(number)


def overlap(one: Any, other: Any) -> bool:
    across = one.left < other.left + other.width and other.left < one.left + one.width
    return across and one.top < other.top + other.height and other.top < one.top + one.height


def test_the_theme_of_the_slides_has_the_accent_colour_of_the_source(built: Callable[[str], Built]) -> None:
    with zipfile.ZipFile(built("pptx").file) as package:
        theme = etree.fromstring(package.read("ppt/theme/theme1.xml"))
    assert [accent[0].get("val") for accent in theme.iter("{*}accent1")] == ["2F6B3A"]


@pytest.mark.parametrize(
    ("addition", "reason"),
    [
        ("\n### Zu tief\n", "one level"),
        ("\n## Zu viel\n\n" + "- Ein Satz, der für sich genommen noch auf jede Folie passen würde.\n" * 30, "too much"),
        (
            "\n## Breit\n\nTabelle (1 9): Enge\n\n| Rindfleischetikettierung | b |\n| --- | --- |\n| 1 | 2 |\n",
            "too large",
        ),
    ],
)
def test_what_does_not_fit_on_a_slide_is_refused(
    addition: str, reason: str, write_source: Callable[[str], Path]
) -> None:
    path = write_source("pptx")
    path.write_text(path.read_text(encoding="utf-8") + addition, encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        build(path)


@pytest.mark.parametrize("form", ["odt", "html", "pptx"])
@pytest.mark.parametrize(
    ("addition", "reason"), [("\n```balken Höhe\na | 1\n```\n", "charts"), ("\nText[^a].\n\n[^a]: Note\n", "footnotes")]
)
def test_what_only_a_pdf_can_show_is_refused(
    form: str, addition: str, reason: str, write_source: Callable[[str], Path]
) -> None:
    path = write_source(form)
    path.write_text(path.read_text(encoding="utf-8") + addition, encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        build(path)
