"""Clauses of a sentence: what a negation or a turned word reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.german.analyser import Analyser, Word

_BORDER = re.compile(
    r"\s*(?:[;:–—()|•\n]|,(?!\d)|\s-\s|\b(?:und|oder|aber|sondern|sowie|doch|jedoch|während|wobei|obwohl|weil|denn)\b)\s*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause `text` with its words in order, and the stems of those that say something."""

    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]


def clauses(text: str, analyser: Analyser) -> list[Clause]:
    """The clauses of a text in order; those without a word are left out."""
    found = []
    start = 0
    for match in [*_BORDER.finditer(text), None]:
        end = match.start() if match else len(text)
        # The word that joins two clauses belongs to the second: 'weder' and 'sondern' say what it means.
        part = text[start:end]
        start = match.start() if match and match[0].strip().isalpha() else (match.end() if match else end)
        words = tuple(analyser.words(part))
        if words:
            told = frozenset(stem for word in words if not word.stop for stem in (word.stem, *word.pieces, *word.parts))
            found.append(Clause(part, words, told))
    return found


def counterpart(clause: Clause, others: Sequence[Clause]) -> Clause | None:
    """The clause that says most of the same; None where none shares a word."""
    best = max(others, key=lambda other: len(clause.stems & other.stems), default=None)
    return best if best and clause.stems & best.stems else None
