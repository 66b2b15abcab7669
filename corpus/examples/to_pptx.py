"""A source as PPTX: a title slide, then one slide a heading with real titles, lists, tables and speaker's notes."""

import copy
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

from corpus.examples import deck
from corpus.examples.packing import with_fixed_dates
from corpus.examples.plain import PlainBlock, plain_blocks
from corpus.examples.slide_room import CAPTION, Text, row_heights, table_size, text_height, text_size, title_size
from corpus.examples.slide_text import bold, fill, fill_notes, runs
from corpus.examples.source import FICTION_NOTE, Heading, Inline, ItemList, Paragraph, Source, Span, Table

_GAP = Inches(0.12)
# The name PowerPoint gives to 'no style, no grid'.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True)
class _Slide:
    """What stands on one slide: its title, at most one table with texts above and below it, the speaker's notes."""

    title: Inline
    above: tuple[Text, ...]
    table: Table | None
    below: tuple[Text, ...]
    notes: tuple[Inline, ...]


def render_pptx(source: Source, details: list[tuple[str, str]]) -> bytes:
    """Write the slides; `details` are the label and value pairs of the title. The same source gives the same bytes.

    Raises ValueError for what no slide can hold: text before the first heading, deeper headings, two tables,
    or more than fits.
    """
    presentation = deck.new_deck(source.meta["gestaltung"]["farbe"])
    _add_title_slide(presentation, source, details)
    tables = 0
    for content in _slides(plain_blocks(source)):
        tables += content.table is not None
        _add_slide(presentation, source, content, tables)
    stamp = datetime.combine(source.issued, time())
    properties = presentation.core_properties
    properties.title, properties.author = source.meta["titel"], source.meta["verfasser"]
    properties.last_modified_by, properties.language = source.meta["verfasser"], "de-DE"
    properties.comments = ""
    properties.created = properties.modified = stamp
    raw = io.BytesIO()
    presentation.save(raw)
    return with_fixed_dates(raw.getvalue())


def _slides(blocks: Sequence[PlainBlock]) -> Iterator[_Slide]:
    """Cut the blocks at their headings."""
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    if not starts or starts[0]:
        raise ValueError("the first slide needs a heading")
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        yield _slide(blocks[start], blocks[start + 1 : end])


def _slide(heading: PlainBlock, blocks: Sequence[PlainBlock]) -> _Slide:
    if not isinstance(heading, Heading) or heading.level > 1:
        raise ValueError("slides have headings of one level")
    texts: tuple[list[Text], list[Text]] = ([], [])
    tables: list[Table] = []
    notes: list[Inline] = []
    for block in blocks:
        match block:
            case Paragraph(text, True):
                notes.append(text)
            case Table():
                tables.append(block)
            case Paragraph() | ItemList():
                texts[bool(tables)].append(block)
    if len(tables) > 1:
        raise ValueError(f"a slide holds one table: {''.join(span.text for span in heading.text)}")
    return _Slide(heading.text, tuple(texts[0]), next(iter(tables), None), tuple(texts[1]), tuple(notes))


def _add_title_slide(presentation: Any, source: Source, details: list[tuple[str, str]]) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[deck.TITLE_SLIDE])
    title = (Span(source.meta["titel"]),)
    runs(slide.shapes.title.text_frame.paragraphs[0], title, title_size(title, (36, 30)))
    runs(slide.placeholders[1].text_frame.paragraphs[0], (Span(source.meta["untertitel"]),))
    top, row_height = Length(deck.PANEL_HEIGHT + Inches(0.3)), Inches(0.42)
    box = deck.MARGIN, top, deck.TEXT_WIDTH, Length(row_height * len(details))
    frame = slide.shapes.add_table(len(details), 2, *box)
    frame.name = "Angaben"
    table = frame.table
    table.first_row = table.horz_banding = False
    _without_style(frame)
    table.columns[0].width = Inches(2.3)
    table.columns[1].width = Length(deck.TEXT_WIDTH - Inches(2.3))
    for row, pair in zip(table.rows, details, strict=True):
        row.height = row_height
        for cell, text, shade in zip(row.cells, pair, ("tx2", "tx1"), strict=True):
            cell.margin_left = 0
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            runs(cell.text_frame.paragraphs[0], (Span(text),), 14, shade)
    note = slide.shapes.add_textbox(deck.MARGIN, Inches(6.85), deck.TEXT_WIDTH, Inches(0.4))
    note.name = "Hinweis"
    note.text_frame.margin_left = 0
    runs(note.text_frame.paragraphs[0], (Span(FICTION_NOTE, italic=True),), 12, "tx2")


