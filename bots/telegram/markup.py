"""Pieces of Telegram's HTML: what is written in documents and by people goes through `escaped`, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from corpus.texts import telegram as texts

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BREAKS = re.compile(r"[ \t-\r\x85\u2028\u2029]+")
NO_BREAK = "\N{NO-BREAK SPACE}"


def escaped(text: str) -> str:
    """Text in one line, as it is to be read."""
    return escape(in_one_line(text), quote=False)


def in_one_line(text: str) -> str:
    """Text with one blank for each break between words; what must not break does not."""
    return BREAKS.sub(" ", text).strip()


def bold(text: str) -> str:
    """Text that stands out."""
    return f"<b>{escaped(text)}</b>"


def italic(text: str) -> str:
    """Text that steps back."""
    return f"<i>{escaped(text)}</i>"


def superscript(number: int) -> str:
    """The mark of a citation, as in '¹²' for 12."""
    return str(number).translate(SUPERSCRIPTS)


def superscripts(numbers: Iterable[int]) -> str:
    """Several marks: apart, for '¹²' is twelve."""
    return NO_BREAK.join(map(superscript, numbers))


def shortened(text: str, most: int) -> str:
    """Text in one line of at most `most` UTF-16 units, which is how Telegram counts; ends at a word."""
    line = in_one_line(text)
    if units(line) <= most:
        return line
    room = most - units(texts.CUT)
    while units(line) > room:
        line = line[: min(room, len(line) - 1)]
    whole_words = line.rpartition(" ")[0]
    return (whole_words if len(whole_words) > len(line) // 2 else line).rstrip(" ,;:–-") + texts.CUT


def abridged(text: str, most: int) -> str:
    """As `shortened`, but what is left out is in the middle: questions of one kind differ at their end."""
    line = in_one_line(text)
    if units(line) <= most:
        return line
    start = shortened(line, most // 3)
    room = most - units(start) - 1
    end = line[-room:]
    while units(end) > room:
        end = end[1:]
    return f"{start} {end.partition(' ')[2] or end}"


def units(text: str) -> int:
    """How long Telegram finds a text: in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)
