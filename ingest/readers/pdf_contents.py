"""Printed tables of contents: they name every heading twice and answer nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf_lines import Item, Line

_LEADER = re.compile(r"(?:\.\s?|…\s?|·\s?){4,}\s*(\d{1,4}|[ivxlc]{1,6})$")
_NUMBER_AT_END = re.compile(r"\s(\d{1,4}|[ivxlc]{1,6})$")
_TITLE = re.compile(r"inhalt\w*|\w*verzeichnis|contents|table of contents", re.IGNORECASE)
_FEWEST = 3
_UNNUMBERED = 50
"""Pages before the first numbered one that a file may lack."""


def without_contents(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Pages without stretches of lines that lead by dots to page numbers which never go down.

    A price list has leaders, too: its amounts go up and down or have a currency behind them, so it stays.
    """
    return [_without(list(items), len(pages)) for items in pages]


def _without(items: list[Item], page_count: int) -> list[Item]:
    led = [index for index, item in enumerate(items) if isinstance(item, Line) and _LEADER.search(item.text)]
    if len(led) < _FEWEST:
        return items
    numbers = []
    for index in led:
        item = items[index]
        match = _LEADER.search(item.text) if isinstance(item, Line) else None
        if match and match.group(1).isdigit():
            numbers.append(int(match.group(1)))
    goes_down = any(later < earlier for earlier, later in pairwise(numbers))
    if goes_down or max(numbers, default=0) > page_count + _UNNUMBERED:
        return items
    first, last = led[0], led[-1]
    while first > 0 and _is_entry(items[first - 1]):
        first -= 1
    while last + 1 < len(items) and _is_entry(items[last + 1]):
        last += 1
    if first > 0 and _is_title(items[first - 1]):
        first -= 1
    return items[:first] + items[last + 1 :]


def _is_entry(item: Item) -> bool:
    return isinstance(item, Line) and bool(_NUMBER_AT_END.search(item.text)) and len(item.text) < 120


def _is_title(item: Item) -> bool:
    return isinstance(item, Line) and bool(_TITLE.fullmatch(item.text.strip()))
