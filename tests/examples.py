"""The example documents as their tests look at them: sources, plain text, and the pages of the PDFs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pypdfium2

from corpus.examples.source import Source, read_source

EXAMPLES = Path(__file__).parents[1] / "corpus" / "examples"
SOURCES = sorted((EXAMPLES / "sources").glob("*.md"))
NAMES = [path.stem for path in SOURCES]


def squeezed(text: str) -> str:
    """Letters and digits only, so that hyphenation, spaces and table rules do not matter."""
    return re.sub(r"[\W_]", "", text.lower())


@cache
def source(name: str) -> Source:
    return read_source(EXAMPLES / "sources" / f"{name}.md")


def written(name: str) -> str:
    """The whole source, front matter included."""
    return (EXAMPLES / "sources" / f"{name}.md").read_text(encoding="utf-8")


@cache
def plain(name: str) -> str:
    """The source without emphasis and footnote marks."""
    return re.sub(r"\[\^\w+\]|\*", "", written(name))


@cache
def pages(name: str) -> tuple[str, ...]:
    """The text of each page of a PDF; empty texts for a scan."""
    document = pypdfium2.PdfDocument(EXAMPLES / "documents" / f"{name}.pdf")
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
