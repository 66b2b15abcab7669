"""The same text in two documents is one find: of near-duplicate passages only the best ranked one stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.retrieval.models import Ranked

COMPARED = 30  # nobody reads further down
ALIKE = 0.9  # shared words of all words of both
# Nearly equal texts are nearly as long and as near to the question: only such pairs are compared word by word.
CLOSE, AS_LONG = 0.01, 0.8

_WORD = re.compile(r"\w+")


def without_near_duplicates(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The ranking without passages whose words and numbers nearly all stand in a better ranked one."""

    @cache
    def words(index: int) -> frozenset[str]:
        return frozenset(_WORD.findall(ranked[index].stored.passage.text.casefold()))

    kept: list[int] = []
    for index, candidate in enumerate(ranked[:COMPARED]):
        alike = (other for other in kept if _may_be_alike(ranked[other], candidate))
        if not any(_nearly_equal(words(other), words(index)) for other in alike):
            kept.append(index)
    return [ranked[index] for index in kept] + list(ranked[COMPARED:])


def _may_be_alike(one: Ranked, other: Ranked) -> bool:
    shorter, longer = sorted((len(one.stored.passage.text), len(other.stored.passage.text)))
    return shorter >= AS_LONG * longer and abs(one.cosine - other.cosine) < CLOSE


def _nearly_equal(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two forms that differ in a number ('Phase 1', 'Phase 2'; another year's figures) are two finds."""
    shared, either = one & other, one | other
    differing = one ^ other
    return len(shared) >= ALIKE * len(either) and not any(any(map(str.isdigit, word)) for word in differing)
