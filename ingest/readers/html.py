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
from ingest.readers.html_content import Content, content_of
from ingest.readers.sections import build_pages, clean_text

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""")
_PROLOGUE = 4096
_SAMPLE = 60


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
    return Reading(pages, _one_line(title.text()) if title is not None else None, hidden_text_remarks(content))


def hidden_text_remarks(content: Content) -> tuple[str, ...]:
    """What to tell the editor about text that nobody can see; nothing where there was none."""
    if not content.hidden:
        return ()
    first = _one_line(content.hidden[0]) or ""
    sample = first if len(first) <= _SAMPLE else first[:_SAMPLE].rstrip() + " …"
    if len(content.hidden) == 1:
        return (formats.HIDDEN_TEXT_DROPPED_ONCE.format(sample=sample),)
    return (formats.HIDDEN_TEXT_DROPPED.format(count=len(content.hidden), sample=sample),)


def _one_line(text: str) -> str | None:
    return clean_text(text).replace("\n", " ") or None
