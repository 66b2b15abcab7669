"""Headings of a PDF: from its outline where it has one, else from size and weight of the type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.readers.pdf_lines import Item, Line
from ingest.readers.pdf_outline import Entry

_MOST_LINES = 4
_CHAPTER = re.compile(r"(?:kapitel|chapter|teil|anhang|anlage|appendix|abschnitt)?(?:[a-z]?\d+|[a-z]|[ivxlc]+)?")
_NO_LETTER = re.compile(r"[\W_]+")
_LARGER = 1.12
_LONGEST = 160
_DEEPEST = 6

Paragraph = list[Line]


def outlined_lines(
    pages: Sequence[Sequence[Item]], outline: Iterable[Entry], heights: Sequence[float]
) -> dict[Line, tuple[int, int]]:
    """For the first line of each heading that the outline names: its level and its number of lines."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in outline:
        if 0 <= entry.page < len(pages) and letters(entry.title):
            entries[entry.page].append(entry)
    found: dict[Line, tuple[int, int]] = {}
    for number, wanted in entries.items():
        lines = [item for item in pages[number] if isinstance(item, Line)]
        told = [letters(line.text) for line in lines]
        taken: set[int] = set()
        for entry in wanted:
            spot = _best_match(lines, told, entry, heights[number], taken)
            if spot is not None:
                start, length = spot
                taken.update(range(start, start + length))
                found[lines[start]] = (entry.level, length)
    return found


def letters(text: str) -> str:
    """Letters and digits alone, lower case: what outline and page agree on."""
    return _NO_LETTER.sub("", text.casefold())


def _best_match(
    lines: Sequence[Line], told: Sequence[str], entry: Entry, height: float, taken: set[int]
) -> tuple[int, int] | None:
    title = letters(entry.title)
    target = height - entry.top if entry.top is not None else 0.0
    best: tuple[float, int, int] | None = None
    for start, line in enumerate(lines):
        if start in taken:
            continue
        text = ""
        for length in range(1, min(_MOST_LINES, len(lines) - start) + 1):
            text += told[start + length - 1]
            if len(text) > len(title) + 20:
                break
            if text.endswith(title) and _CHAPTER.fullmatch(text[: len(text) - len(title)]):
                distance = abs(line.top - target)
                if best is None or distance < best[0] - 1:
                    best = (distance, start, length)
                break
    return (best[1], best[2]) if best is not None else None


def typographic_levels(paragraphs: Iterable[Paragraph], body_size: float) -> dict[tuple[float, bool], int]:
    """The level of each style that headings are printed in, the largest first."""
    styles = {_style(lines) for lines in paragraphs if looks_like_heading(lines, body_size)}
    ordered = sorted(styles, key=lambda style: (-style[0], not style[1]))
    return {style: min(rank, _DEEPEST) for rank, style in enumerate(ordered, start=1)}


def level_of(lines: Paragraph, levels: Mapping[tuple[float, bool], int], body_size: float) -> int:
    """The heading level of a paragraph by its type, 0 for text."""
    return levels.get(_style(lines), 0) if looks_like_heading(lines, body_size) else 0


def looks_like_heading(lines: Paragraph, body_size: float) -> bool:
    """Whether a paragraph is short, larger or bolder than the body, and no sentence."""
    text = " ".join(line.text for line in lines)
    if len(lines) > 3 or len(text) > _LONGEST or text[-1] in ".,;:" or any(line.mono for line in lines):
        return False
    if sum(letter.isalpha() for letter in text) < 3:
        return False
    size = min(line.size for line in lines)
    return size >= _LARGER * body_size or (all(line.bold for line in lines) and size >= 0.97 * body_size)


def _style(lines: Paragraph) -> tuple[float, bool]:
    return round(lines[0].size * 2) / 2, lines[0].bold
