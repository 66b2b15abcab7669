"""The text of an OpenDocument paragraph as a reader of the printed page sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from ingest.readers.odt_styles import Styles, qn, whole

_NOT_SHOWN = frozenset(
    map(qn, ("office:annotation", "office:annotation-end", "text:tracked-changes", "text:ruby-text", "text:script"))
) | {qn("office:forms"), qn("office:event-listeners")}
_SPACES = frozenset(map(qn, ("text:tab", "text:line-break")))
_MOST_SPACES = 100
_GROUNDS = tuple(map(qn, ("table:table-cell", "draw:text-box", "draw:custom-shape", "draw:rect")))
"""What may have a colour of its own behind the text."""


@dataclass(slots=True)
class Found:
    """What one paragraph held: its text, its notes, and text boxes in it."""

    text: list[str] = field(default_factory=list)
    notes: list[_Element] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)


class TextReader:
    """Reads paragraphs; `hidden` is the text that nobody sees."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.hidden: list[str] = []

    def read(self, paragraph: _Element) -> Found:
        """The visible text of a paragraph or heading."""
        found = Found()
        hiding = paragraph.find(f".//{qn('text:hidden-paragraph')}")
        if hiding is not None and hiding.get(qn("text:is-hidden")) == "true":
            self.hide(paragraph)
            return found
        on_ground = next(paragraph.iterancestors(*_GROUNDS), None) is not None
        hidden = self._styles.hides("paragraph", paragraph.get(qn("text:style-name"), ""), on_ground=on_ground)
        self._walk(paragraph, found, hidden=hidden, on_ground=on_ground)
        return found

    def hide(self, element: _Element) -> None:
        """Take all text below the element as hidden."""
        self.hidden.append("".join(text for text in element.itertext() if isinstance(text, str)))

    def _walk(self, parent: _Element, found: Found, *, hidden: bool, on_ground: bool) -> None:
        self._add(parent.text, found, hidden)
        for element in parent:
            tag = element.tag
            if tag == qn("text:s"):
                found.text.append(" " * min(whole(element.get(qn("text:c")), 1), _MOST_SPACES))
            elif tag in _SPACES:
                found.text.append(" ")
            elif tag == qn("text:note"):
                if not hidden:
                    found.notes.append(element)
            elif tag == qn("text:hidden-text"):
                self.hidden.append(element.get(qn("text:string-value"), ""))
            elif isinstance(tag, str) and tag.startswith(f"{{{_DRAWING}}}"):
                found.boxes.append(element)
            elif isinstance(tag, str) and tag not in _NOT_SHOWN:
                name = element.get(qn("text:style-name"))
                is_span = tag == qn("text:span") and name is not None
                inside = is_span and self._styles.hides("text", name or "", on_ground=on_ground)
                self._walk(element, found, hidden=hidden or inside, on_ground=on_ground)
            self._add(element.tail, found, hidden)

    def _add(self, text: str | None, found: Found, hidden: bool) -> None:
        if text and hidden:
            self.hidden.append(text)
        elif text:
            found.text.append(text)


_DRAWING = qn("draw:frame")[1:].partition("}")[0]
