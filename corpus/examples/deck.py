"""The design of the example slides: 16:9, two layouts, one accent colour, Arial, head and foot on every slide."""

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Length, Pt

FONT = "Arial"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.65)
TEXT_WIDTH = Length(WIDTH - 2 * MARGIN)
TITLE_SLIDE, CONTENT_SLIDE = 0, 1
BODY_TOP, BODY_HEIGHT = Inches(1.65), Inches(4.95)
PANEL_HEIGHT = Inches(3.35)

Box = tuple[Length, Length, Length, Length]
"""Left, top, width and height."""

_HEAD: Box = (MARGIN, Inches(0.45), TEXT_WIDTH, Inches(0.95))
_FOOT_TOP, _FOOT_HEIGHT = Inches(6.88), Inches(0.36)
_GREY = "5B646B"


def new_deck(colour: str) -> Any:
    """An empty presentation in this design; `colour` is the accent as '#rrggbb'."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    master = deck.slide_master
    for layout in list(master.slide_layouts)[2:]:
        master.slide_layouts.remove(layout)
    deck.part._element.sldSz.attrib.pop("type", None)
    for kind in ("thumbnail", "extended-properties"):
        _drop_part(deck.part.package, kind)
    _drop_part(deck.part, "printerSettings")
    _set_theme(master, colour.lstrip("#").upper())
    for holder in (master, *master.slide_layouts):
        for shape in [shape for shape in holder.placeholders if shape.element.ph.get("type") == "dt"]:
            shape.element.getparent().remove(shape.element)
    _set_master(master)
    _set_title_layout(master.slide_layouts[TITLE_SLIDE])
    _set_content_layout(master.slide_layouts[CONTENT_SLIDE])
    return deck


def place(shape: Any, box: Box) -> None:
    """Put a shape where it belongs."""
    shape.left, shape.top, shape.width, shape.height = box


def _drop_part(part: Any, kind: str) -> None:
    """Cut a relationship of the template that says nothing about this deck."""
    for key in [key for key, link in part._rels.items() if link.reltype.endswith(f"/{kind}")]:
        part._rels.pop(key)


def _set_theme(master: Any, colour: str) -> None:
    """Write font and accent colour into the theme, where tables and later editors find them."""
    part = next(link.target_part for link in master.part.rels.values() if link.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    for latin in theme.iter(qn("a:latin")):
        latin.set("typeface", FONT)
    for accent in theme.iter(qn("a:accent1")):
        accent[0].set("val", colour)
    for dark in theme.iter(qn("a:dk2")):
        dark[0].set("val", _GREY)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_master(master: Any) -> None:
    """Place title, text and foot, and set the levels of text."""
    boxes: dict[str, Box] = {
        "title": _HEAD,
        "body": (MARGIN, BODY_TOP, TEXT_WIDTH, BODY_HEIGHT),
        "ftr": (MARGIN, _FOOT_TOP, Inches(9), _FOOT_HEIGHT),
        "sldNum": (Length(WIDTH - MARGIN - Inches(2)), _FOOT_TOP, Inches(2), _FOOT_HEIGHT),
    }
    for shape in master.placeholders:
        kind = shape.element.ph.get("type")
        place(shape, boxes[kind])
        _without_insets(shape)
        if kind in ("ftr", "sldNum"):
            style = shape.element.find(f".//{qn('a:lvl1pPr')}")
            style.set("algn", "l" if kind == "ftr" else "r")
            style.find(qn("a:defRPr")).set("sz", "1100")
    styles = master.element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    _set_font(title, Pt(28), bold=True, colour="accent1")
    text = styles.find(f"{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}")
    text.insert(1, parse_xml(f'<a:buClr {nsdecls("a")}><a:schemeClr val="accent1"/></a:buClr>'))
    text.find(qn("a:spcBef")).find(qn("a:spcPct")).set("val", "50000")
    _set_font(text, Pt(22), bold=False, colour="tx1")


def _set_font(level: Any, size: Length, *, bold: bool, colour: str) -> None:
    font = level.find(qn("a:defRPr"))
    font.set("sz", str(int(size.pt * 100)))
    font.set("b", str(int(bold)))
    font.find(f"{qn('a:solidFill')}/{qn('a:schemeClr')}").set("val", colour)


def _set_title_layout(layout: Any) -> None:
    """A coloured panel with title and subtitle in white; below it room for the details."""
    _add_bar(layout, (Length(0), Length(0), WIDTH, PANEL_HEIGHT))
    title, subtitle = layout.placeholders[0], layout.placeholders[1]
    place(title, (MARGIN, Inches(0.5), TEXT_WIDTH, Inches(1.65)))
    place(subtitle, (MARGIN, Inches(2.25), TEXT_WIDTH, Inches(0.9)))
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _without_insets(subtitle)
    white = f'<a:solidFill {nsdecls("a")}><a:schemeClr val="bg1"/></a:solidFill>'
    title.element.find(f".//{qn('a:lstStyle')}").append(
        parse_xml(f'<a:lvl1pPr {nsdecls("a")} algn="l"><a:defRPr sz="3600" b="1">{white}</a:defRPr></a:lvl1pPr>')
    )
    level = subtitle.element.find(f".//{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    font = level.find(qn("a:defRPr"))
    font.set("sz", "2000")
    font.replace(font[0], parse_xml(white))


def _set_content_layout(layout: Any) -> None:
    """A bar at the edge beside the title and a thin line above the foot."""
    _add_bar(layout, (Length(0), _HEAD[1], Inches(0.3), _HEAD[3]))
    _add_bar(layout, (MARGIN, Inches(6.8), TEXT_WIDTH, Pt(1)))


def _add_bar(layout: Any, box: Box) -> None:
    """Draw a filled rectangle behind all placeholders; python-pptx draws on slides only."""
    tree = layout.shapes._spTree
    number = 1 + max(int(key) for key in tree.xpath(".//p:cNvPr/@id"))
    left, top, width, height = box
    bar = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="Bar {number}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    tree.insert(2, bar)


def _without_insets(shape: Any) -> None:
    """Let text begin at the edge of its box, so that title, text and tables stand in one line."""
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = 0
