"""The blocks of a Word document in reading order: headings, paragraphs, list items, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn
from lxml.etree import _Element

from corpus.models import BlockKind
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_styles import Style, heading_level, value, whole
from ingest.readers.docx_text import Found, TextReader
from ingest.readers.sections import BULLET, RawBlock
from ingest.repair import RAISED_DIGITS, tidy

_PLAIN = Style()
_DEEPEST_NESTING = 40
_CONTENTS_TITLE = re.compile(r"inhalt\w*|\w*verzeichnis|contents|table of contents", re.IGNORECASE)
_TYPED_BULLET = re.compile(r"[•◦▪▫■□●○‣⁃∙·–-]\s+")
_MERGED_AWAY = ("continue", None)


class BlockReader:
    """Walks a document once; `title` is what is set in the title style."""

    def __init__(self, styles: Mapping[str, Style], numbering: Numbering, notes: Mapping[str, _Element]) -> None:
        self._styles, self._numbering, self._notes = styles, numbering, notes
        self._text = TextReader(styles)
        self._note_count = 0
        self.title: str | None = None

    @property
    def hidden(self) -> list[str]:
        """Stretches of hidden text that were left out so far."""
        return self._text.hidden

    @property
    def deleted(self) -> list[str]:
        """Stretches of text that a tracked change has deleted."""
        return self._text.deleted

    def read(self, body: _Element) -> list[RawBlock]:
        """All blocks of a body; a generated table of contents is left out together with its title."""
        blocks: list[RawBlock] = []
        for block in self._blocks(body, 0):
            if block is not None:
                blocks.append(block)
            elif blocks and _CONTENTS_TITLE.fullmatch(blocks[-1].text):
                blocks.pop()
        return blocks

    def _blocks(self, parent: _Element, depth: int) -> Iterator[RawBlock | None]:
        """Blocks in order, None where a table of contents was."""
        if depth > _DEEPEST_NESTING:
            return
        for element in parent:
            tag = element.tag
            if tag == qn("w:p"):
                yield from self._paragraph(element, depth)
            elif tag == qn("w:tbl"):
                yield from self._table(element, depth)
            elif tag == qn("w:sdt"):
                properties = element.find(qn("w:sdtPr"))
                gallery = properties.find(f".//{qn('w:docPartGallery')}") if properties is not None else None
                if value(gallery) == "Table of Contents":
                    yield None
                elif properties is None or properties.find(qn("w:showingPlcHdr")) is None:
                    yield from self._blocks(element, depth + 1)
            elif isinstance(tag, str) and tag not in (qn("w:del"), qn("w:moveFrom"), qn("w:sdtPr")):
                yield from self._blocks(element, depth + 1)

    def _paragraph(self, paragraph: _Element, depth: int) -> Iterator[RawBlock | None]:
        properties = paragraph.find(qn("w:pPr"))
        style = _PLAIN
        outline = None
        if properties is not None:
            style = self._styles.get(value(properties.find(qn("w:pStyle"))) or "", _PLAIN)
            outline = value(properties.find(qn("w:outlineLvl")))
        found = self._text.read(paragraph)
        text = tidy("".join(found.text))
        # The style alone proves nothing: people use it for headings, too.
        is_entry = style.is_contents and (not text or text[-1].isdigit())
        if is_entry or (found.dropped_contents and not text):
            yield None
            return
        if style.is_title and text and self.title is None:
            self.title = text
        level = heading_level(outline) if outline is not None else style.level
        if text:
            yield self._told(text, level, self._label(properties, style))
        for box in found.boxes:
            yield from self._blocks(box, depth + 1)
        yield from self._found_notes(found)

    def _told(self, text: str, level: int, label: str) -> RawBlock:
        if level:
            return RawBlock(BlockKind.HEADING, text if label == BULLET else label + text, level)
        if label:
            return RawBlock(BlockKind.LIST_ITEM, label + text)
        if _TYPED_BULLET.match(text):
            return RawBlock(BlockKind.LIST_ITEM, BULLET + _TYPED_BULLET.sub("", text, count=1))
        return RawBlock(BlockKind.PARAGRAPH, text)

    def _label(self, properties: _Element | None, style: Style) -> str:
        number = style.number
        own = properties.find(qn("w:numPr")) if properties is not None else None
        if own is not None:
            number_id = value(own.find(qn("w:numId"))) or (number[0] if number else "")
            item_level = value(own.find(qn("w:ilvl")))
            number = (number_id, whole(item_level) if item_level else (number[1] if number else 0))
        return self._numbering.label(*number) if number else ""

    def _found_notes(self, found: Found) -> Iterator[RawBlock]:
        for key in found.notes:
            self._note_count += 1
            note = self._notes.get(key)
            if note is None:
                continue
            text = tidy(" ".join("".join(self._text.read(part).text) for part in note.iter(qn("w:p"))))
            if text:
                number = str(self._note_count).translate(RAISED_DIGITS)
                yield RawBlock(BlockKind.PARAGRAPH, f"{number} {text}")

    def _table(self, table: _Element, depth: int) -> Iterator[RawBlock | None]:
        kept = [row for row in _children(table, "w:tr") if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
        rows = [_children(row, "w:tc") for row in kept]
        nested = any(cell.find(f".//{qn('w:tbl')}") is not None for row in rows for cell in row)
        is_layout = nested or max(map(len, rows), default=0) < 2
        if is_layout:
            for row in rows:
                for cell in row:
                    yield from self._blocks(cell, depth + 1)
            return
        lines = []
        notes: list[RawBlock] = []
        for row in rows:
            texts = [self._cell(cell, notes) for cell in row]
            if any(texts):
                lines.append(" | ".join(texts).strip())
        heads = sum(
            1 for row in _children(table, "w:tr") if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        )
        # Two columns without a marked header are mostly names and values: a false header is worse than none.
        unmarked = 0 if max(map(len, rows)) == 2 else 1
        if lines:
            yield RawBlock(BlockKind.TABLE, "\n".join(lines), header_rows=min(heads or unmarked, len(lines)))
        yield from notes

    def _cell(self, cell: _Element, notes: list[RawBlock]) -> str:
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is not None and value(merge) in _MERGED_AWAY:
            return ""
        texts = []
        for paragraph in cell.iter(qn("w:p")):
            found = self._text.read(paragraph)
            properties = paragraph.find(qn("w:pPr"))
            style_id = value(properties.find(qn("w:pStyle"))) if properties is not None else None
            text = tidy("".join(found.text))
            if text:
                label = self._label(properties, self._styles.get(style_id or "", _PLAIN))
                texts.append(text if label == BULLET else label + text)
            notes += self._found_notes(found)
        return " ".join(texts).replace("|", "¦")


def _children(parent: _Element, name: str) -> list[_Element]:
    """Children by name, also those in content controls and tracked insertions."""
    wrappers = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"))
    found: list[_Element] = []
    for element in parent:
        if element.tag == qn(name):
            found.append(element)
        elif element.tag in wrappers:
            found += _children(element, name)
    return found
