"""Finds the passages for a question: by meaning and by words, fused into one ranking.

Fusion is a convex combination of min-max normalised scores (Bruch, Gai & Ingber, 'An Analysis of Fusion Functions
for Hybrid Retrieval', 2023): it keeps how far apart the scores lie, which rank fusion throws away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from corpus.corpus import Corpus
from corpus.models import Filters, StoredPassage

POOL = 100  # candidates from each side
BY_MEANING = 0.7  # weight of the vectors; the rest is the words'


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its cosine to the question, its BM25 (0 where no word matches) and the fused score, 0 to 1."""

    stored: StoredPassage
    cosine: float
    bm25: float
    score: float


def retrieve(corpus: Corpus, question: str, filters: Filters) -> tuple[Ranked, ...]:
    """Every candidate passage for the question, best first."""
    vector = np.asarray(corpus.embeddings.embed_query(question), np.float32)
    near = {hit.passage.id: hit for hit in corpus.nearest(vector.tolist(), POOL, filters)}
    matching = {hit.passage.id: hit for hit in corpus.matching(question, POOL, filters)}
    cosines = {id: hit.score for id, hit in near.items()}
    # What only the words found has a cosine as well: the catalogue keeps every vector.
    for id, other in corpus.catalogue.vectors(matching.keys() - near.keys()).items():
        cosines[id] = float(np.frombuffer(other, np.float32) @ vector)
    bm25 = {id: matching[id].score if id in matching else 0.0 for id in cosines}
    meaning, words = _normalised(cosines), _normalised(bm25)
    ranked = [
        Ranked(
            stored=(near.get(id) or matching[id]).passage,
            cosine=cosines[id],
            bm25=bm25[id],
            score=BY_MEANING * meaning[id] + (1 - BY_MEANING) * words[id],
        )
        for id in cosines
    ]
    return tuple(sorted(ranked, key=lambda r: (-r.score, r.stored.id)))


def _normalised(scores: Mapping[int, float]) -> dict[int, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {id: (score - low) / (high - low) if high > low else 0.0 for id, score in scores.items()}
