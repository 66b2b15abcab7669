"""Page numbers as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby


def spans(numbers: Sequence[int]) -> str:
    """Ascending page numbers, neighbours drawn together: '3, 5–7'."""
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        runs.append(str(members[0]) if len(members) == 1 else f"{members[0]}–{members[-1]}")
    return ", ".join(runs)
