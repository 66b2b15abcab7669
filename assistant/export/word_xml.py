"""What WordprocessingML has and python-docx does not: fields, bookmarks, links inside the file, table borders."""

from __future__ import annotations

from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """An element of the w: namespace with attributes of the same."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def field(paragraph: Paragraph, instruction: str) -> None:
    """Append a field that Word computes, such as PAGE."""
    simple = element("fldSimple", instr=instruction)
    simple.append(paragraph.add_run("1")._r)
    paragraph._p.append(simple)


def bookmarked(run: Run, name: str, number: int) -> None:
    """Put a bookmark around a run; `number` must be its only one in the file."""
    run._r.addprevious(element("bookmarkStart", id=str(number), name=name))
    run._r.addnext(element("bookmarkEnd", id=str(number)))


def linked(run: Run, bookmark: str, tooltip: str) -> None:
    """Make a run a link to a bookmark; `tooltip` is what Word shows and screen readers say."""
    link = element("hyperlink", anchor=bookmark, tooltip=tooltip, history="1")
    run._r.addprevious(link)
    link.append(run._r)


def ruled(table: Table, colour: str, name: str) -> None:
    """Give a table thin horizontal rules, rows that stay whole, a head that repeats, and a name for screen readers."""
    properties = table._tbl.tblPr
    borders = element("tblBorders")
    for edge, width, shade in (("top", "8", colour), ("bottom", "8", colour), ("insideH", "4", "B4B4B4")):
        borders.append(element(edge, val="single", sz=width, space="0", color=shade))
    # The schema fixes the order of these elements, and Word refuses files that break it.
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.append(element("tblCaption", val=name))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
