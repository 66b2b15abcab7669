"""How much room text takes on a slide, estimated from its length, and the largest size at which it fits."""

import math
from collections.abc import Sequence
from itertools import chain

from corpus.examples.source import Inline, ItemList, Paragraph, Table

Text = Paragraph | ItemList

# Points. Below the last of each, nobody in the room can read it.
_TEXT_SIZES = (24, 22, 20, 18, 16, 14)
_TABLE_SIZES = (18, 16, 14, 13, 12, 11)
_LINE = 1.2
# Of a size: width of a letter of Arial in German words, plain and bold.
_LETTER, _BOLD_LETTER = 0.53, 0.58
# A line is narrower than its letters by its spaces; further lines need the rest again, for they end early.
_ONE_LINE = 0.91
SPACE_BEFORE = 0.75
_LONGEST_TITLE = 50
_CELL_MARGINS = 15.0
_CELL_PADDING = 9.0
CAPTION = 30.0


def text_size(texts: Sequence[Text], width: float, height: float) -> int:
    """The largest size for texts in a box of `width` by `height`, all in points; ValueError where none is."""
    for size in _TEXT_SIZES:
        if text_height(texts, size, width) <= height:
            return size
    raise ValueError(f"a slide holds too much text: {_plain(lines_of(texts)[0])[:60]}")


def title_size(title: Inline, sizes: tuple[int, int]) -> int:
    """The larger of two sizes in points for a title of one line, the smaller for a longer one."""
    return sizes[len(_plain(title)) > _LONGEST_TITLE]


def text_height(texts: Sequence[Text], size: int, width: float) -> float:
    """Height of texts in points."""
    lines = [_lines(text, size, width - 1.3 * size) for text in lines_of(texts)]
    return size * (_LINE * sum(lines) + SPACE_BEFORE * len(lines))


def lines_of(texts: Sequence[Text]) -> list[Inline]:
    """Paragraphs and items one after the other."""
    return list(chain.from_iterable(text.items if isinstance(text, ItemList) else [text.text] for text in texts))


def table_size(table: Table, texts: Sequence[Text], width: float, height: float) -> int:
    """The largest size for a table of `width` with its caption and `texts` two points larger; ValueError: none."""
    for size in _TABLE_SIZES:
        rest = text_height(texts, size + 2, width) if texts else 0
        if _words_fit(table, size, width) and sum(row_heights(table, size, width)) + CAPTION + rest <= height:
            return size
    raise ValueError(f"a table is too large for a slide: {_plain(table.caption)}")


def row_heights(table: Table, size: int, width: float) -> list[float]:
    """Height of each row, head first, in points."""
    rooms = _rooms(table, width)
    lines = [
        max(_lines(cell, size, room, bold=row is table.header) for cell, room in zip(row, rooms, strict=True))
        for row in (table.header, *table.rows)
    ]
    return [size * _LINE * count + _CELL_PADDING for count in lines]


def _words_fit(table: Table, size: int, width: float) -> bool:
    """Whether no word is wider than its column, for slides do not hyphenate."""
    return all(
        len(part) * size * (_BOLD_LETTER if row is table.header else _LETTER) <= room
        for row in (table.header, *table.rows)
        for cell, room in zip(row, _rooms(table, width), strict=True)
        for word in _plain(cell).split()
        for part in word.replace("-", "- ").split()
    )


def _rooms(table: Table, width: float) -> list[float]:
    return [width * share / sum(table.widths) - _CELL_MARGINS for share in table.widths]


def _lines(text: Inline, size: int, width: float, *, bold: bool = False) -> int:
    length = len(_plain(text)) * size * (_BOLD_LETTER if bold else _LETTER)
    return 1 if length * _ONE_LINE <= width else max(2, math.ceil(length / width))


def _plain(text: Inline) -> str:
    return "".join(span.text for span in text)
