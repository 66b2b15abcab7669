"""Text to the piece numbers of multilingual-e5-small: SentencePiece's unigram model, cut word by word.

No piece of the vocabulary spans a space, so a word's best segmentation does not depend on its neighbours and can be
remembered. Two things differ from the engine bundled with the weights, on purpose: text is composed first (NFC), as
the bundled map of characters knows no combining marks; and control pieces such as `</s>` are never read out of a text.
"""

from __future__ import annotations

import unicodedata
from array import array
from functools import lru_cache
from math import inf

from corpus.embedding.weights import Vocabulary

_SPACE = "\u2581"  # SentencePiece's visible space, which opens every word
_CACHED_WORDS = 1 << 14
_CACHED_LENGTH = 40  # longer words are rare, and a cache of them would grow with the texts
_UNKNOWN_PENALTY = 10.0  # below the rarest piece, as SentencePiece scores a character outside the vocabulary


class Tokenizer:
    """Segments text by the highest sum of piece scores (Viterbi). Safe to call from several threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        pieces, offsets = vocabulary.pieces, vocabulary.offsets.tolist()
        self._scores = array("f", vocabulary.scores.tobytes())
        # Keys are UTF-8, not str: 30 MB instead of 45. Control pieces are the ones with a score of nought.
        self._numbers = {
            pieces[start:end]: number
            for number, (start, end, score) in enumerate(zip(offsets, offsets[1:], self._scores, strict=False))
            if score
        }
        self._longest = max(map(len, self._numbers))
        self._unknown = vocabulary.unknown
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY
        self._replacements = vocabulary.replacements
        self.space = list(self._segment(""))  # stands for a text without words
        self._remembered = lru_cache(_CACHED_WORDS)(self._segment)

    def encode(self, text: str) -> list[int]:
        """The piece numbers of a text, without control pieces; an empty list for a text without visible characters."""
        words = unicodedata.normalize("NFC", text).translate(self._replacements).split(" ")
        return [
            number
            for word in words
            if word
            for number in (self._remembered(word) if len(word) <= _CACHED_LENGTH else self._segment(word))
        ]

    def count(self, text: str) -> int:
        """The number of pieces of a text, without control pieces."""
        return len(self.encode(text))

    def _segment(self, word: str) -> tuple[int, ...]:
        """The best segmentation of one word; a character that no piece covers is one unknown piece."""
        text = (_SPACE + word).encode("utf-8", "replace")
        edges = [i for i, byte in enumerate(text) if byte & 0xC0 != 0x80]  # only where a character begins
        edges.append(len(text))
        best = [0.0] + [-inf] * (len(edges) - 1)
        reached_by: list[tuple[int, int]] = [(0, self._unknown)] * len(edges)
        for i, start in enumerate(edges[:-1]):
            for j in range(i + 1, len(edges)):
                if edges[j] - start > self._longest:
                    break
                number = self._numbers.get(text[start : edges[j]])
                if number is not None:
                    score = best[i] + self._scores[number]
                elif j == i + 1:
                    number, score = self._unknown, best[i] + self._unknown_score
                else:
                    continue
                if score > best[j]:
                    best[j], reached_by[j] = score, (i, number)
        numbers = []
        j = len(edges) - 1
        while j:
            j, number = reached_by[j]
            numbers.append(number)
        return tuple(reversed(numbers))
