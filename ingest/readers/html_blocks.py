"""A tree of HTML elements -> blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Container

from selectolax.lexbor import LexborNode

from corpus.models import BlockKind
from ingest.readers.sections import BULLET, RawBlock, clean_text
from ingest.repair import RAISED_DIGITS

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_WITHOUT_TEXT = frozenset({
    "script", "style", "noscript", "template", "head", "title", "svg", "canvas", "iframe", "object", "embed",
    "audio", "video", "map", "img", "picture", "input", "select", "textarea", "button", "datalist", "annotation",
    "annotation-xml",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "main", "menu", "nav",
    "p", "pre", "search", "section", "summary", "caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
_SPACE = re.compile(r"\s+")


def blocks_of(root: LexborNode, dropped: Container[int] = frozenset()) -> list[RawBlock]:
    """Headings, paragraphs, list items and tables below `root`, without the elements whose `mem_id` is in `dropped`.

    Walks without recursion, since a file may nest elements as deep as it likes.
    """
    writer = _Writer(dropped)
    parents: list[LexborNode] = []
    node = root.child
    while node is not None:
        inside = node.mem_id not in dropped and writer.enter(node)
        if inside and node.child is not None:
            parents.append(node)
            node = node.child
            continue
        if inside:
            writer.leave(node)
        while node.next is None and parents:
            node = parents.pop()
            writer.leave(node)
        node = node.next
    writer.flush()
    return writer.blocks


class _Writer:
    """Gathers running text and closes a block at every element that starts a line of its own."""

    def __init__(self, dropped: Container[int]) -> None:
        self.blocks: list[RawBlock] = []
        self._dropped = dropped
        self._text: list[str] = []
        self._level = 0
        self._counters: list[int | None] = []
        self._items = 0
        self._mark = ""
        self._preformatted = 0
        self._raised = 0

    def enter(self, node: LexborNode) -> bool:
        """Take in what stands at the element's start; whether its children are to be walked."""
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if self._raised:
                text = text.translate(RAISED_DIGITS)
            self._text.append(text if self._preformatted else _SPACE.sub(" ", text))
            return False
        if tag.startswith(("-", "!")) or tag in _WITHOUT_TEXT:
            return False
        if tag == "br":
            self._text.append("\n")
            return False
        if tag in _BLOCKS or tag in _HEADINGS or tag in ("ul", "ol", "li"):
            self.flush()
        if tag == "table" and (table := _data_table(node, self._dropped)):
            self.blocks += table
            return False
        self._preformatted += tag == "pre"
        self._raised += tag == "sup"
        self._level = _HEADINGS.get(tag, self._level)
        if tag in ("ul", "ol"):
            self._counters.append(_number(node.attributes.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            self._items += 1
            self._mark = self._next_mark(node)
        return True

    def leave(self, node: LexborNode) -> None:
        """Close what the element has opened."""
        tag = node.tag or ""
        if tag in _BLOCKS or tag in _HEADINGS or tag in ("ul", "ol", "li"):
            self.flush()
        self._preformatted -= tag == "pre"
        self._raised -= tag == "sup"
        if tag in _HEADINGS:
            self._level = 0
        elif tag in ("ul", "ol"):
            self._counters.pop()
        elif tag == "li":
            self._items -= 1
            self._mark = ""

    def flush(self) -> None:
        """Turn the text gathered so far into a block."""
        text = clean_text("".join(self._text))
        self._text.clear()
        if not text:
            return
        if self._level:
            self.blocks.append(RawBlock(BlockKind.HEADING, text.replace("\n", " "), level=self._level))
        elif self._items:
            self.blocks.append(RawBlock(BlockKind.LIST_ITEM, self._mark + text))
            self._mark = ""
        else:
            self.blocks.append(RawBlock(BlockKind.PARAGRAPH, text))

    def _next_mark(self, item: LexborNode) -> str:
        if not self._counters or self._counters[-1] is None:
            return BULLET
        number = _number(item.attributes.get("value"), self._counters[-1])
        self._counters[-1] = number + 1
        return f"{number}. "


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value, re.ASCII) else otherwise


def _data_table(table: LexborNode, dropped: Container[int]) -> list[RawBlock]:
    """The table's caption and rows, or nothing where a table only arranges the page."""
    if table.attributes.get("role") in ("presentation", "none") or table.css_first("td table, th table, h1, h2, h3"):
        return []
    lines: list[str] = []
    header_rows = 0
    columns = 0
    carried: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        cells = [] if row.mem_id in dropped else [cell for cell in row.iter() if cell.tag in ("td", "th")]
        texts = _row_texts([cell for cell in cells if cell.mem_id not in dropped], carried, dropped)
        if not any(texts):
            continue
        names_columns = bool(cells) and (all(cell.tag == "th" for cell in cells) or _parent_tag(row) == "thead")
        header_rows += names_columns and header_rows == len(lines)
        columns = max(columns, len(texts))
        lines.append(" | ".join(texts))
    if columns < 2 or len(lines) < 2 - bool(header_rows):
        return []
    caption = table.css_first("caption")
    above = blocks_of(caption, dropped) if caption is not None else []
    return [*above, RawBlock(BlockKind.TABLE, "\n".join(lines), header_rows=header_rows)]


def _row_texts(cells: list[LexborNode], carried: dict[int, tuple[int, str]], dropped: Container[int]) -> list[str]:
    """One text a cell; what spans several rows is said again in each, so that a row can stand alone.

    `carried` maps a column to the rows still to fill and their text; it is kept from row to row.
    """
    texts: list[str] = []
    waiting = list(cells)
    while waiting or len(texts) in carried:
        column = len(texts)
        if column in carried:
            rows, text = carried.pop(column)
        else:
            cell = waiting.pop(0)
            text = " ".join(block.text for block in blocks_of(cell, dropped))
            text = text.replace("\n", " ").replace("|", "¦")
            rows = _number(cell.attributes.get("rowspan"), 1)
        texts.append(text)
        if rows > 1:
            carried[column] = (rows - 1, text)
    return texts


def _parent_tag(node: LexborNode) -> str | None:
    return node.parent.tag if node.parent is not None else None
