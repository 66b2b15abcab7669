"""Lines of a page as blocks: paragraphs, list items, headings and tables."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.models import BlockKind
from ingest.readers.pdf_headings import Paragraph, level_of
from ingest.readers.pdf_lines import GLUED_MARK, Item, Line, Table, begins_with_mark, inks
from ingest.readers.sections import BULLET, RawBlock
from ingest.repair import join_lines, tidy

_BULLETS = "•◦▪▫■□●○‣⁃∙·▶►➢➤✓✔❖➔→–—*\\-"
_BULLET = re.compile(rf"(?:[{_BULLETS}\ue000-\uf8ff]|o(?=\s+[A-ZÄÖÜa-zäöüß]{{2}}))\s*")
_DASHES = "-–—*"
"""Signs of list items that a line in the middle of a sentence may begin with as well."""
_MARK = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)|\(\d{1,2}\)\s+")
_MONTH = re.compile(
    r"\d+\.\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Quartal|Halbjahr)"
)
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"“”«»‘’)\]]*\s*\d{0,2}$")


@dataclass(frozen=True, slots=True)
class Headings:
    """How headings are told: by the outline's lines (level, lines) and by style; `body_size` in points."""

    outlined: Mapping[Line, tuple[int, int]]
    levels: Mapping[tuple[float, bool], int]
    body_size: float


def to_blocks(items: Sequence[Item], headings: Headings, known: Container[str]) -> list[RawBlock]:
    """The blocks of one page; `known` is the document's words, for cut words."""
    blocks: list[RawBlock] = []
    for part in in_paragraphs(items, headings.outlined):
        if isinstance(part, Table):
            text = "\n".join(tidy(" | ".join(row)) for row in part.rows)
            blocks.append(RawBlock(BlockKind.TABLE, text, header_rows=part.header_rows))
        else:
            blocks.append(_block(part, headings, known))
    return [block for block in blocks if block.text]


def _block(lines: Paragraph, headings: Headings, known: Container[str]) -> RawBlock:
    outlined = headings.outlined.get(lines[0])
    level = outlined[0] if outlined else 0
    if not level and not is_bullet(lines[0]):
        level = level_of(lines, headings.levels, headings.body_size)
    texts = [line.text for line in lines]
    if level:
        return RawBlock(BlockKind.HEADING, join_lines(texts, known), level)
    if is_bullet(lines[0]):
        texts[0] = _BULLET.sub("", texts[0], count=1)
        text = join_lines(texts, known)
        return RawBlock(BlockKind.LIST_ITEM, BULLET + text if text else "")
    if begins_with_mark(lines[0]):
        texts[0] = GLUED_MARK.sub(r"\1 ", texts[0], count=1)
    text = join_lines(texts, known)
    kind = BlockKind.LIST_ITEM if _MARK.match(text) and not _MONTH.match(text) else BlockKind.PARAGRAPH
    return RawBlock(kind, text)


def is_bullet(line: Line) -> bool:
    """Whether a line begins with the sign of a list item; a lone sign counts, for its text may follow below."""
    match = _BULLET.match(line.text)
    if match is None:
        return False
    sign = line.words[0].text
    if sign == "o":
        return line.words[0].mono and len(line.words) > 1
    return len(sign) == 1 or sign[0] not in "-–—*→·"


def in_paragraphs(items: Iterable[Item], outlined: Mapping[Line, tuple[int, int]]) -> list[Paragraph | Table]:
    """Lines put together to paragraphs, in order; tables between them."""
    items = list(items)
    leading = _leading([item for item in items if isinstance(item, Line)])
    parts: list[Paragraph | Table] = []
    heading_lines = 0
    for item in items:
        last = parts[-1] if parts else None
        if isinstance(item, Table):
            parts.append(item)
        elif item in outlined:
            parts.append([item])
            heading_lines = outlined[item][1] - 1
        elif heading_lines > 0 and isinstance(last, list):
            last.append(item)
            heading_lines -= 1
        elif not isinstance(last, list) or last[0] in outlined or _begins(item, last, leading):
            parts.append([item])
        else:
            last.append(item)
    return parts


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of base lines in ems."""
    steps = []
    for upper, lower in pairwise(lines):
        step = (lower.baseline - upper.baseline) / lower.size
        if abs(lower.size - upper.size) < 0.1 * lower.size and 0.9 < step < 2.2:
            steps.append(step)
    steps.sort()
    return steps[len(steps) // 4] if steps else 1.2


def _begins(line: Line, paragraph: Paragraph, leading: float) -> bool:
    """Whether a line begins a new paragraph."""
    last = paragraph[-1]
    if (is_bullet(line) and line.text[0] not in _DASHES) or begins_with_mark(line):
        return True
    if max(line.size, last.size) > 1.08 * min(line.size, last.size):
        return True
    goes_on = not _ENDS_SENTENCE.search(last.text) and line.text[0].islower()
    step = line.baseline - last.baseline
    if line.column != last.column and (step <= 0 or step > 3 * line.size):
        return not goes_on
    if step <= 0 or step > leading * line.size * 1.22 + 0.5:
        return True
    roomy = last.right + 0.3 * line.size + (line.words[0].right - line.words[0].left) < line.column[1] - line.size
    if (line.bold != last.bold or line.mono != last.mono) and (roomy or not goes_on):
        return True
    ends = bool(_ENDS_SENTENCE.search(last.text))
    if _MARK.match(line.text) and not _MONTH.match(line.text) and (roomy or ends):
        return True
    if is_bullet(line) and (roomy or ends or (is_bullet(paragraph[0]) and abs(line.left - paragraph[0].left) < 2)):
        return True
    if _is_aligned(line, last):
        return True
    if ends and line.left > last.left + 0.7 * line.size and len(paragraph) > 1:
        return True
    return ends and roomy and not line.text[0].islower()


def _is_aligned(line: Line, last: Line) -> bool:
    """Whether both lines have white at the same place, as labels with values or rows without rules have."""
    starts = [left for left, _, _ in inks(line)[1:]]
    return any(abs(left - other) < 2 for left, _, _ in inks(last)[1:] for other in starts)
