"""What may be asked next: questions that the corpus can answer, made from the documents of an answer, without a model.

A suggestion is worded so that no article or case can be wrong: a question of the document itself, the same question
about another town, or a heading in quotation marks.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from assistant.follow_up.models import Turn
from assistant.follow_up.understanding import understood
from assistant.models import Citation
from assistant.retrieval.models import Retrieved
from assistant.retrieval.places import town_names
from assistant.retrieval.retriever import Retriever
from assistant.suggesting.answered import is_answered
from assistant.suggesting.wording import LONGEST, Candidate, heading_questions, own_questions
from corpus.corpus import Corpus
from corpus.gate import Gate
from corpus.models import Filters

MOST = 3
SECONDS = 0.1


def next_questions(
    corpus: Corpus,
    retriever: Retriever,
    gate: Gate,
    turn: Turn,
    filters: Filters,
    found: Retrieved,
    citations: Sequence[Citation],
) -> tuple[str, ...]:
    """Up to three questions after this turn whose answer stands on a page that was not cited; none after `SECONDS`.

    Each stands by itself: asked in the same conversation it means the same.
    """
    started = time.perf_counter()
    shown = {(citation.document_id, citation.page) for citation in citations}
    chosen: list[str] = []
    longest = 0.0
    for candidate, proving in _candidates(corpus, turn.question, found, citations):
        began = time.perf_counter()
        if len(chosen) == MOST or began + longest - started > SECONDS:
            break
        if understood(corpus, candidate, (turn,), None).carried:
            continue
        if is_answered(corpus, retriever, gate, candidate, filters, proving, shown):
            chosen.append(candidate)
        longest = max(longest, time.perf_counter() - began)
    return tuple(chosen)


def _candidates(corpus: Corpus, question: str, found: Retrieved, citations: Sequence[Citation]) -> Iterator[Candidate]:
    """Each with the passages that are to answer it; the kinds take turns."""
    first = citations[0]
    pages = {citation.page for citation in citations if citation.document_id == first.document_id}
    near = sorted(
        (stored for stored in corpus.passages(first.document_id) if stored.passage.page not in pages),
        key=lambda stored: abs(stored.passage.page - first.page),
    )
    for turn in zip_longest(own_questions(near), _elsewhere(question, found), heading_questions(near)):
        yield from (candidate for candidate in turn if candidate and len(candidate[0]) <= LONGEST)


def _elsewhere(question: str, found: Retrieved) -> Iterator[Candidate]:
    """The same question about the other towns that were found, where it names one as it is written and no number."""
    if len(found.places) != 1 or re.search(r"\d", question):
        return
    (town,) = found.places
    named = re.compile(rf"\b{re.escape(town)}(?!\w)")
    if not named.search(question):
        return
    others: dict[str, set[int]] = {}
    for ranked in found.ranked:
        other = ranked.stored.municipality
        if other and other != town and len(town_names(other)) == 1:
            others.setdefault(other, set()).add(ranked.stored.id)
    for other, ids in others.items():
        yield named.sub(other, question), frozenset(ids)
