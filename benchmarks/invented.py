"""A large corpus without outside data: invented German passages, and vectors that lie as those of real texts do.

A passage is made of sentences of the example documents whose content words are mostly drawn anew: from the words of
those documents, the noun list and compounds of its nouns, in a Zipf-Mandelbrot distribution, a share of them from the
few words that its document is about. The two constants of the distribution make document frequencies like those of
real municipal German (a strategy of a city and 240 encyclopaedia paragraphs).
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.embedding.engine import E5Embeddings
from corpus.german.compounds import noun_lemmas
from corpus.german.word_lists import packaged_words

SOURCES = Path(str(files("corpus.examples").joinpath("sources")))
COMPOUNDS = 250_000
LONGEST_NOUN = 10
EXPONENT, SHIFT = 1.1, 40  # Zipf-Mandelbrot: a word's share is 1 / (rank + SHIFT) ** EXPONENT
DRAWN, ABOUT = 0.8, 0.2  # content words that are not the sentence's own; of these from the document's own words
TOPIC_WORDS = 60
PASSAGE_WORDS = 180
TOWNS = 100

ANCHORS = 3_000
NOISE = 0.45

_FRONT_MATTER = re.compile(r"\A---.*?\n---", re.DOTALL)
_SENTENCE = re.compile(r"[A-ZÄÖÜ][^.!?|\n*\[\]{}]{30,300}[.!?](?=\s)")
_WORD = re.compile(r"[^\W\d_]+")


class InventedText:
    """Draws passages and questions; the same seed gives the same text."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        texts = [_FRONT_MATTER.sub("", file.read_text("utf-8")) for file in sorted(SOURCES.glob("*.md"))]
        self.sentences = [sentence for text in texts for sentence in _SENTENCE.findall(text)]
        self._stop_words = {word.casefold() for word in packaged_words("stop_words.txt")}
        own = Counter(word for text in texts for word in _WORD.findall(text) if self._says_something(word))
        nouns = sorted(noun.capitalize() for noun in noun_lemmas() if len(noun) < LONGEST_NOUN)
        self._random.shuffle(nouns)
        compounds = (self._random.choice(nouns) + self._random.choice(nouns).lower() for _ in range(COMPOUNDS))
        self._words = [*(word for word, _ in own.most_common()), *nouns, *compounds]
        shares = ((rank + SHIFT) ** -EXPONENT for rank in range(1, len(self._words) + 1))
        self._cumulated = list(accumulate(shares))

    def document(self, passages: int) -> Iterator[str]:
        """The passages of one document."""
        topic = self._draw(TOPIC_WORDS)
        for _ in range(passages):
            sentences: list[str] = []
            while sum(sentence.count(" ") + 1 for sentence in sentences) < PASSAGE_WORDS:
                sentences.append(self.sentence(topic))
            yield " ".join(sentences)

    def sentence(self, topic: Sequence[str] = ()) -> str:
        """One sentence, about the topic's words where they are given."""

        def drawn(match: re.Match[str]) -> str:
            word = match[0]
            if not self._says_something(word) or self._random.random() > DRAWN:
                return word
            if topic and self._random.random() < ABOUT:
                return self._random.choice(topic)
            return self._draw(1)[0]

        return _WORD.sub(drawn, self._random.choice(self.sentences))

    def question(self, passage: str, words: int) -> str:
        """As many words as follow one another somewhere in the passage."""
        every = passage.rstrip(".").split()
        start = self._random.randrange(max(1, len(every) - words))
        return " ".join(every[start : start + words]) + "?"

    def _says_something(self, word: str) -> bool:
        return len(word) > 2 and word.casefold() not in self._stop_words

    def _draw(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._cumulated, k=count)


class InventedVectors:
    """Draws unit vectors: mixtures of real texts' vectors that are near each other, and noise in their directions."""

    def __init__(self, text: InventedText, embeddings: E5Embeddings, seed: int) -> None:
        sentences = text.sentences + [text.sentence() for _ in range(ANCHORS - len(text.sentences))]
        self._anchors = embeddings.embed_passages(sentences)
        self._neighbours = np.argsort(-(self._anchors @ self._anchors.T), axis=1)[:, :8]
        self._centred = self._anchors - self._anchors.mean(axis=0)
        self._random = np.random.default_rng(seed)

    def draw(self, count: int) -> NDArray[np.float32]:
        """float32 [count, dimensions]."""
        mixed = self._neighbours[self._random.integers(len(self._anchors), size=count)]
        shares = self._random.dirichlet(np.full(mixed.shape[1], 0.4), count)
        centres = np.einsum("nk,nkd->nd", shares, self._anchors[mixed])
        weights = self._random.normal(size=(count, len(self._anchors))) / np.sqrt(len(self._anchors))
        drawn = centres + NOISE * np.sqrt(2) * weights @ self._centred
        vectors: NDArray[np.float32] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
        return vectors


def town(number: int) -> str:
    """The town that a document is from."""
    return f"Ort{number % TOWNS:02}"
