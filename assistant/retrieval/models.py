"""What a retrieval finds, and the numbers it ranks by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from assistant.coverage import AskedWord
from corpus.models import StoredPassage


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its cosine to the question, its BM25 (0 where no word matches) and its final score, 0 to 1."""

    stored: StoredPassage
    cosine: float
    bm25: float
    score: float

    def with_score(self, score: float) -> Ranked:
        """The same with another score."""
        return replace(self, score=score)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The candidates, best first; the question's words and its vector, which later steps need again.

    `places` are the municipalities that the question names.

    Without a vector the embeddings were not available: the candidates were found by words alone, their cosines are 0.
    `notes` are German sentences about what could not be done or found as asked.
    """

    ranked: tuple[Ranked, ...]
    asked: tuple[AskedWord, ...]
    vector: NDArray[np.float32] | None = field(repr=False)
    places: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """What decides a ranking; docs/retrieval.md says what each is worth.

    `pool` candidates come from each side. `by_meaning` is the share of the vectors, the rest is the words'. The best
    `reread` candidates gain up to `by_statement` for what their best statement covers of the question, and up to
    `by_kind` where they hold what it asks for (money, a date ...). Each passage gains up to `by_document` for the best
    of its document, and `by_place` where the question names its municipality. A passage of a document that the
    conversation is about gains `preferred`; in a question that compares, each passage loses `repeated` for every better
    one of its own document.
    """

    pool: int = 100
    by_meaning: float = 0.75
    reread: int = 20
    by_statement: float = 0.6
    by_kind: float = 0.2
    by_document: float = 0.3
    by_place: float = 0.2
    preferred: float = 0.1
    repeated: float = 0.1