def _add_slide(presentation: Any, source: Source, content: _Slide, table_number: int) -> None:
    layout = presentation.slide_layouts[deck.CONTENT_SLIDE]
    slide = presentation.slides.add_slide(layout)
    runs(slide.shapes.title.text_frame.paragraphs[0], content.title, title_size(content.title, (28, 24)))
    body = slide.placeholders[1]
    if content.table is None:
        fill(body.text_frame, content.above, text_size(content.above, deck.TEXT_WIDTH.pt, deck.BODY_HEIGHT.pt))
    else:
        _fill_with_table(slide, body, content, content.table, table_number)
    _add_foot(slide, f"{source.meta['kurztitel']} · {source.meta['herausgeber']}", len(presentation.slides))
    if content.notes:
        fill_notes(slide.notes_slide.notes_text_frame, content.notes)


def _fill_with_table(slide: Any, body: Any, content: _Slide, table: Table, number: int) -> None:
    """Texts and caption in the body, the table below them, further texts in a box of their own."""
    width = deck.TEXT_WIDTH.pt
    size = table_size(table, (*content.above, *content.below), width, deck.BODY_HEIGHT.pt)
    height = Pt(CAPTION + (text_height(content.above, size + 2, width) if content.above else 0))
    deck.place(body, (deck.MARGIN, deck.BODY_TOP, deck.TEXT_WIDTH, height))
    body.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    caption = (Span(f"Tabelle {number}: "), *table.caption)
    fill(body.text_frame, content.above, size + 2, caption)
    heights = [Pt(row) for row in row_heights(table, size, width)]
    box = deck.MARGIN, Length(deck.BODY_TOP + height), deck.TEXT_WIDTH, Length(sum(heights))
    frame = slide.shapes.add_table(len(heights), len(table.widths), *box)
    frame.name = f"Tabelle {number}"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "".join(span.text for span in caption))
    for column, share in zip(frame.table.columns, table.widths, strict=True):
        column.width = Length(deck.TEXT_WIDTH * share // sum(table.widths))
    for row, texts, row_height in zip(frame.table.rows, (table.header, *table.rows), heights, strict=True):
        row.height = row_height
        for cell, text, right in zip(row.cells, texts, table.right, strict=True):
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
            runs(paragraph, bold(text) if texts is table.header else text, size)
    if content.below:
        top = Length(box[1] + box[3] + _GAP)
        rest = Length(deck.BODY_TOP + deck.BODY_HEIGHT - top)
        below = slide.shapes.add_textbox(deck.MARGIN, top, deck.TEXT_WIDTH, rest)
        below.name = "Text"
        below.text_frame.word_wrap = True
        below.text_frame.margin_left = below.text_frame.margin_right = 0
        fill(below.text_frame, content.below, size + 2)


def _add_foot(slide: Any, text: str, number: int) -> None:
    """Copy foot and slide number from the layout, since python-pptx leaves them there."""
    for placeholder in slide.slide_layout.placeholders:
        if placeholder.element.ph.get("type") not in ("ftr", "sldNum"):
            continue
        element = copy.deepcopy(placeholder.element)
        element.nvSpPr.cNvPr.set("id", str(1 + max(shape.shape_id for shape in slide.shapes)))
        slide.shapes._spTree.append(element)
        field = element.find(f".//{qn('a:fld')}")
        if field is not None:
            field.find(qn("a:t")).text = str(number)
        else:
            runs(slide.shapes[-1].text_frame.paragraphs[0], (Span(text),))


def _without_style(frame: Any) -> None:
    """Take the ready-made style with its fills and rules from a table that only arranges labels and values."""
    style = frame.table._tbl.tblPr.find(qn("a:tableStyleId"))
    style.text = _NO_STYLE
