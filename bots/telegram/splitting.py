"""Cuts a long text in Telegram's HTML into messages: between sentences where it can, and never within a tag."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from bots.telegram.markup import units

LONGEST = 4096
PIECE = re.compile(r"<(/?)([a-z]+)[^<>]*>|&(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);|.", re.DOTALL | re.IGNORECASE)
# Where to cut, the best first: between paragraphs, lines, sentences, words.
CUTS = tuple(map(re.compile, (r"\n\n", r"\n", r"(?<=[.!?…:;”“\")\]])\s", r"\s")))
# What one sees as one character may be many; one that never ends is cut all the same.
LONGEST_CLUSTER = 40
JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A tag by its name, or one character as it is written (`raw`) and read (`text`)."""

    raw: str
    text: str = ""
    tag: str = ""
    is_end: bool = False


def messages_of(html: str, longest: int = LONGEST) -> list[str]:
    """The HTML in parts that each close what they open and are read as at most `longest` UTF-16 units.

    Nothing is lost but white space at the ends of a part; what is white space alone is no message at all. `html`
    closes all its tags in turn.
    """
    pieces = list(_pieces(html))
    parts, opened, start = [], list[_Piece](), 0
    while start < len(pieces):
        end = _end(pieces, start, longest)
        part = [*opened, *pieces[start:end]]
        opened = _open_after(part)
        if any(piece.text.strip() for piece in part):
            parts.append("".join(_written(part, opened)))
        start = end
    return parts


def _pieces(html: str) -> Iterator[_Piece]:
    for found in PIECE.finditer(html):
        raw, tag = found[0], found[2]
        yield _Piece(raw, tag=tag, is_end=bool(found[1])) if tag else _Piece(raw, unescape(raw))


def _end(pieces: Sequence[_Piece], start: int, longest: int) -> int:
    """Behind the last piece of the part that begins at `start`."""
    places, size = list[int](), 0
    for place in range(start, len(pieces)):
        if not pieces[place].text:
            continue
        places.append(place)
        size += units(pieces[place].text)
        if size > longest:
            return places[_cut("".join(pieces[at].text for at in places))]
    return len(pieces)


def _cut(text: str) -> int:
    """How much of a text to keep whose last character is too much; at least one character."""
    kept = text[:-1]
    for pattern in CUTS:
        ends = [found.end() for found in pattern.finditer(kept, len(kept) // 2)]
        if ends:
            return ends[-1]
    for at in range(len(kept), max(1, len(kept) - LONGEST_CLUSTER), -1):
        if not _belongs(text, at):
            return at
    return max(1, len(kept))


def _belongs(text: str, at: int) -> bool:
    """Whether the character at this place is part of the one before."""
    char = text[at]
    if unicodedata.category(char).startswith("M") or JOINER in (char, text[at - 1]) or ord(char) in SKIN_TONES:
        return True
    letters = 0
    while letters <= at and ord(text[at - letters]) in FLAG_LETTERS:
        letters += 1
    # Flags are letters in pairs.
    return letters > 0 and letters % 2 == 0


def _open_after(pieces: Sequence[_Piece]) -> list[_Piece]:
    opened = list[_Piece]()
    for piece in pieces:
        if piece.is_end:
            opened.pop()
        elif piece.tag:
            opened.append(piece)
    return opened


def _written(pieces: Sequence[_Piece], opened: Sequence[_Piece]) -> Iterator[str]:
    read = [place for place, piece in enumerate(pieces) if piece.text.strip()]
    for place, piece in enumerate(pieces):
        if piece.tag or read[0] <= place <= read[-1]:
            yield piece.raw
    for piece in reversed(opened):
        yield f"</{piece.tag}>"
