"""What may be asked next: questions that the corpus can answer, made from the documents of an answer, without a model.

A suggestion is worded so that no article or case can be wrong: a question of the document itself, the same question
about another town, or a heading in quotation marks.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from assistant.coverage import best_coverage
from assistant.evidence import judge
from assistant.follow_up.models import Turn
from assistant.follow_up.understanding import understood
from assistant.models import Citation, Status
from assistant.retrieval.models import Retrieved
from assistant.retrieval.retriever import Retriever
from corpus.corpus import Corpus
from corpus.gate import Gate
from corpus.models import Filters, StoredPassage
from corpus.texts import answers as texts

MOST = 3
SECONDS = 0.1
# The gate lets a question pass that is nearly answered; what is offered must be answered.
LEAST_COVERED = 0.7
_LONGEST = 110  # letters; a longer one is not read
_FAQ = re.compile(r"(?:^|(?<=[^\d.][.!?] )|(?<=\n))[A-ZÄÖÜ][^.!?:|\n]{12,90}\?(?=\s[A-ZÄÖÜ])")
_HEADING = re.compile(r"[A-ZÄÖÜ][^.!?:„“|/()\d]{3,60}")
_NUMBERED = re.compile(r"^(?:§ ?\d+[a-z]?|[\dA-Z](?:\.\d+)*[.)]?) +")
_INTERROGATIVE = re.compile(r"(?:Was|Wer|Wie|Warum|Wo|Wann|Woher|Wozu|Womit|Wen|Wem|Welche[rsnm]?)\b")
_MONEY = re.compile(r"kosten|ausgaben|betrag|beträge|zuschuss|zuschüsse|förders|finanz|gebühr|budget", re.IGNORECASE)
_AMOUNT = re.compile(r"\d ?(?:Euro|€)")
_CONTACT = re.compile(r"@|\bTelefon\b")
# What the templates say, which no document has to.
_OWN_WORDS = frozenset({"steht", "nennt", "Beträge", "Kontakt"})
_EMPTY = frozenset({"inhalt", "impressum", "einleitung", "vorwort", "anlage", "anhang", "quellen", "ausblick", "fazit"})
_Candidate = tuple[str, frozenset[int]]


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
        if _is_answered(corpus, retriever, gate, candidate, filters, proving, shown):
            chosen.append(candidate)
        longest = max(longest, time.perf_counter() - began)
    return tuple(chosen)


def _is_answered(
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


def _candidates(corpus: Corpus, question: str, found: Retrieved, citations: Sequence[Citation]) -> Iterator[_Candidate]:
    """Each with the passages that are to answer it; the kinds take turns."""
    first = citations[0]
    pages = {citation.page for citation in citations if citation.document_id == first.document_id}
    near = sorted(
        (stored for stored in corpus.passages(first.document_id) if stored.passage.page not in pages),
        key=lambda stored: abs(stored.passage.page - first.page),
    )
    for turn in zip_longest(_own_questions(near), _elsewhere(question, found), _headings(near)):
        yield from (candidate for candidate in turn if candidate and len(candidate[0]) <= _LONGEST)


def _elsewhere(question: str, found: Retrieved) -> Iterator[_Candidate]:
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
        if other and other != town and "," not in other:
            others.setdefault(other, set()).add(ranked.stored.id)
    for other, ids in others.items():
        yield named.sub(other, question), frozenset(ids)


def _own_questions(passages: Sequence[StoredPassage]) -> Iterator[_Candidate]:
    """Questions that the document itself asks and answers, under its title: 'Richtlinie „Ladenstarter“: Wer ...?'."""
    for stored in passages:
        for match in _FAQ.finditer(stored.passage.text):
            asked = " ".join(match[0].split())
            if _INTERROGATIVE.match(asked) and asked != stored.title:
                named = texts.NEXT_OF_DOCUMENT.format(title=stored.title, question=asked)
                yield named, frozenset({stored.id})


def _headings(passages: Sequence[StoredPassage]) -> Iterator[_Candidate]:
    below: dict[str, list[StoredPassage]] = {}
    for stored in passages:
        heading = _NUMBERED.sub("", stored.passage.headings[-1]) if stored.passage.headings else ""
        if _HEADING.fullmatch(heading) and heading.casefold() not in _EMPTY and heading != stored.title:
            below.setdefault(heading, []).append(stored)
    for heading, own in below.items():
        text = "\n".join(stored.passage.text for stored in own)
        title = own[0].title.replace("„", "‚").replace("“", "‘")
        yield _about(heading, text).format(title=title, heading=heading), frozenset(stored.id for stored in own)


def _about(heading: str, text: str) -> str:
    if _CONTACT.search(text):
        return texts.NEXT_CONTACT
    return texts.NEXT_AMOUNT if _MONEY.search(heading) and _AMOUNT.search(text) else texts.NEXT_HEADING
