"""What a Word file's styles say that a reader needs: heading levels, list membership, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

_DEEPEST = 6
_SMALLEST_SHOWN = 4
"""Half points."""
_PALEST = 239
"""What is lighter in every channel cannot be told from white paper."""
_HEX = re.compile("[0-9A-Fa-f]{6}")
_HEADING_NAME = re.compile(r"(?:heading|überschrift|berschrift)\s*(\d)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|verzeichnis)\s*\d$|toc heading$|table of figures$|index \d$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it inherits; `level` is 0 for text, `number` is (numId, level of the list) or None.

    `pale` and `tiny` are None where the style says nothing of colour and size; `shaded` tells of a background, also of
    one that a table's style gives to some of its cells.
    """

    level: int = 0
    number: tuple[str, int] | None = None
    hidden: bool = False
    pale: bool | None = None
    tiny: bool | None = None
    shaded: bool = False
    is_contents: bool = False
    is_title: bool = False


def read_styles(root: _Element) -> dict[str, Style]:
    """All styles of the styles part by their id."""
    raw = {element.get(qn("w:styleId"), ""): element for element in root.iter(qn("w:style"))}
    styles = {style_id: _resolved(style_id, raw) for style_id in raw}
    usual = next((key for key, element in raw.items() if _is_usual(element)), "")
    # What paragraphs have that name no style.
    return styles | {"": styles[usual]} if usual else styles


def _is_usual(style: _Element) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")


def _resolved(style_id: str, raw: dict[str, _Element]) -> Style:
    chain: list[_Element] = []
    while style_id in raw and raw[style_id] not in chain:
        chain.append(raw[style_id])
        style_id = value(raw[style_id].find(qn("w:basedOn"))) or ""
    names = [value(element.find(qn("w:name"))) or "" for element in chain]
    levels = (_own_level(element, name) for element, name in zip(chain, names, strict=True))
    level = next((own for own in levels if own is not None), 0)
    number_id = item_level = None
    for element in chain:
        number_id = number_id or value(element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}"))
        item_level = item_level or value(element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}"))
    faces = [element.find(qn("w:rPr")) for element in chain]
    return Style(
        level=level,
        number=(number_id, whole(item_level)) if number_id else None,
        hidden=any(is_on(element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")) for element in chain),
        pale=next((pale for face in faces if (pale := is_pale(face)) is not None), None),
        tiny=next((tiny for face in faces if (tiny := is_tiny(face)) is not None), None),
        shaded=any(is_shaded(shade) for element in chain for shade in element.iter(qn("w:shd"))),
        is_contents=bool(_CONTENTS_NAME.match(names[0])),
        is_title=names[0].casefold() in ("title", "titel"),
    )


def _own_level(element: _Element, name: str) -> int | None:
    """The heading level that a style names itself, None where it leaves that to the style it is based on."""
    outline = value(element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}"))
    if outline is not None:
        return heading_level(outline)
    match = _HEADING_NAME.match(name)
    return min(int(match.group(1)), _DEEPEST) if match else None


def heading_level(outline: str | None) -> int:
    """The heading level of an outline level, which Word counts from 0 and where 9 means text."""
    if outline is None or not outline.isdigit() or int(outline) > 8:
        return 0
    return min(int(outline) + 1, _DEEPEST)


def is_pale(face: _Element | None) -> bool | None:
    """Whether properties of a run set it in white or nearly so; None where they say nothing of colour."""
    colour = face.find(qn("w:color")) if face is not None else None
    if colour is None:
        return None
    theme = colour.get(qn("w:themeColor"))
    if theme is not None:
        return theme in ("background1", "light1") and colour.get(qn("w:themeShade")) is None
    return _is_pale(value(colour) or "")


def is_tiny(face: _Element | None) -> bool | None:
    """Whether properties of a run make it too small to see; None where they say nothing of size."""
    size = value(face.find(qn("w:sz"))) if face is not None else None
    return int(size) < _SMALLEST_SHOWN if size is not None and size.isdigit() else None


def is_shaded(shade: _Element | None) -> bool:
    """Whether a w:shd lays something behind the text that pale letters can be read on."""
    if shade is None:
        return False
    if shade.get(qn("w:themeFill")) not in (None, "background1", "light1"):
        return True
    fill = shade.get(qn("w:fill")) or "auto"
    patterned = value(shade) not in (None, "clear", "nil")
    return patterned or (fill != "auto" and not _is_pale(fill))


def _is_pale(colour: str) -> bool:
    return bool(_HEX.fullmatch(colour)) and min(int(colour[place : place + 2], 16) for place in (0, 2, 4)) > _PALEST


def value(element: _Element | None) -> str | None:
    """The w:val of an element that may be missing."""
    return element.get(qn("w:val")) if element is not None else None


def whole(text: str | None) -> int:
    """A count as Word writes it; 0 where it is missing or damaged."""
    return int(text) if text is not None and text.isdecimal() else 0


def is_on(element: _Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and element.get(qn("w:val"), "true") not in ("0", "false", "off")
