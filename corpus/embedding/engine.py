"""Embeddings for passages and questions, as LangChain takes them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import BoundedSemaphore

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.embedding.background import E5_BACKGROUND, Background
from corpus.embedding.graph import INPUT, OUTPUT, VARIANT, encoder_model
from corpus.embedding.session import open_session
from corpus.embedding.tokenizer import Tokenizer
from corpus.embedding.weights import bundled_weights, read_weights


class E5Embeddings(Embeddings):
    """multilingual-e5-small: 384 numbers a text, of length one, so that a dot product is the cosine.

    Texts are embedded one by one, hence a vector depends on its text alone; several texts, of one call or of many, run
    side by side, each on one core. A text that has more than 510 tokens with its prefix is read in windows without
    overlap and its vector is the mean over all of them, as in the engine bundled with the weights; passages should stay
    well below.

    `recipe` names weights and way of computing; vectors of two recipes must not be compared.
    """

    recipe: str
    dimensions: int

    def __init__(self) -> None:
        """Build the network in memory; raises ValueError if the bundled weights are missing or damaged."""
        weights = read_weights(bundled_weights())
        self.recipe = f"multilingual-e5-small/q4-{weights.fingerprint()}/{VARIANT}"
        self.dimensions = weights.dimensions.hidden
        self._session = open_session(encoder_model(weights))
        # Beyond one call a core nothing gets faster, but each takes some 10 MB that the allocators never give back.
        self._cores = _cores()
        self._for_passages = BoundedSemaphore(self._cores)
        # A question is short, and never waits behind the passages of a document, which give way to it.
        self._for_questions = BoundedSemaphore(self._cores)
        self._begin, self._end = weights.vocabulary.begin, weights.vocabulary.end
        self._window = weights.dimensions.positions - 2
        self._words = weights.words
        self._tokenizer = Tokenizer(weights.vocabulary)
        self._passage_prefix = self._tokenizer.encode("passage:")
        self._query_prefix = self._tokenizer.encode("query:")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a passage."""
        return [vector.tolist() for vector in self.embed_passages(texts)]

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Like `embed_documents`, as float32 [texts, dimensions]."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        with ThreadPoolExecutor(self._cores) as pool:
            return np.stack(list(pool.map(partial(self._embed, self._for_passages, self._passage_prefix), texts)))

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector: list[float] = self._embed(self._for_questions, self._query_prefix, text).tolist()
        return vector

    def count_tokens(self, text: str) -> int:
        """The length of a text in tokens, without the prefix and the two control tokens that embedding adds."""
        return self._tokenizer.count(text)

    def background(self) -> Background:
        """How near unrelated texts are to each other."""
        return E5_BACKGROUND

    def _embed(self, cores: BoundedSemaphore, prefix: list[int], text: str) -> NDArray[np.float32]:
        tokens = prefix + (self._tokenizer.encode(text) or self._tokenizer.space)
        total = np.zeros(self.dimensions, np.float32)
        for start in range(0, len(tokens), self._window):
            window = tokens[start : start + self._window]
            total += len(window) * self._mean(cores, [self._begin, *window, self._end])
        return total / np.linalg.norm(total)

    def _mean(self, cores: BoundedSemaphore, tokens: list[int]) -> NDArray[np.float32]:
        """The network's output for at most as many tokens as it has positions."""
        words = self._words.embeddings(tokens)
        with cores:
            (mean,) = self._session.run([OUTPUT], {INPUT: words[np.newaxis]})
        vector: NDArray[np.float32] = mean[0]
        return vector


def _cores() -> int:
    """How many this process may use, which are fewer than there are where somebody keeps it to some of them."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
