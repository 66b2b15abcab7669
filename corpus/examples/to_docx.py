"""A source as DOCX: real heading styles, captions, repeated table heads, running head and page fields."""

import io
from datetime import datetime, time
from typing import cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.examples.packing import with_fixed_dates
from corpus.examples.source import (
    FICTION_NOTE,
    UNBROKEN_ROWS,
    BarChart,
    Block,
    Heading,
    Inline,
    ItemList,
    Paragraph,
    Source,
    Span,
    Table,
)

_TEXT_WIDTH_CM = 16.0


def render_docx(source: Source, details: list[tuple[str, str]]) -> bytes:
    """Write the DOCX; `details` are the label and value pairs under the title. The same source gives the same bytes."""
    document = Document()
    _style(document, source)
    _title(document, source, details)
    tables = 0
    for block in source.blocks:
        tables += isinstance(block, Table)
        _add_block(document, block, tables)
    raw = io.BytesIO()
    document.save(raw)
    return with_fixed_dates(raw.getvalue())


def _style(document: WordDocument, source: Source) -> None:
    """Set page, fonts, language, hyphenation, running head, page numbers and core properties."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    accent = RGBColor.from_string(source.meta["gestaltung"]["farbe"].lstrip("#"))
    for name, size in (("Normal", 10.5), ("Title", 22), ("Subtitle", 13), ("Heading 1", 15), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if "heme" in key]:
            del fonts.attrib[theme]
        if name != "Normal":
            style.font.color.rgb = accent
    document.styles["Intense Quote"].font.color.rgb = accent
    document.styles["Caption"].font.color.rgb = RGBColor(0x40, 0x40, 0x40)
    for edge in (edge for border in document.styles.element.iter(qn("w:pBdr")) for edge in border):
        edge.set(qn("w:color"), str(accent))
    document.styles["Normal"].paragraph_format.space_after = Pt(7)
    document.styles["Normal"].paragraph_format.line_spacing = 1.15
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "de-DE")
    # The schema fixes the order of these elements, and Word refuses files that break it.
    document.settings.element.insert_element_before(
        _element("w:autoHyphenation", val="true"), "w:characterSpacingControl"
    )
    _runs(section.header.paragraphs[0], (Span(f"{source.meta['kurztitel']}\t\t{source.meta['herausgeber']}"),))
    footer = section.footer.paragraphs[0]
    _runs(footer, (Span(f"{source.meta['dokumenttyp']}\t\tSeite "),))
    _field(footer, "PAGE")
    _runs(footer, (Span(" von "),))
    _field(footer, "NUMPAGES")
    stamp = datetime.combine(source.issued, time())
    properties = document.core_properties
    properties.title, properties.author = source.meta["titel"], source.meta["verfasser"]
    properties.created = properties.modified = properties.last_printed = stamp
    properties.last_modified_by, properties.language, properties.comments = source.meta["verfasser"], "de-DE", ""


def _title(document: WordDocument, source: Source, details: list[tuple[str, str]]) -> None:
    """Write the title block with its table of details and the note that all is invented."""
    document.add_paragraph(source.meta["titel"], style="Title")
    document.add_paragraph(source.meta["untertitel"], style="Subtitle")
    table = document.add_table(0, 2, style="Table Grid")
    for label, value in details:
        cells = table.add_row().cells
        _runs(cells[0].paragraphs[0], (Span(label),))
        _runs(cells[1].paragraphs[0], (Span(value),))
    _plain(table, (2, 5), unbroken=True)
    _runs(document.add_paragraph(), (Span(FICTION_NOTE, italic=True),))


def _add_block(document: WordDocument, block: Block, table_number: int) -> None:
    """Append one block; raises ValueError for a chart, which this form does not draw."""
    match block:
        case Heading(level, text):
            _runs(document.add_heading(level=level), text)
        case Paragraph(text, boxed):
            _runs(document.add_paragraph(style="Intense Quote" if boxed else None), text)
        case ItemList(ordered, items):
            style = "List Number" if ordered else "List Bullet"
            restart = _new_numbering(document) if ordered else None
            for item in items:
                paragraph = document.add_paragraph(style=style)
                if restart is not None:
                    number = _append(paragraph._p.get_or_add_pPr(), "w:numPr")
                    _append(number, "w:ilvl", val="0")
                    _append(number, "w:numId", val=str(restart))
                paragraph.paragraph_format.space_after = Pt(3)
                _runs(paragraph, item)
        case Table():
            _add_table(document, block, table_number)
        case BarChart():
            raise ValueError("charts are drawn in PDF documents only")


def _add_table(document: WordDocument, table: Table, number: int) -> None:
    """Append caption and table; the header row is marked to repeat on every page."""
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    _runs(caption, (Span(f"Tabelle {number}: "), *table.caption))
    word = document.add_table(0, len(table.widths), style="Table Grid")
    for row in (table.header, *table.rows):
        for cell, text, right in zip(word.add_row().cells, row, table.right, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
            _runs(paragraph, tuple(Span(span.text, True) for span in text) if row is table.header else text)
    _append(word.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", val="true")
    _plain(word, table.widths, unbroken=len(table.rows) <= UNBROKEN_ROWS)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _plain(table: WordTable, widths: tuple[int, ...], unbroken: bool) -> None:
    """Set thin horizontal rules, widths and tight rows; an `unbroken` table stays on one page."""
    borders = _element("w:tblBorders")
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        upright = edge in ("left", "right", "insideV")
        _append(borders, f"w:{edge}", val="nil" if upright else "single", sz="4", color="8C8C8C")
    table.autofit = False
    lengths = [Cm(_TEXT_WIDTH_CM * width / sum(widths)) for width in widths]
    for column, length in zip(table.columns, lengths, strict=True):
        column.width = length
    last = table.rows[-1]._tr
    for row in table.rows:
        _append(row._tr.get_or_add_trPr(), "w:cantSplit", val="true")
        for cell, length in zip(row.cells, lengths, strict=True):
            cell.width = length
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.paragraph_format.keep_with_next = unbroken and row._tr is not last
                for run in paragraph.runs:
                    run.font.size = Pt(9.5)


def _runs(paragraph: WordParagraph, spans: Inline) -> None:
    """Append spans as runs; raises ValueError for a footnote, which python-docx cannot write."""
    for span in spans:
        if span.note:
            raise ValueError("footnotes are set in PDF documents only")
        run = paragraph.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None


def _new_numbering(document: WordDocument) -> int:
    """Begin a numbering at 1 on the abstract list of 'List Number'; returns its id."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    listed = document.styles["List Number"].element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(listed).abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _field(paragraph: WordParagraph, instruction: str) -> None:
    """Append a field that Word computes, such as PAGE."""
    field = _append(paragraph._p, "w:fldSimple", instr=instruction)
    run = _append(field, "w:r")
    _append(run, "w:t").text = "1"


def _append(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    """Append an element of the w: namespace with attributes of the same."""
    element = _element(tag, **attributes)
    parent.append(element)
    return element


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Make an element of the w: namespace with attributes of the same."""
    element = cast(BaseOxmlElement, OxmlElement(tag))
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
