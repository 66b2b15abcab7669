"""The same text in two documents is one find: of near-duplicate passages only the best ranked one stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.models import Ranked

COMPARED = 30  # nobody reads further down
ALIKE = 0.9  # shared words of all words of both
# Nearly equal texts have nearly equal vectors, whatever the model: only such pairs are compared word by word.
NEAR = 0.95

_WORD = re.compile(r"\w+")


def without_near_duplicates(ranked: Sequence[Ranked], vectors: Mapping[int, NDArray[np.float32]]) -> list[Ranked]:
    """The ranking without passages whose words and numbers nearly all stand in a better ranked one.

    `vectors` holds those of the first `COMPARED` passages by id.
    """
    compared = ranked[:COMPARED]
    if not compared:
        return []
    matrix = np.stack([vectors[candidate.stored.id] for candidate in compared])
    near = matrix @ matrix.T >= NEAR

    @cache
    def words(index: int) -> frozenset[str]:
        return frozenset(_WORD.findall(ranked[index].stored.passage.text.casefold()))

    kept: list[int] = []
    for index in range(len(compared)):
        if not any(near[other, index] and _nearly_equal(words(other), words(index)) for other in kept):
            kept.append(index)
    return [ranked[index] for index in kept] + list(ranked[COMPARED:])


def _nearly_equal(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two forms that differ in a number ('Phase 1', 'Phase 2'; another year's figures) are two finds."""
    shared, either = one & other, one | other
    differing = one ^ other
    return len(shared) >= ALIKE * len(either) and not any(any(map(str.isdigit, word)) for word in differing)
