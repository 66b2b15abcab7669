"""What a passage is about beyond its own words: the text that is embedded for it."""

from __future__ import annotations

from corpus.models import Passage

CONTEXT = "context-2"
"""Names what stands above a passage where it is searched: another way to write it asks for another index."""

LONGEST_NAME = 120


def passage_context(name: str, passage: Passage) -> str:
    """Document name, headings, table header and text, a line each; the name cut lest it crowd out the text."""
    headings = " › ".join(heading for heading in passage.headings if not name.endswith(heading))
    return "\n".join(part for part in (name[:LONGEST_NAME], headings, header_outside(passage), passage.text) if part)


def header_outside(passage: Passage) -> str:
    """The table header that the passage's own text does not hold, or ''."""
    return "" if passage.table_header in passage.text else passage.table_header
