"""BM25 over all passages at once: an array of scores with one element a passage id, counted from the lowest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import log1p

import numpy as np
from numpy.typing import NDArray

from corpus.postings import Entries

# Robertson & Zaragoza 2009; what Lucene, SQLite's FTS5 and the literature settled on.
K1, B = 1.2, 0.75


def idf(passages: int, holding: int) -> float:
    """The idf of a term, as Lucene has it: never negative, and 0.29 even for a term that stands in three of four."""
    return log1p((passages - holding + 0.5) / (holding + 0.5))


class Scores:
    """What each term of a question gives each passage that holds it."""

    def __init__(self, every: Entries, entries: Mapping[str, Entries], weights: Mapping[str, float]) -> None:
        """`every` holds all passages; a term without a weight of its own weighs 1."""
        self.first = int(every.ids.min())
        self.span = int(every.ids.max()) - self.first + 1
        mean_length = every.lengths.mean()
        self._given: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        for term, held in entries.items():
            lengths = 1 - B + B * held.lengths / mean_length
            saturated = held.frequencies * (K1 + 1) / (held.frequencies + K1 * lengths)
            rare = idf(len(every.ids), len(held.ids))
            self._given[term] = held.ids - self.first, weights.get(term, 1.0) * rare * saturated

    def sum(self, terms: Iterable[str]) -> NDArray[np.float64]:
        """What the terms give together."""
        given = [self._given[term] for term in terms if term in self._given]
        if not given:
            return np.zeros(self.span)
        ids, scores = (np.concatenate(parts) for parts in zip(*given, strict=True))
        return np.bincount(ids, scores, minlength=self.span).astype(np.float64, copy=False)

    def holding(self, terms: Collection[str]) -> NDArray[np.bool_]:
        """Which passages hold every one of the terms."""
        asked = set(terms)
        counts = np.zeros(self.span, np.int64)
        for term in asked & self._given.keys():
            counts[self._given[term][0]] += 1
        found: NDArray[np.bool_] = counts == len(asked)
        return found

    def among(self, ids: Collection[int]) -> NDArray[np.bool_]:
        """Which passages are among these ids."""
        places = np.fromiter(ids, np.int64, len(ids)) - self.first
        found = np.zeros(self.span, np.bool_)
        found[places[(places >= 0) & (places < self.span)]] = True
        return found

    def best(self, scores: NDArray[np.float64], limit: int) -> dict[int, float]:
        """Passage id -> score of the highest `limit` scores above 0, best first; of equal ones the older first."""
        places = np.flatnonzero(scores > 0)
        if len(places) > limit:
            least = np.partition(scores[places], -limit)[-limit]
            places = places[scores[places] >= least]
        places = places[np.argsort(-scores[places], kind="stable")][:limit]
        return dict(zip((places + self.first).tolist(), scores[places].tolist(), strict=True))
