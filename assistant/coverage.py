"""How much of a question's weight a text covers: the measure behind choosing, proving and refusing.

A question's words weigh as much as they are rare in the corpus (idf). A word counts fully where its stem stands in
the text, less where only a part of a compound, a synonym or a long common beginning does.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.corpus import Corpus
from corpus.german.analyser import Analyser

PART, BEGINNING = 0.8, 0.7
SHORTEST_BEGINNING = 5


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word of a question: as written, its stem, the parts of a compound, synonyms, and its idf."""

    written: str
    stem: str
    parts: tuple[str, ...]
    synonyms: frozenset[str]
    idf: float


@dataclass(frozen=True, slots=True)
class Said:
    """The stems and compound parts that stand in a text."""

    stems: frozenset[str]
    parts: frozenset[str]

    def __or__(self, other: Said) -> Said:
        return Said(self.stems | other.stems, self.parts | other.parts)
