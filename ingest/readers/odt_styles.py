"""What the styles of an OpenDocument text say that a reader needs: what is hidden, and how lists are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element

from ingest.readers.docx_numbering import formatted
from ingest.readers.sections import BULLET

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
OUTLINE = " outline"
"""Stands for the list style of headings."""
_TINY = 2.0
"""Points."""
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_DEEPEST_CHAIN = 30
_DEEPEST_LEVEL = 10


def qn(name: str) -> str:
    """'text:p' as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def whole(text: str | None, otherwise: int = 0) -> int:
    """A count as the file writes it; `otherwise` where it is missing, damaged or absurd."""
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text, re.ASCII) else otherwise


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    before: str
    after: str
    shown_levels: int
    start: int


class Styles:
    """All styles of a file, those of its content before those of its templates."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._levels: dict[tuple[str, int], _Level] = {}
        for root in roots:
            for style in root.iter(qn("style:style")):
                key = style.get(qn("style:family"), ""), style.get(qn("style:name"), "")
                self._styles.setdefault(key, style)
            for lists in root.iter(qn("text:list-style")):
                self._read_levels(lists.get(qn("style:name"), ""), lists)
            for outline in root.iter(qn("text:outline-style")):
                self._read_levels(OUTLINE, outline)

    def _read_levels(self, name: str, lists: _Element) -> None:
        for level in lists:
            form = level.get(qn("style:num-format"), "")
            is_bullet = level.tag == qn("text:list-level-style-bullet")
            self._levels.setdefault(
                (name, whole(level.get(qn("text:level")), 1)),
                _Level(
                    form="bullet" if is_bullet else _FORMS.get(form, form and "decimal"),
                    before=level.get(qn("style:num-prefix"), ""),
                    after=level.get(qn("style:num-suffix"), ""),
                    shown_levels=whole(level.get(qn("text:display-levels")), 1),
                    start=whole(level.get(qn("text:start-value")), 1),
                ),
            )

    def _chain(self, family: str, name: str) -> Iterable[_Element]:
        for _ in range(_DEEPEST_CHAIN):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(qn("style:parent-style-name"), "")

    def hides(self, family: str, name: str, *, on_ground: bool) -> bool:
        """Whether text in the style cannot be seen: hidden, tiny, or white where no colour may lie behind it."""
        told: dict[str, str] = {}
        for style in self._chain(family, name):
            for properties in style:
                for key in ("text:display", "fo:font-size", "fo:color", "fo:background-color"):
                    if (value := properties.get(qn(key))) is not None:
                        told.setdefault(key, value)
        size = re.fullmatch(r"([\d.]+)pt", told.get("fo:font-size", ""))
        is_white = told.get("fo:color", "").lower() == "#ffffff"
        return (
            told.get("text:display") == "none"
            or (size is not None and size.group(1).count(".") < 2 and float(size.group(1)) <= _TINY)
            or (is_white and not on_ground and told.get("fo:background-color", "transparent") == "transparent")
        )

    def is_title(self, name: str) -> bool:
        """Whether a paragraph style is, or is made from, the one for titles."""
        names = (style.get(qn("style:name"), "") for style in self._chain("paragraph", name))
        return any(known in ("Title", "Titel") for known in (name, *names))

    def label(self, list_style: str, level: int, counts: dict[int, int], *, start: int | None = None) -> str:
        """The mark of the next item with a space behind it; '' where none is printed; `OUTLINE` numbers headings.

        `counts` holds the last number of each level and is kept up to date; `start` begins anew.
        """
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        spec = self._levels.get((list_style, level))
        first = spec.start if spec else 1
        counts[level] = start if start is not None else counts.get(level, first - 1) + 1
        if spec is None and list_style != OUTLINE:
            return BULLET
        if spec is None or not spec.form or level > _DEEPEST_LEVEL:
            return ""
        if spec.form == "bullet":
            return BULLET
        shown = [
            formatted(counts.get(place, 1), other.form)
            for place in range(max(1, level - spec.shown_levels + 1), level + 1)
            if (other := self._levels.get((list_style, place), spec)).form not in ("", "bullet")
        ]
        return f"{spec.before}{'.'.join(shown)}{spec.after}".strip() + " "
