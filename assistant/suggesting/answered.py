"""Whether a question that might be offered is answered."""

from __future__ import annotations

from collections.abc import Collection

from assistant.coverage import best_coverage
from assistant.evidence import judge
from assistant.models import Status
from assistant.retrieval.retriever import Retriever
from corpus.corpus import Corpus
from corpus.gate import Gate
from corpus.models import Filters

# The gate lets a question pass that is nearly answered; what is offered must be answered.
LEAST_COVERED = 0.7
# What the templates say, which no document has to.
_OWN_WORDS = frozenset({"steht", "nennt", "Beträge", "Kontakt"})


def is_answered(
    corpus: Corpus,
    retriever: Retriever,
    gate: Gate,
    candidate: str,
    filters: Filters,
    proving: Collection[int],
    shown: set[tuple[str, int]],
) -> bool:
    """Whether the gate lets it pass for one of the `proving` passages, on a page that is not `shown` yet."""
    found = retriever.retrieve(candidate, filters)
    evidence = judge(corpus, found, gate)
    if evidence.status is not Status.ANSWERED or set(evidence.missing) - _OWN_WORDS or found.notes:
        return False
    best = evidence.passages[0].stored
    place = best.document_id, best.passage.page
    if best.id not in proving or place in shown:
        return False
    if best_coverage(evidence.asked, evidence.terms[best.id]) < LEAST_COVERED:
        return False
    shown.add(place)
    return True
