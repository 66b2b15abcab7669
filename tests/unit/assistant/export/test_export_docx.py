from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import given, settings

from assistant.export.cleaning import clean
from assistant.export.content import content_of
from assistant.export.models import Content
from assistant.export.to_docx import docx
from tests.exports import ANY_TEXT, DAY, ODD_TEXTS, answer, conversation, odd


def opened(content: Content) -> WordDocument:
    return Document(io.BytesIO(docx(content)))


def styled(document: WordDocument, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == style]


def test_the_parts_of_a_paper_stand_in_their_order_under_real_headings() -> None:
    document = opened(conversation())
    assert styled(document, "Title") == ["Trinkbrunnen in der Innenstadt"]
    assert styled(document, "Subtitle") == ["Zusammengestellt mit Transferlotse am 27.11.2026"]
    assert styled(document, "Heading 1") == ["Sachverhalt", "Grundlage", "Quellen"]
    assert styled(document, "Heading 2") == [
        "Frage 1: Wie viele Trinkbrunnen gibt es?",
        "Frage 2: Und in Paris?",
    ]
    assert "KI-System" in styled(document, "Hinweis")[0]


def test_every_mark_is_a_raised_link_to_its_source() -> None:
    document = opened(conversation())
    marked = next(paragraph for paragraph in document.paragraphs if "14 Trinkbrunnen." in paragraph.text)
    assert marked.text == "In der Stadt gibt es 14 Trinkbrunnen.[1][2] Das sind mehr als anderswo. [Nicht belegt]"
    assert [(link.text, link.fragment) for link in marked.hyperlinks] == [("[1]", "Quelle_1"), ("[2]", "Quelle_2")]
    assert marked.hyperlinks[0].runs[0].style.font.superscript
    assert marked.hyperlinks[1]._hyperlink.get(qn("w:tooltip")) == (
        "Quelle 2: Stadtgrün, Seite iii (in der Datei Seite 3)"
    )
    targets = {
        mark.get(qn("w:name")): mark.getparent().xpath("string(.)")
        for mark in document.element.body.iter(qn("w:bookmarkStart"))
    }
    assert list(targets) == ["Quelle_1", "Quelle_2", "Quelle_3"]
    assert targets["Quelle_2"].startswith("[2]")
    anchors = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))}
    assert anchors == set(targets)


def test_each_source_has_its_place_its_words_and_its_caution() -> None:
    document = opened(conversation())
    assert styled(document, "Quelle") == [
        "[1]\tHitzeaktionsplan, Seite 7, Abschnitt „4 Maßnahmen“",
        "[2]\tStadtgrün, Seite iii (in der Datei Seite 3)",
        "[3]\tHitzeaktionsplan, Seite 7, Abschnitt „4 Maßnahmen“",
    ]
    assert styled(document, "Quelle Wortlaut") == [
        "„Es gibt 14 Trinkbrunnen.“",
        "„Trinkbrunnen: 14“",
        "„Trinkbrunnen | 88“",
    ]
    assert [caution[:12] for caution in styled(document, "Quelle Vermerk")] == ["Stand prüfen"] * 3


def test_a_screen_reader_is_told_title_language_and_the_head_of_the_table() -> None:
    document = opened(conversation())
    properties = document.core_properties
    assert (properties.title, properties.language, properties.author) == (
        *("Trinkbrunnen in der Innenstadt", "de-DE"),
        "Transferlotse",
    )
    assert properties.created is not None
    assert properties.created.date() == DAY
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"de-DE"}
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "Dokument",
        "Art",
        "Kommune",
        "Jahr",
        "Gültig bis",
        "Quellen",
    ]
    assert [cell.text for cell in table.rows[1].cells][-2:] == ["26.11.2026", "[1] [3]"]
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_page_is_a4_with_its_number_at_the_foot_and_no_paragraph_is_there_for_its_space() -> None:
    document = opened(conversation())
    (section,) = document.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert all(paragraph.text for paragraph in document.paragraphs)


def test_nothing_of_the_library_s_own_template_is_left() -> None:
    raw = docx(conversation())
    assert b"thumbnail" not in raw
    document = opened(conversation())
    assert document.core_properties.comments == ""
    assert (
        'compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in document.settings.element.xml
    )


def test_a_question_longer_than_a_title_may_be_is_kept_whole_on_the_page() -> None:
    document = opened(odd("Wort " * 400))
    assert len(document.core_properties.title) == 255
    assert len(styled(document, "Title")[0]) > 1_900


def test_an_export_without_any_source_says_so() -> None:
    document = opened(content_of([answer()], "", DAY, {}))
    assert styled(document, "Title") == ["Antwort aus den Dokumenten"]
    assert document.paragraphs[-1].text == "Keine Quelle: Zu den Fragen wurde nichts Belegtes gefunden."
    assert not document.tables


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_whatever_a_document_says_stays_text(text: str) -> None:
    document = opened(odd(text))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert sum(clean(text) in shown for shown in texts) >= 10
    assert not [relation for relation in document.part.rels.values() if relation.is_external]


@settings(deadline=None, max_examples=20)
@given(ANY_TEXT)
def test_any_text_gives_a_file_that_opens(text: str) -> None:
    if wanted := clean(text):
        assert styled(opened(odd(text)), "Title") == [wanted]


@pytest.fixture(scope="module")
def soffice() -> str:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer)")
    return program


@pytest.mark.parametrize("content", [conversation(), odd(ODD_TEXTS[0])], ids=["ordinary", "odd"])
def test_libreoffice_opens_the_file_and_shows_its_sources(soffice: str, content: Content, tmp_path: Path) -> None:
    (tmp_path / "antwort.docx").write_bytes(docx(content))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "antwort.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = pypdfium2.PdfDocument(tmp_path / "antwort.pdf")
    try:
        shown = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    shown = " ".join(shown.split())
    for source in content.sources:
        assert f"[{source.number}] {source.title}, {source.place}" in shown
        assert source.quote in shown
    assert "Seite 1 von" in shown
