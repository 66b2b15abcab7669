"""What nobody sees in a file, told to the editor: hidden stretches of text, comments, characters without ink."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.texts import formats
from ingest.repair import tidy

_SAMPLE = 60
_TAGS = "\U000e0020-\U000e007e"
# Letters as tags, which only the flags of parts of a country use properly, and other strings without ink, too long
# to be anything but a message.
_TAGGED = re.compile(f"(?<![\U0001f3f4{_TAGS}])[{_TAGS}]+")
_INKLESS = re.compile("[\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]{8,}")


def hidden_characters(text: str) -> list[str]:
    """What is written in characters without ink: the letters where they can be told, else that there were some."""
    tagged = ["".join(chr(ord(tag) & 0x7F) for tag in run) for run in _TAGGED.findall(text)]
    return tagged + [formats.INKLESS_CHARACTERS.format(count=len(run)) for run in _INKLESS.findall(text)]


def hidden_remarks(texts: Sequence[str]) -> tuple[str, ...]:
    """What to say about text that nobody can see; nothing where there was none."""
    return _remarks(texts, formats.HIDDEN_TEXT_DROPPED_ONCE, formats.HIDDEN_TEXT_DROPPED)


def comment_remarks(texts: Sequence[str]) -> tuple[str, ...]:
    """What to say about comments and deleted text; nothing where there was none."""
    return _remarks(texts, formats.COMMENT_DROPPED, formats.COMMENTS_DROPPED)


def _remarks(texts: Sequence[str], once: str, several: str) -> tuple[str, ...]:
    told = [line for line in (tidy(text) for text in texts) if line]
    if not told:
        return ()
    sample = told[0] if len(told[0]) <= _SAMPLE else told[0][:_SAMPLE].rstrip() + " …"
    return ((once if len(told) == 1 else several).format(count=len(told), sample=sample),)
