"""Remarks on pages: how many of how many, and which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby


def about_pages(numbers: Sequence[int], count: int, one: str, several: str, **values: str) -> tuple[str, ...]:
    """The sentence on some of a file's `count` pages, `one` for a single page; none where there are no pages."""
    if not numbers:
        return ()
    sentence = one if len(numbers) == 1 else several
    return (sentence.format(count=len(numbers), all=count, pages=_spans(numbers), **values),)


def _spans(numbers: Sequence[int]) -> str:
    """Ascending page numbers as people write them, neighbours drawn together: '3, 5–7'."""
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        runs.append(str(members[0]) if len(members) == 1 else f"{members[0]}–{members[-1]}")
    return ", ".join(runs)
