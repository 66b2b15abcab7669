"""The numbers that Word prints before headings and list items, which its text does not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

from ingest.readers.docx_styles import value, whole
from ingest.readers.sections import BULLET

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str


class Numbering:
    """Counts along with a document: call `label` once for each numbered paragraph, in order."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        if root is not None:
            self._read(root)

    def _read(self, root: _Element) -> None:
        abstract = {element.get(qn("w:abstractNumId"), ""): element for element in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            number_id = number.get(qn("w:numId"), "")
            abstract_id = value(number.find(qn("w:abstractNumId"))) or ""
            overrides = number.findall(qn("w:lvlOverride"))
            # A list that starts anew counts for itself, all others of one kind count together.
            restarts = any(override.find(qn("w:startOverride")) is not None for override in overrides)
            self._lists[number_id] = f"num {number_id}" if restarts else abstract_id
            if abstract_id in abstract:
                self._read_levels(number_id, abstract[abstract_id])
            for override in overrides:
                self._read_levels(number_id, override)

    def _read_levels(self, number_id: str, parent: _Element) -> None:
        for element in parent.findall(qn("w:lvl")):
            level = whole(element.get(qn("w:ilvl")))
            start = element.find(qn("w:start"))
            self._levels[number_id, level] = _Level(
                start=whole(value(start)) if start is not None else 1,
                form=value(element.find(qn("w:numFmt"))) or "decimal",
                pattern=value(element.find(qn("w:lvlText"))) or "",
            )

    def label(self, number_id: str, level: int) -> str:
        """The mark of the next paragraph of a list, with a space behind it; '' where nothing is printed."""
        spec = self._levels.get((number_id, level))
        if spec is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts[self._lists[number_id]]
        before = counts[level]
        counts[level] = spec.start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if spec.form == "bullet":
            return BULLET
        if spec.form == "none" and "%" not in spec.pattern:
            return f"{spec.pattern} ".lstrip()

        def shown(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            other = self._levels.get((number_id, place), spec)
            count = counts[place]
            return formatted(other.start if count is None else count, other.form)

        text = re.sub(r"%(\d)", shown, spec.pattern).strip()
        return f"{text} " if text else ""


def formatted(count: int, form: str) -> str:
    """The number as Word names its form: 'lowerLetter', 'upperRoman', 'decimalZero', 'none', else decimal."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form == "none":
        return ""
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for size, sign in _ROMAN + _SMALL_ROMAN:
        while count >= size:
            text += sign
            count -= size
    return text
