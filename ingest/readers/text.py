"""Plain text -> pages: paragraphs by blank lines, list items by their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from corpus.errors import RefusedFile
from corpus.models import BlockKind
from corpus.texts import formats
from ingest.readers import Reading
from ingest.readers.decoding import decode_text
from ingest.readers.sections import BULLET, RawBlock, build_pages
from ingest.readers.unseen import hidden_characters, hidden_remarks

_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,3}[.)])\s+\S")
_DASH = re.compile(r"^\s*[-*•–]\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Shorter lines are verses, addresses or tables: their line breaks mean something.
_WRAPPED_LINE = 50


def read_text(path: Path) -> Reading:
    """Pages of a text file in UTF-8, UTF-16 with mark, or Windows-1252. Raises RefusedFile for binary or empty ones."""
    text = decode_text(path.read_bytes())
    if is_binary(text):
        raise RefusedFile(formats.BINARY_TEXT.format(name=path.name))
    pages = build_pages(_blocks(text))
    if not pages:
        raise RefusedFile(formats.NO_TEXT.format(name=path.name))
    return Reading(pages, remarks=hidden_remarks(hidden_characters(text)))


def is_binary(text: str) -> bool:
    """Whether decoded bytes are no text: a NUL, or more than one control character in a hundred."""
    return "\0" in text or len(_CONTROL.findall(text)) > len(text) / 100


def _blocks(text: str) -> Iterator[RawBlock]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    for paragraph in re.split(r"\n[^\S\n]*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        starts = _item_starts(lines)
        first = starts[0] if starts else len(lines)
        yield RawBlock(BlockKind.PARAGRAPH, _joined(lines[:first]))
        for start, end in pairwise([*starts, len(lines)]):
            yield RawBlock(BlockKind.LIST_ITEM, _DASH.sub(BULLET, " ".join(lines[start:end])))


def _item_starts(lines: list[str]) -> list[int]:
    """Where list items begin; a dash or a date that only came to stand at a line's beginning begins none."""
    starts = [index for index, line in enumerate(lines) if _ITEM.match(line)]
    if starts and (starts[0] == 0 or lines[starts[0] - 1].rstrip().endswith(":")):
        return starts
    return []


def _joined(lines: list[str]) -> str:
    """Lines that an editor has wrapped become one; others stay apart."""
    wrapped = len(lines) > 1 and all(len(line.strip()) >= _WRAPPED_LINE for line in lines[:-1])
    return (" " if wrapped else "\n").join(lines)
