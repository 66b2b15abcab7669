"""The text of a Word paragraph as a reader of the printed page sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from ingest.readers.docx_styles import Style, is_on, is_pale, is_shaded, is_tiny, value

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_CONTENTS_FIELD = re.compile(r"\s*(?:TOC|TOA|INDEX)\b")
_DELETED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rPr", "w:pPr", "w:sdtPr")))
_REMOVED = frozenset(map(qn, ("w:del", "w:moveFrom")))
_PLAIN = Style()
_SPACES = frozenset(map(qn, ("w:tab", "w:br", "w:cr", "w:ptab")))


@dataclass(slots=True)
class Found:
    """What one paragraph held: its text, notes it refers to, text boxes in it, whether contents were dropped."""

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    dropped_contents: bool = False
    hidden: list[str] = field(default_factory=list)


class TextReader:
    """Reads paragraphs one after the other; fields such as a table of contents may span many of them."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self._styles = styles
        self._fields: list[str] = []
        self.hidden: list[str] = []
        self.deleted: list[str] = []

    def read(self, paragraph: _Element) -> Found:
        """The visible text with tracked insertions and without deletions, hidden text and tables of contents."""
        found = Found(dropped_contents=self._in_contents())
        self._walk(paragraph, found)
        if found.hidden:
            self.hidden.append("".join(found.hidden))
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
            elif tag in _REMOVED:
                self.deleted.append("".join(text.text or "" for text in element.iter(qn("w:delText"))))
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
                (found.hidden if hidden else found.text).append(element.text or "")
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
        """Whether a run is hidden, tiny, or pale where nothing darker lies behind it; its own say goes first."""
        own = run.find(qn("w:rPr"))
        paragraph = next(run.iterancestors(qn("w:p")), None)
        placed = paragraph.find(qn("w:pPr")) if paragraph is not None else None
        of_run = self._style(own, "w:rStyle")
        of_paragraph = self._style(placed, "w:pStyle") or self._styles.get("", _PLAIN)
        styles = [style for style in (of_run, of_paragraph) if style is not None]
        vanish = own.find(qn("w:vanish")) if own is not None else None
        if is_on(vanish) or (vanish is None and any(style.hidden for style in styles)):
            return True
        if _first(is_tiny(own), *(style.tiny for style in styles)):
            return True
        if not _first(is_pale(own), *(style.pale for style in styles)):
            return False
        return not any(style.shaded for style in styles) and not self._has_ground(run, own, placed)

    def _style(self, properties: _Element | None, kind: str) -> Style | None:
        name = value(properties.find(qn(kind))) if properties is not None else None
        return self._styles.get(name) if name else None

    def _has_ground(self, run: _Element, own: _Element | None, placed: _Element | None) -> bool:
        for properties in (own, placed):
            if properties is not None and is_shaded(properties.find(qn("w:shd"))):
                return True
        if own is not None and value(own.find(qn("w:highlight"))) not in (None, "none", "white"):
            return True
        for around in run.iterancestors(qn("w:tc"), qn("w:tbl"), qn("w:txbxContent")):
            if around.tag == qn("w:txbxContent"):
                # The shape around the box may have any colour.
                return True
            properties = around.find(f"{around.tag}Pr")
            style = self._style(properties, "w:tblStyle")
            if (style is not None and style.shaded) or (
                properties is not None and is_shaded(properties.find(qn("w:shd")))
            ):
                return True
        return False


def _first(*said: bool | None) -> bool:
    """The first that is said at all."""
    return next((one for one in said if one is not None), False)


def _newest(element: _Element) -> _Element:
    """What new programs show of an element that has versions for old ones."""
    choice = element.find(_CHOICE) if element.tag == _ALTERNATE else None
    return choice if choice is not None else element
