"""What was asked becomes figures: one a measure, None where a measure does not apply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evaluation.measures import Figure, figure, first_rank, ndcg, recall, reciprocal_rank
from assistant.evaluation.running import ANSWERS_AT, Asked, Given
from assistant.models import Status

# More is better, for all of them; `partial` alone is neither good nor bad.
QUALITY = (
    *("ndcg@10", "mrr@10", "first", "recall@5", "recall@100"),
    *(f"answer@{k}" for k in ANSWERS_AT),
    *("answered", "wholly_answered", "foreign_refused", "unanswerable_refused", "unanswerable_doubted"),
)
PARTIAL = "partial"

Figures = dict[str, Figure | None]


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long it took: all indexing, a search, an answer (None where none was wanted)."""

    index: float
    per_query_median: float
    per_query_p95: float
    per_answer_median: float | None
    per_answer_p95: float | None


def figures_of(asked: Sequence[Asked], foreign: Sequence[Given] = ()) -> Figures:
    """Every figure of `QUALITY` and `PARTIAL`.

    `answered`, `wholly_answered` and `PARTIAL` are about answerable questions, and are given where refusing is measured
    as well: one without the other says nothing. `unanswerable_doubted` counts what was refused or answered in part.
    """
    answerable = [a for a in asked if a.question.answerable]
    with_answer = [a for a in answerable if a.question.answers and a.given]
    unanswerable = [a.given for a in asked if a.given and not a.question.answerable]
    judged = [a.given for a in answerable if a.given] if foreign or unanswerable else []
    ranked = [(a.ranking, a.question.relevance) for a in answerable]
    values: dict[str, list[float]] = {
        "ndcg@10": [ndcg(ranking, relevance, 10) for ranking, relevance in ranked],
        "mrr@10": [reciprocal_rank(ranking, relevance, 10) for ranking, relevance in ranked],
        "first": [float(first_rank(ranking, relevance) == 1) for ranking, relevance in ranked],
        "recall@5": [recall(ranking, relevance, 5) for ranking, relevance in ranked],
        "recall@100": [recall(ranking, relevance, 100) for ranking, relevance in ranked],
        **{f"answer@{k}": [_held_within(a.given, k) for a in with_answer] for k in ANSWERS_AT},
        "answered": [float(given.status is not Status.NO_EVIDENCE) for given in judged],
        "wholly_answered": [float(given.status is Status.ANSWERED) for given in judged],
        PARTIAL: [float(given.status is Status.PARTIAL) for given in judged],
        "foreign_refused": [float(given.status is Status.NO_EVIDENCE) for given in foreign],
        "unanswerable_refused": [float(given.status is Status.NO_EVIDENCE) for given in unanswerable],
        "unanswerable_doubted": [float(given.status is not Status.ANSWERED) for given in unanswerable],
    }
    return {name: figure(each) for name, each in values.items()}


def _held_within(given: Given | None, k: int) -> float:
    return float(given is not None and given.held_by is not None and given.held_by <= k)


def seconds_of(indexing: float, asked: Sequence[Asked]) -> Seconds:
    """The times of the questions that were taken; medians and 95th percentiles."""
    taken = [a for a in asked if not a.refused]
    answers = [a.given.seconds for a in taken if a.given]
    return Seconds(
        index=round(indexing, 3),
        per_query_median=_quantile([a.seconds for a in taken], 0.5) or 0,
        per_query_p95=_quantile([a.seconds for a in taken], 0.95) or 0,
        per_answer_median=_quantile(answers, 0.5),
        per_answer_p95=_quantile(answers, 0.95),
    )


def _quantile(seconds: Sequence[float], share: float) -> float | None:
    return round(float(np.quantile(seconds, share)), 4) if seconds else None
