"""What a Word file's styles say that a reader needs: heading levels, list membership, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

_DEEPEST = 6
_HEADING_NAME = re.compile(r"(?:heading|überschrift|berschrift)\s*(\d)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|verzeichnis)\s*\d$|toc heading$|table of figures$|index \d$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it inherits; `level` is 0 for text, `number` is (numId, level of the list) or None."""

    level: int = 0
    number: tuple[str, int] | None = None
    hidden: bool = False
    is_contents: bool = False
    is_title: bool = False


def read_styles(root: _Element) -> dict[str, Style]:
    """All styles of the styles part by their id."""
    raw = {element.get(qn("w:styleId"), ""): element for element in root.iter(qn("w:style"))}
    return {style_id: _resolved(style_id, raw) for style_id in raw}


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
    return Style(
        level=level,
        number=(number_id, whole(item_level)) if number_id else None,
        hidden=any(is_on(element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")) for element in chain),
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


def value(element: _Element | None) -> str | None:
    """The w:val of an element that may be missing."""
    return element.get(qn("w:val")) if element is not None else None


def whole(text: str | None) -> int:
    """A count as Word writes it; 0 where it is missing or damaged."""
    return int(text) if text is not None and text.isdecimal() else 0


def is_on(element: _Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and element.get(qn("w:val"), "true") not in ("0", "false", "off")
