"""Whether a style of CSS hides text from the eye."""

from __future__ import annotations

import re
from collections.abc import Mapping

Colour = tuple[int, int, int]

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_NUMBER = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|ex|ch|%|vw|vh|cm|mm|in|)")
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "%": 0.16,
           "vw": 12.0, "vh": 8.0, "cm": 37.8, "mm": 3.78, "in": 96.0}  # fmt: skip
_SMALLEST_SHOWN = 3.0
_FAR_OUT = -500.0
_FAINTEST = 0.05
_PALEST = 239
"""What is lighter in every channel cannot be told from white paper."""
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_RGB = re.compile(r"rgba?\(\s*(\d+)%?[\s,]+(\d+)%?[\s,]+(\d+)%?(?:[\s,/]+([\d.]+)(%?))?")
_PALE_NAMES = frozenset({"white", "snow", "ivory", "ghostwhite", "floralwhite", "mintcream", "azure", "whitesmoke"})


def declarations(style: str) -> dict[str, str]:
    """The properties of a style in lower case; the last of a kind wins."""
    return {
        name.lower(): value.lower().replace("!important", "").strip() for name, value in _DECLARATION.findall(style)
    }


def hides(style: Mapping[str, str]) -> bool:
    """Whether an element with these properties is not shown, too small, transparent, cut to nothing or far away."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if _number(style, "opacity", 1.0) < _FAINTEST or _is_tiny(style):
        return True
    if re.match(r"rect\(\s*0(?:px)?[\s,]+0(?:px)?[\s,]+0|rect\(\s*1px[\s,]+1px[\s,]+1px", style.get("clip", "")):
        return True
    if re.match(r"inset\((?:50|100)%|circle\(0", style.get("clip-path", "")):
        return True
    is_cut = style.get("overflow", "").startswith(("hidden", "clip"))
    if is_cut and any(_pixels(style.get(name)) == 0 for name in ("height", "max-height", "width", "max-width")):
        return True
    is_placed = style.get("position") in ("absolute", "fixed", "relative")
    far = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")
    return any(
        (length := _pixels(style.get(name))) is not None and length <= _FAR_OUT
        for name in (far if is_placed else far[4:])
    )


def is_pale(style: Mapping[str, str]) -> bool:
    """Whether text in this style is white, nearly white or transparent."""
    value = style.get("color", "")
    if value == "transparent" or value in _PALE_NAMES:
        return True
    found = _RGB.match(value)
    if found:
        share = float(found.group(4) or 1) / (100 if found.group(5) else 1)
        return share < _FAINTEST or min(int(part) for part in found.group(1, 2, 3)) > _PALEST
    digits = _HEX.match(value)
    if not digits:
        return False
    text = digits.group(1)
    whole = "".join(digit * 2 for digit in text) if len(text) < 6 else text
    return whole[6:8] == "00" or min(int(whole[place : place + 2], 16) for place in (0, 2, 4)) > _PALEST


def has_ground(style: Mapping[str, str]) -> bool:
    """Whether an element has a background that pale text can be read on."""
    ground = " ".join(style.get(name, "") for name in ("background", "background-color", "background-image")).strip()
    return (
        bool(ground) and ground not in ("none", "transparent", "inherit", "initial") and not is_pale({"color": ground})
    )


def _is_tiny(style: Mapping[str, str]) -> bool:
    size = _pixels(style.get("font-size"))
    return size is not None and size < _SMALLEST_SHOWN


def _number(style: Mapping[str, str], name: str, otherwise: float) -> float:
    found = _NUMBER.match(style.get(name, ""))
    if not found:
        return otherwise
    return float(found.group(1)) / (100 if found.group(2) == "%" else 1)


def _pixels(value: str | None) -> float | None:
    found = _NUMBER.fullmatch(value or "")
    return float(found.group(1)) * _PIXELS[found.group(2)] if found else None
