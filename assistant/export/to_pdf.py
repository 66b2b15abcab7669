"""An export as PDF: tagged for screen readers (PDF/UA-1), fit for archives (PDF/A-2a), in the fonts of typst alone."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any, Literal

import typst

from assistant.export.content import day_text
from assistant.export.models import Content
from corpus.texts import export as texts

Standard = Literal["ua-1", "a-2a"]
STANDARDS: tuple[Standard, ...] = ("ua-1", "a-2a")
# What Libertinus Serif, and the fonts that typst falls back on, have in regular, bold and italic.
SHOWN = (
    "\x20-\x7e\xa0-\u0484\u0487-\u04ff\u0531-\u05f4\u1e00-\u2040\u2044-\u2052\u2054-\u20bf\u2100-\u211e\u2122"
    "\u2126-\u2151\u2153-\u2184\u2190-\u23ff\u2460-\u2606\u2609-\u262f\u2690-\u269c\u2701-\u2704\u270c-\u2714"
    "\u2717-\u2726\u272a-\u274b\u2758-\u275e\u2761-\u277f\u2798-\u27af\u27b1-\u2bff\ufb00-\ufb4f\ufffd"
)
_NOT_SHOWN = re.compile(f"[^{SHOWN}]")
_REPLACEMENT = "\ufffd"


def pdf(content: Content) -> bytes:
    """The whole file; characters that its fonts lack are replaced, which the file then says."""
    data = asdict(content)
    shown = _shown(data)
    if shown != data:
        shown["cautions"] = [*shown["cautions"], texts.UNSHOWN]
    given = json.dumps({**shown, "day": None, "words": _words(content)}, ensure_ascii=False)
    try:
        return _compiled(content, given, STANDARDS)
    except typst.TypstError:
        # Marks may be piled on a letter in a way that no font has; a file with a gap is better than none.
        return _compiled(content, given, ())


def _compiled(content: Content, data: str, standards: tuple[Standard, ...]) -> bytes:
    layout = files(__package__).joinpath("layout.typ").read_bytes()
    return typst.compile(
        layout,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=list(standards),
        timestamp=datetime.combine(content.day, time(), UTC),
    )


def _shown(value: Any) -> Any:
    """The same value with every character replaced that could not be shown."""
    match value:
        case str():
            known = _NOT_SHOWN.sub(_REPLACEMENT, value)
            return "".join(_REPLACEMENT if unicodedata.category(c) == "Cn" else c for c in known)
        case dict():
            return {key: _shown(inner) for key, inner in value.items()}
        case list() | tuple():
            return type(value)(map(_shown, value))
        case _:
            return value


def _words(content: Content) -> dict[str, Any]:
    """The texts of the layout itself."""
    return {
        "product": texts.PRODUCT,
        "made": texts.MADE.format(day=day_text(content.day)),
        "footer": texts.FOOTER_PAGE,
        "facts": texts.FACTS,
        "basis": texts.BASIS,
        "sources": texts.SOURCES,
        "notice": texts.NOTICE,
        "cited": texts.CITED,
        "columns": texts.COLUMNS,
        "cautions": texts.CAUTIONS,
        "unproven": texts.UNPROVEN,
        "no_evidence": texts.NO_EVIDENCE,
        "no_sources": texts.NO_SOURCES,
        "mark": texts.MARK,
    }
