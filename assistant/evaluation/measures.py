"""What a ranking and an answer are worth, and how sure a mean is.

Rankings name each unit once, best first; relevances hold at least one grade above 0, as in trec_eval.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2, sqrt

import numpy as np

RESAMPLES = 1_000
CONFIDENCE = 0.95
TOLERANCE = 0.005  # so far a mean may fall without being called a loss
_SEED = 20240229


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over questions, 0 to 1, and the borders of its 95 % confidence interval."""

    value: float
    low: float
    high: float


def ndcg(ranking: Sequence[str], relevance: Mapping[str, float], k: int) -> float:
    """Discounted cumulative gain of the first k by that of the best possible order: gain = grade, log2(rank + 1)."""
    return _dcg([relevance.get(name, 0) for name in ranking[:k]]) / _dcg(sorted(relevance.values(), reverse=True)[:k])


def _dcg(grades: Iterable[float]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, 1))


def first_rank(ranking: Sequence[str], relevance: Mapping[str, float]) -> int | None:
    """The rank of the first relevant unit, from 1."""
    return next((rank for rank, name in enumerate(ranking, 1) if name in relevance), None)


def reciprocal_rank(ranking: Sequence[str], relevance: Mapping[str, float], k: int) -> float:
    """1 by the rank of the first relevant unit, 0 where none is among the first k."""
    rank = first_rank(ranking[:k], relevance)
    return 1 / rank if rank else 0.0


def recall(ranking: Sequence[str], relevance: Mapping[str, float], k: int) -> float:
    """The share of the relevant units that is among the first k."""
    return len(relevance.keys() & set(ranking[:k])) / len(relevance)


def answering_sentence(sentences: Sequence[str], answers: Sequence[Sequence[str]]) -> int | None:
    """How many sentences, from the first on, it takes until one wording of each answer stands in them."""
    joined = (" ".join(sentences[:k]) for k in range(1, len(sentences) + 1))
    return next((k for k, said in enumerate(joined, 1) if all(holds_any(said, answer) for answer in answers)), None)


def holds_any(text: str, wordings: Iterable[str]) -> bool:
    """Whether one of the wordings of an answer stands in the text."""
    return any(holds(text, wording) for wording in wordings)


def holds(text: str, answer: str) -> bool:
    """Whether the answer stands in the text, white space and case aside."""
    return _normalised(answer) in _normalised(text)


def _normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def figure(values: Sequence[float]) -> Figure | None:
    """The mean with its interval, the same for the same values; None without any.

    Percentile bootstrap: Efron & Tibshirani, 'An Introduction to the Bootstrap', 1993, chapter 13.
    """
    if not values:
        return None
    array = np.asarray(values, np.float64)
    random = np.random.default_rng(_SEED)
    means = [array[random.integers(len(array), size=len(array))].mean() for _ in range(RESAMPLES)]
    low, high = np.quantile(means, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Figure(float(array.mean()), float(low), float(high))


def share(count: int, of: int) -> Figure:
    """A share with its interval, which is honest near 0 and 1 too; `of` is above 0.

    Wilson score interval: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
    """
    z = 1.959964
    value = count / of
    centre = (value + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(value * (1 - value) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return Figure(value, max(0.0, centre - half), min(1.0, centre + half))
