"""The blocks of an OpenDocument text in reading order: headings, paragraphs, list items, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from corpus.models import BlockKind
from ingest.readers.odt_styles import OUTLINE, Styles, qn, whole
from ingest.readers.odt_text import Found, TextReader
from ingest.readers.sections import BULLET, LONGEST_REPEATED, RawBlock, table_row
from ingest.repair import RAISED_DIGITS, tidy

_DEEPEST_HEADING = 6
_SKIPPED = frozenset(
    map(
        qn,
        (
            "text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index",
            "text:user-index", "text:alphabetical-index", "text:tracked-changes", "office:forms",
            "text:variable-decls", "text:sequence-decls", "text:user-field-decls", "office:annotation",
        ),
    )
)  # fmt: skip
_MOST_REPEATED = 60
_COLLAPSED = ("collapse", "filter")


class BlockReader:
    """Walks a document once; `title` is what is set in the style for titles, `hidden` is text nobody sees."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._text = TextReader(styles)
        self._headings: dict[int, int] = {}
        self._lists: dict[str, dict[int, int]] = {}
        self.title: str | None = None

    @property
    def hidden(self) -> list[str]:
        """Hidden text that was left out so far."""
        return self._text.hidden

    def blocks(self, parent: _Element) -> Iterator[RawBlock]:
        """Blocks below an element, without generated indexes and tracked deletions."""
        for element in parent:
            tag = element.tag
            if tag == qn("text:p"):
                yield from self._paragraph(element)
            elif tag == qn("text:h"):
                yield from self._heading(element)
            elif tag == qn("text:list"):
                yield from self._list(element, 1, "", {})
            elif tag == qn("table:table"):
                yield from self._table(element)
            elif tag == qn("text:section") and _is_hidden_section(element):
                self._text.hide(element)
            elif isinstance(tag, str) and tag not in _SKIPPED:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: _Element, mark: str | None = None) -> Iterator[RawBlock]:
        """A paragraph, or with a `mark` (which may be '') an item of a list."""
        found = self._text.read(paragraph)
        text = tidy("".join(found.text))
        if text and self.title is None and self._styles.is_title(paragraph.get(qn("text:style-name"), "")):
            self.title = text
        if text:
            yield RawBlock(BlockKind.PARAGRAPH if mark is None else BlockKind.LIST_ITEM, (mark or "") + text)
        yield from self._rest(found)

    def _heading(self, heading: _Element, label: str | None = None) -> Iterator[RawBlock]:
        level = max(1, whole(heading.get(qn("text:outline-level")), 1))
        found = self._text.read(heading)
        text = tidy("".join(found.text))
        if text and label is None and heading.get(qn("text:is-list-header")) != "true":
            start = heading.get(qn("text:start-value"))
            restarts = heading.get(qn("text:restart-numbering")) == "true"
            first = whole(start, 1) if restarts else None
            label = self._styles.label(OUTLINE, level, self._headings, start=first)
        if text:
            shown = "" if label in (None, BULLET) else label
            yield RawBlock(BlockKind.HEADING, f"{shown}{text}", min(level, _DEEPEST_HEADING))
        yield from self._rest(found)

    def _rest(self, found: Found) -> Iterator[RawBlock]:
        """What stands beside and below a paragraph: text boxes and notes."""
        for box in found.boxes:
            yield from self.blocks(box)
        yield from self._notes(found)

    def _notes(self, found: Found) -> Iterator[RawBlock]:
        for note in found.notes:
            body = note.find(qn("text:note-body"))
            text = " ".join(block.text for block in self.blocks(body)) if body is not None else ""
            mark = tidy(note.findtext(qn("text:note-citation"), ""))
            if text:
                yield RawBlock(BlockKind.PARAGRAPH, f"{mark.translate(RAISED_DIGITS)} {text}".strip())

    def _list(self, element: _Element, level: int, style: str, counts: dict[int, int]) -> Iterator[RawBlock]:
        style = element.get(qn("text:style-name"), style)
        if level == 1:
            counts = self._counts(element, style)
        for item in element:
            if item.tag not in (qn("text:list-item"), qn("text:list-header")):
                continue
            mark = ""
            # An item that holds only another list prints no mark of its own.
            if item.tag == qn("text:list-item") and any(part.tag != qn("text:list") for part in item):
                start = item.get(qn("text:start-value"))
                mark = self._styles.label(style, level, counts, start=None if start is None else whole(start, 1))
            for part in item:
                if part.tag == qn("text:list"):
                    yield from self._list(part, level + 1, style, counts)
                elif part.tag == qn("text:h"):
                    yield from self._heading(part, mark)
                elif part.tag == qn("text:p"):
                    blocks = list(self._paragraph(part, mark))
                    mark = "" if blocks else mark
                    yield from blocks

    def _counts(self, element: _Element, style: str) -> dict[int, int]:
        """The numbers of a list so far: none, or those of the list that it continues."""
        continued = element.get(qn("text:continue-list"))
        counts: dict[int, int] = {}
        if continued is not None:
            counts = self._lists.get(f"id {continued}", counts)
        elif element.get(qn("text:continue-numbering")) == "true":
            counts = self._lists.get(f"style {style}", counts)
        self._lists[f"style {style}"] = counts
        self._lists[f"id {element.get('{http://www.w3.org/XML/1998/namespace}id')}"] = counts
        return counts

    def _table(self, table: _Element) -> Iterator[RawBlock]:
        rows = [row for row in table.iter(qn("table:table-row")) if _owner(row) is table]
        seen = [row for row in rows if row.get(qn("table:visibility")) not in _COLLAPSED]
        for row in rows:
            if row.get(qn("table:visibility")) in _COLLAPSED:
                self._text.hide(row)
        widths = [sum(cell.tag in _CELLS for cell in row) for row in seen]
        if max(widths, default=0) < 2 or table.find(f".//{qn('table:table')}") is not None:
            for row in seen:
                yield from self.blocks(row)  # a table that only arranges the page
            return
        lines: list[str] = []
        heads = 0
        carried: dict[int, tuple[int, str]] = {}
        notes: list[RawBlock] = []
        for row in seen:
            texts = self._row(row, carried, notes)
            if any(texts):
                is_head = next(row.iterancestors(), row).tag == qn("table:table-header-rows")
                heads += is_head and heads == len(lines)
                lines.append(table_row(texts))
        # As in Word: two columns without a marked header are mostly names and values.
        unmarked = 0 if max(widths) == 2 or len(lines) < 2 else 1
        if lines:
            yield RawBlock(BlockKind.TABLE, "\n".join(lines), header_rows=heads or unmarked)
        yield from notes

    def _row(self, row: _Element, carried: dict[int, tuple[int, str]], notes: list[RawBlock]) -> list[str]:
        """One text a cell; what spans several rows is said again in each, so that a row can stand alone."""
        texts: list[str] = []
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            rows, text = carried.pop(len(texts), (0, ""))
            if not (rows and cell.tag == qn("table:covered-table-cell")):
                rows, text = whole(cell.get(qn("table:number-rows-spanned")), 1), self._cell(cell, notes)
            is_short = len(text) <= LONGEST_REPEATED
            if rows > 1 and is_short:
                carried[len(texts)] = (rows - 1, text)
            columns = min(whole(cell.get(qn("table:number-columns-repeated")), 1), _MOST_REPEATED)
            texts += [text] * columns if is_short else [text]
        return texts

    def _cell(self, cell: _Element, notes: list[RawBlock]) -> str:
        texts = []
        for block in self.blocks(cell):
            is_note = block.kind is BlockKind.PARAGRAPH and block.text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"
            if is_note:
                notes.append(block)
            else:
                texts.append(block.text.removeprefix(BULLET))
        return " ".join(texts)


_CELLS = (qn("table:table-cell"), qn("table:covered-table-cell"))


def _owner(row: _Element) -> _Element | None:
    return next(row.iterancestors(qn("table:table")), None)


def _is_hidden_section(section: _Element) -> bool:
    return section.get(qn("text:display")) == "none" or section.get(qn("text:is-hidden")) == "true"
