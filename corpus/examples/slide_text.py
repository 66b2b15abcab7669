"""Text on a slide: paragraphs and lists in a text frame, runs in their style."""

from collections.abc import Sequence
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from corpus.examples.slide_room import SPACE_BEFORE, Text
from corpus.examples.source import Inline, ItemList, Span


def fill(frame: Any, texts: Sequence[Text], size: int, caption: Inline = ()) -> None:
    """Write texts, and a `caption` below them, into an empty frame; `size` in points."""
    marked = [
        (line, mark)
        for text in texts
        for line, mark in (
            [(item, _mark(text.ordered)) for item in text.items] if isinstance(text, ItemList) else [(text.text, "")]
        )
    ]
    lines = [(line, mark, size, "tx1") for line, mark in marked]
    if caption:
        lines.append((caption, "", 14, "tx2"))
    for number, (line, mark, points, shade) in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.space_before = Pt(points * SPACE_BEFORE if number else 0)
        _set_mark(paragraph, mark, points)
        runs(paragraph, line, points, shade)


def fill_notes(frame: Any, notes: Sequence[Inline]) -> None:
    """Write the speaker's notes, a paragraph each."""
    for number, note in enumerate(notes):
        runs(frame.add_paragraph() if number else frame.paragraphs[0], note)


def runs(paragraph: Any, text: Inline, size: int | None = None, shade: str | None = None) -> None:
    """Append spans as runs in German; `size` in points and `shade`, a colour of the theme, where not inherited."""
    for span in text:
        run = paragraph.add_run()
        run.text = span.text
        run.font.bold, run.font.italic = span.bold or None, span.italic or None
        properties = run._r.get_or_add_rPr()
        properties.set("lang", "de-DE")
        if size:
            run.font.size = Pt(size)
        if shade:
            fill_xml = f'<a:solidFill {nsdecls("a")}><a:schemeClr val="{shade}"/></a:solidFill>'
            properties.insert(0, parse_xml(fill_xml))


def bold(text: Inline) -> Inline:
    """The text in bold."""
    return tuple(Span(span.text, True, span.italic) for span in text)


def _mark(ordered: bool) -> str:
    return (
        '<a:buFont {0} typeface="+mj-lt"/>|<a:buAutoNum {0} type="arabicPeriod"/>'
        if ordered
        else ('<a:buFont {0} typeface="Arial"/>|<a:buChar {0} char="•"/>')
    )


def _set_mark(paragraph: Any, mark: str, size: int) -> None:
    """Bullet or number in the accent colour with a hanging indent; none and no indent where `mark` is empty."""
    properties = paragraph._p.get_or_add_pPr()
    indent = Pt(size * 1.3) if mark else 0
    properties.set("marL", str(int(indent)))
    properties.set("indent", str(-int(indent)))
    colour = '<a:buClr {0}><a:schemeClr val="accent1"/></a:buClr>'
    for element in [colour, *mark.split("|")] if mark else ["<a:buNone {0}/>"]:
        properties.append(parse_xml(element.format(nsdecls("a"))))
    # The schema fixes the order of these elements: spacing, then marks.
    spacing = properties.find(qn("a:spcBef"))
    if spacing is not None:
        properties.insert(0, spacing)
