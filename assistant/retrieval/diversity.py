"""A question that compares wants several documents, not the five best passages of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.retrieval.models import Ranked

_COMPARES = re.compile(
    r"\b(?:vergleich\w*|verglichen|unterschied\w*|unterscheide\w*|im gegensatz|gegenüber\w*|sowohl|jeweils|"
    r"wo überall|beispiele|(?:welche|andere[nr]?|mehrere|verschiedene) (?:[\w-]+ )?"
    r"(?:kommunen|gemeinden|städten?|orten?|landkreisen?|projekten?|beispielen?|programmen?|konzepten?))\b",
    re.IGNORECASE,
)


def compares(question: str) -> bool:
    """Whether the question asks about several documents side by side."""
    return _COMPARES.search(question) is not None


def spread(ranked: Sequence[Ranked], repeated: float) -> list[Ranked]:
    """The ranking anew, each passage `repeated` lower for every better one of its own document, never below 0."""
    seen: Counter[str] = Counter()
    lowered = []
    for candidate in ranked:
        document = candidate.stored.document_id
        lowered.append(candidate.with_score(max(0.0, candidate.score - repeated * seen[document])))
        seen[document] += 1
    return sorted(lowered, key=lambda candidate: -candidate.score)
