"""The text of a Word paragraph as a reader of the printed page sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from ingest.readers.docx_styles import Style, is_on, value

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_CONTENTS_FIELD = re.compile(r"\s*(?:TOC|TOA|INDEX)\b")
_DELETED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rPr", "w:pPr", "w:sdtPr")))
_GROUNDS = tuple(map(qn, ("w:tbl", "w:txbxContent")))
"""What may have a colour of its own behind the text."""
_TINY = 3
"""Half points."""
_SPACES = frozenset(map(qn, ("w:tab", "w:br", "w:cr", "w:ptab")))


@dataclass(slots=True)
class Found:
    """What one paragraph held: its text, notes it refers to, text boxes in it, whether contents were dropped."""

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    dropped_contents: bool = False


class TextReader:
    """Reads paragraphs one after the other; fields such as a table of contents may span many of them."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self._styles = styles
        self._fields: list[str] = []
        self.hidden = 0

    def read(self, paragraph: _Element) -> Found:
        """The visible text with tracked insertions and without deletions, hidden text and tables of contents."""
        found = Found(dropped_contents=self._in_contents())
        self._walk(paragraph, found)
        return found

    def _in_contents(self) -> bool:
        return any(_CONTENTS_FIELD.match(instruction) for instruction in self._fields)

    def _walk(self, parent: _Element, found: Found) -> None:
        for element in parent:
            tag = element.tag
            if tag == qn("w:r"):
                self._run(element, found)
            elif tag == qn("w:fldSimple") and _CONTENTS_FIELD.match(element.get(qn("w:instr"), "")):
                found.dropped_contents = True
            elif tag == qn("w:sdt"):
                if element.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is None:
                    self._walk(element, found)
            elif tag == _ALTERNATE:
                self._walk(_newest(element), found)
            elif tag == qn("w:txbxContent"):
                found.boxes.append(element)
            elif isinstance(tag, str) and tag not in _DELETED:
                self._walk(element, found)

    def _run(self, run: _Element, found: Found) -> None:
        hidden = self._is_hidden(run)
        for element in run:
            tag = element.tag
            if tag == qn("w:fldChar"):
                self._field(element.get(qn("w:fldCharType"), ""))
            elif tag == qn("w:instrText") and self._fields:
                self._fields[-1] += element.text or ""
            elif self._in_contents():
                found.dropped_contents = True
            elif tag == qn("w:t"):
                if hidden:
                    self.hidden += len(element.text or "")
                else:
                    found.text.append(element.text or "")
            elif hidden:
                continue
            elif tag in _SPACES:
                found.text.append(" ")
            elif tag == qn("w:noBreakHyphen"):
                found.text.append("-")
            elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                found.notes.append(f"{'f' if tag == qn('w:footnoteReference') else 'e'}{element.get(qn('w:id'))}")
            elif isinstance(tag, str) and tag not in _DELETED:
                self._walk_object(element, found)

    def _walk_object(self, element: _Element, found: Found) -> None:
        """Drawings hold text boxes, and an old copy of each for old programs."""
        boxes = list(_newest(element).iter(qn("w:txbxContent")))
        found.boxes += [box for box in boxes if not any(box in other.iterdescendants() for other in boxes)]

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, run: _Element) -> bool:
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return False
        own = properties.find(qn("w:vanish"))
        if own is not None:
            return is_on(own)
        style = self._styles.get(value(properties.find(qn("w:rStyle"))) or "")
        return (style is not None and style.hidden) or _is_invisible(run, properties)


def _is_invisible(run: _Element, properties: _Element) -> bool:
    """Whether a run is set in a tiny size, or in white where nothing coloured lies behind it."""
    size = value(properties.find(qn("w:sz"))) or ""
    if size.isdigit() and int(size) <= _TINY:
        return True
    if (value(properties.find(qn("w:color"))) or "").upper() != "FFFFFF" or properties.find(qn("w:shd")) is not None:
        return False
    paragraph = next(run.iterancestors(qn("w:p")), None)
    on_ground = next(run.iterancestors(*_GROUNDS), None) is not None
    return not on_ground and (paragraph is None or paragraph.find(f"{qn('w:pPr')}/{qn('w:shd')}") is None)


def _newest(element: _Element) -> _Element:
    """What new programs show of an element that has versions for old ones."""
    choice = element.find(_CHOICE) if element.tag == _ALTERNATE else None
    return choice if choice is not None else element
