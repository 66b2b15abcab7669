"""The same text in two documents is one find: of near-duplicate passages only the best ranked one stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.retrieval.models import Ranked

COMPARED = 50  # nobody reads further down
ALIKE = 0.9  # shared words of all words of both
# Nearly equal texts have nearly equal cosines to the question: only such pairs are worth comparing word by word.
CLOSE = 0.02

_WORD = re.compile(r"\w+")


def without_near_duplicates(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The ranking without passages whose words and numbers nearly all stand in a better ranked one."""

    @cache
    def words(index: int) -> frozenset[str]:
        return frozenset(_WORD.findall(ranked[index].stored.passage.text.casefold()))

    kept: list[int] = []
    for index, candidate in enumerate(ranked[:COMPARED]):
        close = (other for other in kept if abs(ranked[other].cosine - candidate.cosine) < CLOSE)
        if not any(_nearly_equal(words(other), words(index)) for other in close):
            kept.append(index)
    return [ranked[index] for index in kept] + list(ranked[COMPARED:])


def _nearly_equal(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two forms that differ in a number ('Phase 1', 'Phase 2'; another year's figures) are two finds."""
    shared, either = one & other, one | other
    differing = one ^ other
    return len(shared) >= ALIKE * len(either) and not any(any(map(str.isdigit, word)) for word in differing)
