"""Two kinds of scores become one.

A convex combination of min-max normalised scores (Bruch, Gai & Ingber, 'An Analysis of Fusion Functions for Hybrid
Retrieval', 2023): it keeps how far apart the scores lie, which rank fusion throws away.
"""

from __future__ import annotations

from collections.abc import Mapping


def fused(cosines: Mapping[int, float], bm25: Mapping[int, float], by_meaning: float) -> dict[int, float]:
    """Passage id -> score from 0 to 1, for every id of `cosines`; a passage that `bm25` does not know has 0 there."""
    meaning = _normalised(cosines)
    words = _normalised({id: bm25.get(id, 0.0) for id in cosines})
    return {id: by_meaning * meaning[id] + (1 - by_meaning) * words[id] for id in cosines}


def _normalised(scores: Mapping[int, float]) -> dict[int, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {id: (score - low) / (high - low) if high > low else 0.0 for id, score in scores.items()}
