"""HTML -> pages: the main content of a page, without what surrounds it and without what nobody can see."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from corpus.errors import RefusedFile
from corpus.texts import formats
from ingest.readers import Reading
from ingest.readers.decoding import decode_text
from ingest.readers.html_blocks import blocks_of
from ingest.readers.html_content import content_of
from ingest.readers.sections import build_pages, clean_text
from ingest.readers.unseen import hidden_characters, hidden_remarks

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""")
_PROLOGUE = 4096


def read_html(path: Path) -> Reading:
    """Pages of an HTML file; text that nobody can see is left out and reported. Raises RefusedFile without text."""
    raw = path.read_bytes()
    declared = _DECLARED.search(raw[:_PROLOGUE])
    tree = LexborHTMLParser(decode_text(raw, declared.group(1).decode("ascii") if declared else None))
    content = content_of(tree)
    pages = build_pages(blocks_of(content.root, content.dropped))
    if not pages:
        raise RefusedFile(formats.NO_TEXT.format(name=path.name))
    title = tree.css_first("head > title")
    remarks = hidden_remarks([*content.hidden, *hidden_characters(content.root.text())])
    return Reading(pages, _one_line(title.text()) if title is not None else None, remarks)


def _one_line(text: str) -> str | None:
    return clean_text(text).replace("\n", " ") or None
