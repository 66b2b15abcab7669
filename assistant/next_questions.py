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
from assistant.models import Citation, Status
from assistant.retrieval.models import Retrieved
from assistant.retrieval.retriever import Retriever
from corpus.corpus import Corpus
from corpus.models import Filters, StoredPassage
from corpus.texts import answers as texts

MOST = 3
SECONDS = 0.1
# The gate lets a question pass that is nearly answered; what is offered must be answered.
LEAST_COVERED = 0.7
_LONGEST = 110  # letters; a longer one is not read
_FAQ = re.compile(r"(?:^|(?<=[.!?] )|(?<=\n))[A-ZÄÖÜ][^.!?:|\n]{12,90}\?")
_HEADING = re.compile(r"[A-ZÄÖÜ][^.!?:„“|/()\d]{3,60}")
_NUMBERED = re.compile(r"^(?:§ ?\d+[a-z]?|[\dA-Z](?:\.\d+)*[.)]?) +")
_INDIRECT = re.compile(r"(?:Was|Wer|Wie|Warum|Wo|Wann|Woher|Wozu|Womit|Wen|Wem|Welche[rsnm]?)\b")
_MONEY = re.compile(r"\d ?(?:Euro|€)")
_CONTACT = re.compile(r"@|\bTelefon\b")
# What the templates say, which no document has to.
_OWN_WORDS = frozenset({"steht", "nennt", "Beträge", "Kontakt"})
_EMPTY = frozenset({"inhalt", "impressum", "einleitung", "vorwort", "anlage", "anhang", "quellen", "ausblick", "fazit"})


def next_questions(
    corpus: Corpus,
    retriever: Retriever,
    question: str,
    filters: Filters,
    found: Retrieved,
    citations: Sequence[Citation],
) -> tuple[str, ...]:
    """Up to three questions after this one whose answer stands on a page that was not cited; none after `SECONDS`."""
    started = time.perf_counter()
    shown = {(citation.document_id, citation.page) for citation in citations}
    chosen: list[str] = []
    longest = 0.0
    for candidate, document_ids in _candidates(corpus, question, found, citations):
        began = time.perf_counter()
        if len(chosen) == MOST or began + longest - started > SECONDS:
            break
        if _is_answered(corpus, retriever, candidate, filters, document_ids, shown):
            chosen.append(candidate)
        longest = max(longest, time.perf_counter() - began)
    return tuple(chosen)


def _is_answered(
    corpus: Corpus,
    retriever: Retriever,
    candidate: str,
    filters: Filters,
    document_ids: Collection[str],
    shown: set[tuple[str, int]],
) -> bool:
    found = retriever.retrieve(candidate, filters)
    evidence = judge(corpus, found)
    if evidence.status is not Status.ANSWERED or set(evidence.missing) - _OWN_WORDS or found.notes:
        return False
    best = evidence.passages[0].stored
    if best_coverage(evidence.asked, evidence.terms[best.id]) < LEAST_COVERED:
        return False
    place = best.document_id, best.passage.page
    if best.document_id not in document_ids or place in shown:
        return False
    shown.add(place)
    return True


def _candidates(
    corpus: Corpus, question: str, found: Retrieved, citations: Sequence[Citation]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each with the documents that are to answer it; the kinds take turns."""
    kinds = (_elsewhere(question, found), *_of_documents(corpus, citations))
    for turn in zip_longest(*kinds):
        yield from (candidate for candidate in turn if candidate and len(candidate[0]) <= _LONGEST)


def _elsewhere(question: str, found: Retrieved) -> Iterator[tuple[str, frozenset[str]]]:
    """The same question about the other towns that were found, where it names one as it is written."""
    for town in found.places:
        if not re.search(rf"\b{re.escape(town)}(?!\w)", question):
            return
        documents: dict[str, set[str]] = {}
        for ranked in found.ranked:
            other = ranked.stored.municipality
            if other and other != town and "," not in other:
                documents.setdefault(other, set()).add(ranked.stored.document_id)
        if len(found.places) == 1 and not re.search(r"\d", question):
            for other, ids in documents.items():
                yield re.sub(rf"\b{re.escape(town)}(?!\w)", other, question), frozenset(ids)


def _of_documents(
    corpus: Corpus, citations: Sequence[Citation]
) -> tuple[Iterator[tuple[str, frozenset[str]]], Iterator[tuple[str, frozenset[str]]]]:
    first = citations[0]
    passages = corpus.passages(first.document_id)
    pages = {citation.page for citation in citations if citation.document_id == first.document_id}
    others = sorted(
        (stored for stored in passages if stored.passage.page not in pages),
        key=lambda stored: abs(stored.passage.page - first.page),
    )
    return _own_questions(others), _headings(others)


def _own_questions(passages: Sequence[StoredPassage]) -> Iterator[tuple[str, frozenset[str]]]:
    """Questions that the document itself asks and answers, under its title: '„Ladenstarter“: Wer kann ...?'."""
    for stored in passages:
        for match in _FAQ.finditer(stored.passage.text):
            asked = " ".join(match[0].split())
            if _INDIRECT.match(asked):
                named = texts.NEXT_OF_DOCUMENT.format(title=stored.title, question=asked)
                yield named, frozenset({stored.document_id})


def _headings(passages: Sequence[StoredPassage]) -> Iterator[tuple[str, frozenset[str]]]:
    seen: set[str] = set()
    for stored in passages:
        heading = _NUMBERED.sub("", stored.passage.headings[-1]) if stored.passage.headings else ""
        if heading in seen or not _HEADING.fullmatch(heading) or heading.casefold() in _EMPTY:
            continue
        seen.add(heading)
        title = stored.title
        if heading == title or "„" in title:
            title = title.replace("„", "‚").replace("“", "‘")
        yield _about(heading, title, stored.passage.text), frozenset({stored.document_id})


def _about(heading: str, title: str, text: str) -> str:
    if _INDIRECT.match(heading):
        return texts.NEXT_INDIRECT.format(title=title, asked=heading[0].lower() + heading[1:])
    if _CONTACT.search(text):
        return texts.NEXT_CONTACT.format(title=title, heading=heading)
    if _MONEY.search(text):
        return texts.NEXT_AMOUNT.format(title=title, heading=heading)
    return texts.NEXT_HEADING.format(title=title, heading=heading)
