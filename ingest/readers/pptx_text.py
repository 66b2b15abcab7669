"""The paragraphs of a text frame on a slide, with the bullets and numbers that are shown before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.etree import _Element
from pptx.oxml.ns import qn

from corpus.models import BlockKind
from ingest.readers.docx_numbering import formatted
from ingest.readers.sections import BULLET, SUB_BULLET, RawBlock
from ingest.repair import RAISED_DIGITS, tidy

_TINY = 300
"""Hundredths of a point; smaller text cannot be read on a screen."""
_BULLETS = tuple(map(qn, ("a:buChar", "a:buBlip")))
_FORMS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}
_FRAMES = {"ParenBoth": ("(", ")"), "ParenR": ("", ")"), "Period": ("", "."), "Plain": ("", "")}
_DEEPEST = 8
_PRINTED_FIELDS = ("slidenum", "datetime")


class FrameReader:
    """Reads text frames; `hidden` is text too small for anyone to see."""

    def __init__(self) -> None:
        self.hidden: list[str] = []

    def blocks(self, body: _Element, styles: Sequence[_Element]) -> Iterator[RawBlock]:
        """Paragraphs and list items; `styles` say what applies where a paragraph says nothing, nearest first."""
        counts: dict[int, int] = {}
        for paragraph in body.findall(qn("a:p")):
            text = self.line(paragraph)
            if not text:
                continue
            level = _level(paragraph)
            mark = _mark(_bullet(paragraph, level, styles), level, counts)
            kind = BlockKind.LIST_ITEM if mark else BlockKind.PARAGRAPH
            yield RawBlock(kind, mark + text)

    def text(self, body: _Element) -> str:
        """All of a frame as one line."""
        return " ".join(filter(None, map(self.line, body.findall(qn("a:p")))))

    def line(self, paragraph: _Element) -> str:
        """One paragraph as a tidy line, without the slide's number and date."""
        return tidy("".join(self._pieces(paragraph)))

    def _pieces(self, paragraph: _Element) -> Iterator[str]:
        for element in paragraph:
            if element.tag == qn("a:br"):
                yield " "
            elif element.tag == qn("a:r") or (
                element.tag == qn("a:fld") and not element.get("type", "").startswith(_PRINTED_FIELDS)
            ):
                text = element.findtext(qn("a:t")) or ""
                properties = element.find(qn("a:rPr"))
                if properties is not None and 0 < _whole(properties.get("sz")) <= _TINY:
                    self.hidden.append(text)
                    continue
                raised = properties is not None and _whole(properties.get("baseline")) > 0
                yield text.translate(RAISED_DIGITS) if raised else text


def _level(paragraph: _Element) -> int:
    properties = paragraph.find(qn("a:pPr"))
    return min(_whole(properties.get("lvl")), _DEEPEST) if properties is not None else 0


def _bullet(paragraph: _Element, level: int, styles: Sequence[_Element]) -> _Element | None:
    """The element that says which bullet is shown: the paragraph's own, else that of the nearest style."""
    own = paragraph.find(qn("a:pPr"))
    inherited = (style.find(qn(f"a:lvl{level + 1}pPr")) for style in styles)
    for properties in (own, *inherited):
        for element in properties if properties is not None else ():
            if element.tag in (*_BULLETS, qn("a:buAutoNum"), qn("a:buNone")):
                return element
    return None


def _mark(bullet: _Element | None, level: int, counts: dict[int, int]) -> str:
    """What stands before the paragraph; `counts` holds the last number of each level and is kept up to date."""
    for deeper in [known for known in counts if known > level]:
        del counts[deeper]
    if bullet is None or bullet.tag != qn("a:buAutoNum"):
        counts.pop(level, None)
        return "" if bullet is None or bullet.tag not in _BULLETS else (SUB_BULLET if level else BULLET)
    counts[level] = counts.get(level, max(_whole(bullet.get("startAt")), 1) - 1) + 1
    name = bullet.get("type", "arabicPeriod")
    form = next((word for start, word in _FORMS.items() if name.startswith(start)), "decimal")
    before, after = next((frame for end, frame in _FRAMES.items() if name.endswith(end)), ("", "."))
    return f"{before}{formatted(counts[level], form)}{after} "


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0
