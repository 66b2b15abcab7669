"""Finds the passages for a question: by meaning and by words, fused into one ranking."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import nlargest
from operator import itemgetter

import numpy as np
from langchain_core.documents import BaseDocumentCompressor
from numpy.typing import NDArray

from assistant.answer_type import wanted_kind
from assistant.coverage import HIGHEST_TERM, AskedWord, asked_words, best_coverage
from assistant.retrieval.collapse import COMPARED, without_near_duplicates
from assistant.retrieval.diversity import compares, spread
from assistant.retrieval.fusion import fused
from assistant.retrieval.models import Ranked, Retrieved, Weights
from assistant.retrieval.places import named_places, of_each_place
from assistant.retrieval.reranking import reranked
from corpus.corpus import Corpus
from corpus.errors import EmbeddingsUnavailable, VectorsUnavailable
from corpus.german.phrases import quoted_phrases
from corpus.models import Filters
from corpus.texts import answers as texts

BELIEVED = 0.2  # of the BM25 within reach: from there on words count in full
READ = 50  # nobody reads further down, unless asked to

_log = logging.getLogger(__name__)


class Retriever:
    """The one way from a question to passages; safe to call from several threads."""

    def __init__(
        self, corpus: Corpus, *, weights: Weights | None = None, reranker: BaseDocumentCompressor | None = None
    ) -> None:
        self._corpus = corpus
        self._weights = weights or Weights()
        self._reranker = reranker

    def over(self, corpus: Corpus) -> Retriever:
        """The same way to another corpus, or to the part of it that somebody may see."""
        return Retriever(corpus, weights=self._weights, reranker=self._reranker)

    def retrieve(
        self, question: str, filters: Filters, *, preferred: Collection[str] = (), limit: int = READ
    ) -> Retrieved:
        """At least the best `limit` candidates, best first; `preferred` are documents that the conversation is about.

        Raises RefusedQuestion for an unknown filter.
        """
        weights = self._weights
        vector = self._vector(question)
        terms = self._corpus.question_terms(question)
        query = self._corpus.word_query(question, terms)
        bm25 = self._corpus.matching(replace(query, phrases=()), weights.pool, filters)
        with_phrases = self._corpus.matching(query, weights.pool, filters) if query.phrases else {}
        bm25 = with_phrases | bm25
        near = self._near(vector, filters)
        cosines = self._cosines(vector, near or {}, bm25.keys())
        asked = asked_words(self._corpus, question, terms)
        scores = fused(cosines, bm25, 1 - (1 - weights.by_meaning) * _strength(asked, bm25.values()))
        if with_phrases:
            scores = {id: (score + (id in with_phrases)) / 2 for id, score in scores.items()}
        best = nlargest(max(limit, READ), scores.items(), key=itemgetter(1))
        hits = self._corpus.hits(dict(best))
        ranked = [Ranked(h.passage, cosines[h.passage.id], bm25.get(h.passage.id, 0.0), h.score) for h in hits]
        notes = [texts.BY_WORDS_ALONE] if near is None else []
        if query.phrases and not with_phrases:
            phrases = quoted_phrases(question, self._corpus.analyser)
            written = ", ".join(texts.PHRASE.format(written=phrase.written) for phrase in phrases)
            notes.append(texts.PHRASE_NOWHERE.format(phrases=written))
        places = named_places(question, self._corpus.catalogue.municipalities())
        ordered = self._ordered(question, self._reread(question, asked, places, ranked), places, preferred, notes)
        return Retrieved(tuple(ordered), asked, vector, places, tuple(notes))

    def _near(self, vector: NDArray[np.float32] | None, filters: Filters) -> dict[int, float] | None:
        """The nearest passages with their cosines; None where there is no finding by meaning just now."""
        if vector is None:
            return None
        try:
            return self._corpus.nearest(vector.tolist(), self._weights.pool, filters)
        except VectorsUnavailable:  # whoever keeps the vectors tells the log
            return None

    def _cosines(
        self, vector: NDArray[np.float32] | None, near: Mapping[int, float], by_words: Collection[int]
    ) -> dict[int, float]:
        """Of the nearest passages and of those found by words; all 0 without a vector."""
        if vector is None:
            return dict.fromkeys(by_words, 0.0)
        # What only the words found has a cosine as well: the catalogue keeps every vector.
        others = self._corpus.catalogue.vectors(set(by_words) - near.keys())
        return {**near} | {id: float(np.frombuffer(other, np.float32) @ vector) for id, other in others.items()}

    def _vector(self, question: str) -> NDArray[np.float32] | None:
        try:
            return np.asarray(self._corpus.embeddings.embed_query(question), np.float32)
        except EmbeddingsUnavailable as error:
            _log.warning("searching by words alone: %s", error)
            return None

    def _reread(
        self, question: str, asked: tuple[AskedWord, ...], places: Collection[str], found: list[Ranked]
    ) -> list[Ranked]:
        """The candidates judged by more than words and meaning, see `Weights`; scores stay within 0 and 1."""
        w = self._weights
        holds = wanted_kind(question)
        ranked = sorted(found, key=_best_first)
        best = ranked[: w.reread]
        terms = self._corpus.passage_terms([r.stored.id for r in best])
        gains = {
            r.stored.id: w.by_statement * best_coverage(asked, terms[r.stored.id])
            + w.by_kind * holds(r.stored.passage.text)
            for r in best
            if r.stored.id in terms
        }
        of_document: dict[str, float] = {}
        for r in ranked:
            of_document.setdefault(r.stored.document_id, r.score)
        most = 1 + w.by_statement + w.by_kind + w.by_document + w.by_place

        def judged(r: Ranked) -> float:
            by_document = w.by_document * of_document[r.stored.document_id]
            by_place = w.by_place * (not places or r.stored.municipality in places)
            return (r.score + gains.get(r.stored.id, 0.0) + by_document + by_place) / most

        return [r.with_score(judged(r)) for r in ranked]

    def _ordered(
        self,
        question: str,
        found: list[Ranked],
        places: frozenset[str],
        preferred: Collection[str],
        notes: list[str],
    ) -> list[Ranked]:
        if preferred:
            bonus = self._weights.preferred
            found = [r.with_score(min(1.0, r.score + bonus * (r.stored.document_id in preferred))) for r in found]
        ranked = sorted(found, key=_best_first)
        vectors = self._corpus.catalogue.vectors([r.stored.id for r in ranked[:COMPARED]])
        # A document may be removed while it is searched.
        ranked = [r for r in ranked[:COMPARED] if r.stored.id in vectors] + ranked[COMPARED:]
        ranked = without_near_duplicates(ranked, {id: np.frombuffer(v, np.float32) for id, v in vectors.items()})
        if self._reranker:
            try:
                ranked = reranked(self._reranker, question, ranked)
            except Exception as error:  # any vendor raises anything
                _log.warning("the reranker failed: %s", type(error).__name__)
                notes.append(texts.NOT_RERANKED)
        if len(places) > 1:
            by_turns = of_each_place(ranked, places, lambda r: r.stored.municipality)
            # The scores stay those of the ranking, handed out anew from the top: later steps compare with its scale.
            return [r.with_score(before.score) for r, before in zip(by_turns, ranked, strict=True)]
        return spread(ranked, self._weights.repeated) if compares(question) else ranked


def _strength(asked: Sequence[AskedWord], bm25: Iterable[float]) -> float:
    """How far words are to be believed, 0 to 1: a foreign question meets a German word or two by chance."""
    reachable = HIGHEST_TERM * sum(word.idf for word in asked)
    return min(1.0, max(bm25, default=0.0) / (BELIEVED * reachable)) if reachable else 0.0


def _best_first(ranked: Ranked) -> tuple[float, int]:
    return -ranked.score, ranked.stored.id
