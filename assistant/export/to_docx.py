"""An export as Word file: a layout that fits a Beschlussvorlage, with marks that lead to their sources."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from assistant.export.content import day_text
from assistant.export.models import CitedDocument, Content, Paragraph, Part, Source, Statement
from assistant.export.word_styles import ACCENT, style
from assistant.export.word_xml import bookmarked, field, linked, ruled
from corpus.texts import export as texts

LONGEST_PROPERTY = 255
LONGEST_TOOLTIP = 250
_WIDTHS_CM = (5.0, 2.8, 2.6, 1.3, 2.2, 2.1)


def docx(content: Content) -> bytes:
    """The whole file."""
    document = Document()
    style(document)
    _describe(document, content)
    document.add_paragraph(content.title, style="Title")
    document.add_paragraph(texts.MADE.format(day=day_text(content.day)), style="Subtitle")
    names = {source.number: _name(source) for source in content.sources}
    document.add_heading(texts.FACTS, level=1)
    for part in content.parts:
        _add_part(document, part, names)
    document.add_heading(texts.BASIS, level=1)
    _add_basis(document, content, names)
    document.add_heading(texts.SOURCES, level=1)
    for source in content.sources:
        _add_source(document, source)
    if not content.sources:
        document.add_paragraph(texts.NO_SOURCES)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def _describe(document: WordDocument, content: Content) -> None:
    """Set properties and the foot of the pages; the picture of python-docx's own template goes."""
    stamp = datetime.combine(content.day, time())
    properties = document.core_properties
    properties.title, properties.author = content.title[:LONGEST_PROPERTY], texts.PRODUCT
    properties.last_modified_by, properties.language, properties.comments = texts.PRODUCT, "de-DE", ""
    properties.created = properties.modified = stamp
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]
    footer = document.sections[0].footer.paragraphs[0]
    before, between, after = texts.FOOTER_PAGE.replace("{pages}", "{page}").split("{page}")
    footer.add_run(f"{texts.MADE.format(day=day_text(content.day))}\t{before}")
    field(footer, "PAGE")
    footer.add_run(between)
    field(footer, "NUMPAGES")
    footer.add_run(after)


def _add_part(document: WordDocument, part: Part, names: dict[int, str]) -> None:
    if part.heading:
        document.add_heading(part.heading, level=2)
    if part.understood:
        document.add_paragraph().add_run(part.understood).italic = True
    if not part.paragraphs:
        document.add_paragraph(texts.NO_EVIDENCE)
    for paragraph in part.paragraphs:
        _add_statements(document, paragraph, names)


def _add_statements(document: WordDocument, paragraph: Paragraph, names: dict[int, str]) -> None:
    written = document.add_paragraph(style="List Bullet" if paragraph.listed else None)
    for index, statement in enumerate(paragraph.statements):
        if index:
            written.add_run(" ")
        if statement.lead:
            written.add_run(texts.LEAD.format(lead=statement.lead)).bold = True
        written.add_run(statement.text)
        _add_marks(written, statement, names)


def _add_marks(paragraph: WordParagraph, statement: Statement, names: dict[int, str]) -> None:
    for number in statement.sources:
        _add_mark(paragraph, number, names, texts.STYLE_MARK)
    if not statement.sources:
        paragraph.add_run(" ")
        paragraph.add_run(f"[{texts.UNPROVEN}]", style=texts.STYLE_UNPROVEN)


def _add_mark(paragraph: WordParagraph, number: int, names: dict[int, str], style: str | None = None) -> None:
    """The number of a source as a link to it."""
    run = paragraph.add_run(texts.MARK.format(number=number), style=style)
    linked(run, _bookmark(number), names[number])


def _add_basis(document: WordDocument, content: Content, names: dict[int, str]) -> None:
    document.add_paragraph(texts.NOTICE, style=texts.STYLE_NOTICE)
    document.add_paragraph(content.searched)
    if content.documents:
        document.add_paragraph(texts.CITED).paragraph_format.keep_with_next = True
        _add_table(document, content.documents, names)
    if content.cautions:
        before = document.add_paragraph(texts.CAUTIONS).paragraph_format
        before.space_before, before.keep_with_next = Pt(12), True
    for caution in content.cautions:
        document.add_paragraph(caution, style="List Bullet")


def _add_table(document: WordDocument, documents: Sequence[CitedDocument], names: dict[int, str]) -> None:
    table = document.add_table(1 + len(documents), len(texts.COLUMNS))
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS_CM, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
            cell.paragraphs[0].style = texts.STYLE_CELL
    for cell, name in zip(table.rows[0].cells, texts.COLUMNS, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row, known in zip(table.rows[1:], documents, strict=True):
        *cells, last = (cell.paragraphs[0] for cell in row.cells)
        facts = (known.title, known.document_type, known.municipality, known.year, known.valid_until)
        for cell, fact in zip(cells, facts, strict=True):
            cell.add_run(fact)
        for index, number in enumerate(known.sources):
            last.add_run(" " if index else "")
            _add_mark(last, number, names)
    ruled(table, str(ACCENT), texts.CITED_NAME)


def _add_source(document: WordDocument, source: Source) -> None:
    """Number, title and place, the quoted words, the cautions; the number is text, so that it survives being pasted."""
    first = document.add_paragraph(style=texts.STYLE_SOURCE)
    number = first.add_run(texts.MARK.format(number=source.number))
    bookmarked(number, _bookmark(source.number), source.number)
    first.add_run("\t")
    first.add_run(source.title).bold = True
    first.add_run(f", {source.place}")
    quoted = document.add_paragraph(source.quote, style=texts.STYLE_QUOTE)
    quoted.paragraph_format.keep_with_next = bool(source.cautions)
    for caution in source.cautions:
        document.add_paragraph(caution, style=texts.STYLE_CAUTION)


def _bookmark(number: int) -> str:
    return f"Quelle_{number}"


def _name(source: Source) -> str:
    """What Word shows over a mark, and screen readers say."""
    return texts.MARK_NAME.format(number=source.number, title=source.title, place=source.place)[:LONGEST_TOOLTIP]
