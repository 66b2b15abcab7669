"""The shapes of a slide -> blocks: text frames, tables, charts, diagrams, groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from corpus.models import BlockKind
from corpus.texts import reading
from ingest.readers.pptx_order import in_reading_order
from ingest.readers.pptx_text import FrameReader
from ingest.readers.sections import BULLET, LONGEST_REPEATED, RawBlock, table_row
from ingest.readers.xlsx_numbers import shown_number
from ingest.repair import tidy

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_FURNITURE = frozenset({
    PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER,
})  # fmt: skip
_TITLES = frozenset({PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE})
_BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class SlideReader:
    """Reads slides one after the other; `hidden` is the text that nobody sees."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._frames = FrameReader()
        self._hidden: list[str] = []

    @property
    def hidden(self) -> list[str]:
        """Texts left out so far: in hidden shapes, beside the slide, or too small to see."""
        return [*self._hidden, *self._frames.hidden]

    def title(self, slide: Any) -> str:
        """The title of a slide as one line; '' where it has none."""
        shape = slide.shapes.title
        if shape is None:
            return ""
        if _is_hidden(shape):
            self._hidden.append(_letters(shape))
            return ""
        return self._frames.text(shape.text_frame._txBody)

    def blocks(self, slide: Any) -> Iterator[RawBlock]:
        """All but the title, in reading order, without foot, date and number of the slide."""
        title = slide.shapes.title
        shapes = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
        seen = []
        for shape in shapes:
            if self._is_beside(shape):
                self._hidden.append(_letters(shape))
            else:
                seen.append(shape)
        for shape in in_reading_order(seen):
            yield from self._shape(shape, slide)

    def notes(self, slide: Any) -> list[RawBlock]:
        """The speaker's notes of a slide."""
        frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        return list(self._frames.blocks(frame._txBody, ())) if frame is not None else []

    def _is_beside(self, shape: Any) -> bool:
        left, top = shape.left or 0, shape.top or 0
        right, bottom = left + (shape.width or 0), top + (shape.height or 0)
        return bool(left >= self._width or top >= self._height or right < 0 or bottom < 0)

    def _shape(self, shape: Any, slide: Any) -> Iterator[RawBlock]:
        if _is_hidden(shape):
            self._hidden.append(_letters(shape))
        elif shape.is_placeholder and shape.placeholder_format.type in _FURNITURE:
            return
        elif shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            for part in in_reading_order(list(shape.shapes)):
                yield from self._shape(part, slide)
        elif shape.has_text_frame:
            yield from self._frames.blocks(shape.text_frame._txBody, _styles(shape, slide))
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from self._table(shape.table)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            yield from _chart(shape)
        else:
            yield from self._diagram(shape, slide)

    def _table(self, table: Any) -> Iterator[RawBlock]:
        lines = []
        carried: dict[int, tuple[int, str]] = {}
        for row in table.rows:
            texts = []
            for column, cell in enumerate(row.cells):
                rows, text = carried.pop(column, (0, ""))
                if not cell.is_spanned:
                    rows, text = _rows(cell), self._frames.text(cell.text_frame._txBody)
                if rows > 1 and len(text) <= LONGEST_REPEATED:
                    # What spans several rows is said again in each, so that a row can stand alone.
                    carried[column] = (rows - 1, text)
                texts.append(text)
            if any(texts):
                lines.append(table_row(texts))
        if lines:
            yield RawBlock(BlockKind.TABLE, "\n".join(lines), header_rows=min(int(table.first_row), len(lines) - 1))

    def _diagram(self, shape: Any, slide: Any) -> Iterator[RawBlock]:
        """The points of a SmartArt diagram."""
        reference = next(shape._element.iter(f"{_DIAGRAM}relIds"), None)
        if reference is None:
            return
        data = parse_xml(slide.part.related_part(reference.get(qn("r:dm"))).blob)
        for point in data.iter(f"{_DIAGRAM}pt"):
            body = point.find(f"{_DIAGRAM}t")
            if body is not None and point.get("type", "node") in ("node", "asst"):
                yield RawBlock(BlockKind.LIST_ITEM, BULLET + text if (text := self._frames.text(body)) else "")


def _rows(cell: Any) -> int:
    return int(cell.span_height) if cell.is_merge_origin else 1


def _is_hidden(shape: Any) -> bool:
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    return properties is not None and properties.get("hidden") in ("1", "true")


def _letters(shape: Any) -> str:
    return tidy(" ".join(text.text or "" for text in shape._element.iter(qn("a:t"))))


def _styles(shape: Any, slide: Any) -> list[_Element]:
    """List styles that apply to a text frame, nearest first; plain text boxes have only their own."""
    found = [shape.text_frame._txBody]
    master_styles = None
    if shape.is_placeholder:
        index, kind = shape.placeholder_format.idx, shape.placeholder_format.type
        layout = slide.slide_layout
        likes = [other for other in layout.placeholders if other.placeholder_format.idx == index]
        likes += [
            other
            for other in layout.slide_master.placeholders
            if other.placeholder_format.type == PP_PLACEHOLDER.BODY and kind not in _TITLES
        ]
        found += [other.text_frame._txBody for other in likes if other.has_text_frame]
        name = "p:titleStyle" if kind in _TITLES else "p:bodyStyle"
        master_styles = layout.slide_master._element.find(f"{qn('p:txStyles')}/{qn(name)}")
    lists = [body.find(qn("a:lstStyle")) for body in found if body is not None]
    return [style for style in (*lists, master_styles) if style is not None]


def _chart(shape: Any) -> Iterator[RawBlock]:
    """Title, and one row a category with the values of all series; nothing where the chart is damaged."""
    try:
        chart = shape.chart
        title = tidy(chart.chart_title.text_frame.text) if chart.has_title and chart.chart_title.has_text_frame else ""
        plot = next(iter(chart.plots))
        series = [(tidy(one.name or ""), list(one.values)) for one in plot.series]
        rows = [["", *(name for name, _ in series)]]
        for number, category in enumerate(plot.categories):
            values = (values[number] if number < len(values) else None for _, values in series)
            rows.append([tidy(str(category)), *(shown_number(value) if value is not None else "" for value in values)])
    except (*_BROKEN, StopIteration):
        return
    if title:
        yield RawBlock(BlockKind.PARAGRAPH, f"{reading.CHART}: {title}")
    if len(rows) > 1:
        yield RawBlock(BlockKind.TABLE, "\n".join(map(table_row, rows)), header_rows=1)
