"""The gate between searching and answering: are the passages good enough to answer from?

Scores within one result list say nothing about that, so the gate looks at three absolute measures of the best
passages: the highest cosine, the highest BM25 as a share of what the question's words could reach, and how much of
the question's weight the top passage covers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from assistant.coverage import AskedWord, asked_words, coverage, missing_words, said
from assistant.models import Status
from assistant.retrieval import Ranked
from corpus.context import passage_context
from corpus.corpus import Corpus

# Weights of a logistic regression over several German collections; the bias lets 9 in 10 foreign questions fail.
COSINE, BM25, COVERED, BIAS = 35.1, 8.0, 6.9, -33.4
HIGHEST_TERM = 2.2  # BM25 of a term in its most favourable passage, in units of its idf (k1 + 1)
ENOUGH, THIN = 0.5, 0.27
READ = 5  # passages that may prove an answer

_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages that an answer may quote; `confidence` is 0 to 1, `missing` are words that none of them touches."""

    status: Status
    passages: tuple[Ranked, ...]
    asked: tuple[AskedWord, ...]
    confidence: float
    missing: tuple[str, ...]


def judge(corpus: Corpus, question: str, ranked: Sequence[Ranked]) -> Evidence:
    """What the best of the found passages are worth for this question."""
    asked = asked_words(corpus, question)
    read = tuple(ranked[:READ])
    if not read or not asked:
        return Evidence(Status.NO_EVIDENCE, read, asked, 0.0, ())
    texts = [said(corpus.analyser, passage_context(r.stored.title, r.stored.passage)) for r in read]
    reachable = HIGHEST_TERM * sum(word.idf for word in asked)
    covered = max(coverage(asked, text) for text in texts[:2])
    signal = (
        COSINE * max(r.cosine for r in read) + BM25 * max(r.bm25 for r in read) / reachable + COVERED * covered + BIAS
    )
    confidence = 1 / (1 + exp(-signal))
    together = texts[0]
    for text in texts[1:]:
        together = together | text
    missing = missing_words(asked, together)
    return Evidence(_status(confidence, missing), read, asked, confidence, missing)


def _status(confidence: float, missing: Sequence[str]) -> Status:
    if confidence < THIN:
        return Status.NO_EVIDENCE
    # A year, amount or paragraph that was asked for and stands nowhere is a near miss, not an answer.
    if confidence < ENOUGH or any(_NUMBER.search(word) for word in missing):
        return Status.PARTIAL
    return Status.ANSWERED
