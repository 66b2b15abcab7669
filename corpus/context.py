"""What a passage is about beyond its own words: the text that is embedded for it."""

from __future__ import annotations

from corpus.models import Passage

LONGEST_TITLE = 120


def passage_context(title: str, passage: Passage) -> str:
    """Title, heading path, table header and text, a line each; the title cut so that it never crowds out the text."""
    headings = " › ".join(heading for heading in passage.headings if heading != title)
    return "\n".join(part for part in (title[:LONGEST_TITLE], headings, header_outside(passage), passage.text) if part)


def header_outside(passage: Passage) -> str:
    """The table header that the passage's own text does not hold, or ''."""
    return "" if passage.table_header in passage.text else passage.table_header
