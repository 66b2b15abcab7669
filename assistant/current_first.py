"""What has been replaced comes behind what replaces it, unless the question is about the past.

The evidence is judged before, so that no question is refused for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.retrieval.models import Ranked
from corpus.corpus import Corpus
from corpus.models import Document

# Of a passage's score: what is said nearly as well, not what is said by the old document alone.
LOWER = 0.1

_PAST = re.compile(
    r"\b(?:galt(?:en)?|gegolten|früher\w*|damals|damalig\w*|ehemals|ehemalig\w*|bisher\w*|vorher\w*|zuvor|einst|"
    r"ursprünglich\w*|geändert\w*|war(?:en)?|alte[nrs]? (?:fassung|regel\w*|richtlinie\w*|satzung\w*))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def current_first(corpus: Corpus, question: str, evidence: Evidence) -> Evidence:
    """The evidence with each passage of a replaced document `LOWER` where its successor is evidence too."""
    successors = corpus.successors({ranked.stored.document_id for ranked in evidence.passages})
    return replace(evidence, passages=behind_successors(question, evidence.passages, successors))


def behind_successors(
    question: str, passages: Sequence[Ranked], successors: Mapping[str, Document]
) -> tuple[Ranked, ...]:
    """The passages anew, best first; `successors` are those of the replaced documents, by their ids."""
    documents = {ranked.stored.document_id for ranked in passages}
    behind = {old for old, new in successors.items() if new.id in documents and not _about_past(question, new)}
    if not behind:
        return tuple(passages)
    lowered = (
        ranked.with_score(max(0.0, ranked.score - LOWER * (ranked.stored.document_id in behind))) for ranked in passages
    )
    return tuple(sorted(lowered, key=lambda ranked: -ranked.score))


def _about_past(question: str, successor: Document) -> bool:
    """Whether it asks how things were: in so many words, or by a year before the successor's."""
    named = [int(year) for year in _YEAR.findall(question)]
    before = successor.metadata.year is not None and any(year < successor.metadata.year for year in named)
    return before or _PAST.search(question) is not None
