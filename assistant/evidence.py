"""The gate between searching and answering: are the passages good enough to answer from?

Scores within one result list say nothing about that, so the gate looks at three absolute measures of the best
passages: the highest cosine, the highest BM25 as a share of what the question's words could reach, and how much of
the question's weight the top passage covers. A question whose nouns the best place does not touch is answered in part
at most, and told which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from assistant.coverage import HIGHEST_TERM, AskedWord, coverage, missing_words
from assistant.models import Status
from assistant.retrieval.models import Ranked, Retrieved
from assistant.retrieval.places import named_places
from corpus.corpus import Corpus
from corpus.embedding.background import on_e5_scale
from corpus.gate import Gate, Signals
from corpus.statements import PassageTerms

READ = 5  # passages that may prove an answer
# Of a question's weight: where nouns worth more stand nowhere around the best place, that is about something else.
UNTOUCHED = 0.4

_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages that an answer may quote with their terms by id.

    `confidence` is 0 to 1, `missing` are the nouns and numbers that none of the passages touches, or that the best
    place does not where it is about something else.
    """

    status: Status
    passages: tuple[Ranked, ...]
    terms: Mapping[int, PassageTerms]
    asked: tuple[AskedWord, ...]
    places: frozenset[str]
    confidence: float
    missing: tuple[str, ...]


def judge(corpus: Corpus, found: Retrieved, gate: Gate) -> Evidence:
    """What the best of the found passages are worth for the question."""
    asked = found.asked
    read, terms = _read(corpus, found)
    signals = _signals(corpus, found, read, terms)
    if signals is None:
        return Evidence(Status.NO_EVIDENCE, read, terms, asked, found.places, 0.0, ())
    confidence = gate.confidence(signals)
    # What holds in another town is no answer, however like the question it is.
    of_place = tuple(r for r in read if _is_of(r, found.places))
    read = of_place or read
    whole = reduce(or_, (terms[r.stored.id].whole() for r in read))
    missing = tuple(word for word in missing_words(asked, whole) if _tells(word))
    status = _status(gate, confidence, missing)
    untouched = _untouched(asked, terms[read[0].stored.id])
    if status is Status.ANSWERED and untouched:
        status, missing = Status.PARTIAL, untouched
    if not of_place and status is not Status.NO_EVIDENCE:
        status, missing = Status.PARTIAL, tuple(sorted(found.places))
    return Evidence(status, read, terms, asked, found.places, confidence, missing)


def signals_of(corpus: Corpus, found: Retrieved) -> Signals | None:
    """What the gate looks at; None where nothing was found, or the question has no word that says something."""
    return _signals(corpus, found, *_read(corpus, found))


def _read(corpus: Corpus, found: Retrieved) -> tuple[tuple[Ranked, ...], Mapping[int, PassageTerms]]:
    """The passages that may prove an answer, with their terms."""
    terms = corpus.passage_terms([r.stored.id for r in found.ranked[:READ]])
    # A document may be removed while it is asked about.
    return tuple(r for r in found.ranked[:READ] if r.stored.id in terms), terms


def _signals(
    corpus: Corpus, found: Retrieved, read: Sequence[Ranked], terms: Mapping[int, PassageTerms]
) -> Signals | None:
    if not read or not found.asked:
        return None
    reachable = HIGHEST_TERM * sum(word.idf for word in found.asked)
    return Signals(
        cosine=_nearest(corpus, found),
        words=max(r.bm25 for r in read) / reachable,
        covered=max(coverage(found.asked, terms[r.stored.id].whole()) for r in read[:2]),
    )


def _is_of(ranked: Ranked, places: frozenset[str]) -> bool:
    """Whether the passage is of one of the places, or of none, or names one; all are where none is asked for."""
    stored = ranked.stored
    if not places or not stored.municipality or stored.municipality in places:
        return True
    return bool(named_places(stored.passage.text, places))


def _untouched(asked: Sequence[AskedWord], terms: PassageTerms) -> tuple[str, ...]:
    """The nouns that no place of the passage touches (a statement with its neighbours), where they weigh too much."""
    most = UNTOUCHED * sum(word.idf for word in asked)
    nouns = [word for word in asked if word.written[:1].isupper()]
    places = [missing_words(nouns, terms.around(index)) for index in range(len(terms.statements))]
    weight = {word.written: word.idf for word in nouns}
    fewest = min(places, key=lambda words: sum(weight[word] for word in words), default=())
    return fewest if sum(weight[word] for word in fewest) > most else ()


def _tells(word: str) -> bool:
    """Whether people learn something from a word that is missing: a noun, a name or a number."""
    return word[:1].isupper() or bool(_NUMBER.search(word))


def _nearest(corpus: Corpus, found: Retrieved) -> float:
    """The highest cosine, which lifts no passage over the gate that was found by words alone."""
    if found.vector is None:
        return 0.0
    return on_e5_scale(max(r.cosine for r in found.ranked[:READ]), corpus.embeddings.background())


def _status(gate: Gate, confidence: float, missing: Sequence[str]) -> Status:
    if confidence < gate.thin:
        return Status.NO_EVIDENCE
    # A year, amount or paragraph that was asked for and stands nowhere is a near miss, not an answer.
    if confidence < gate.enough or any(_NUMBER.search(word) for word in missing):
        return Status.PARTIAL
    return Status.ANSWERED
