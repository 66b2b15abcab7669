"""Clauses of a sentence: what a negation or a turned word reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.proof.negation import is_negated, rewritten
from corpus.german.analyser import Analyser, Word

_BORDER = re.compile(
    r"\s*(?:[;:–—()|·•\n?!]|\.(?=\s+[A-ZÄÖÜ„])|,(?!\d)|\s-\s|"
    r"\b(?:und|oder|aber|sondern|sowie|jedoch|während|wobei|obwohl|weil|denn)\b)\s*",
    re.I,
)
_JOINT = re.compile(r"[,;:–]|\bund\b")
_WITHOUT = re.compile(r"\bohne (?:[a-zäöüß]+ ){0,3}[A-ZÄÖÜ][\w-]*")
_JOINED = re.compile(r";|\s–\s|, (?=(?:und|wobei|während|aber|jedoch|außerdem)\b)|\s(?=und (?:außerdem|zudem)\b)")
# A clause that shares nearly as much may as well be the one that is meant.
_NEARLY = 0.85
_FORM_WORD = 0.25


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause `text` with its words in order, the stems of those that say something, and whether it is negated."""

    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]
    negated: bool


@lru_cache(maxsize=1024)
def clauses(text: str, analyser: Analyser) -> tuple[Clause, ...]:
    """The clauses of a text in order, a phrase with 'ohne' as one of its own; those without a word are left out."""
    found = []
    for part in _parts(rewritten(text)):
        without = _WITHOUT.findall(part)
        for piece in (_WITHOUT.sub(" ", part), *without):
            words = tuple(analyser.words(piece))
            if words:
                told = [word for word in words if not word.stop]
                stems = frozenset(stem for word in told for stem in (word.stem, *word.pieces, *word.parts))
                found.append(Clause(piece, words, stems, is_negated(piece)))
    return tuple(found)


def parts(sentence: str) -> list[str]:
    """The sentences that one was visibly joined from; none where it is one."""
    pieces = [piece.strip() for piece in _JOINED.split(sentence) if piece.strip()]
    return pieces if len(pieces) > 1 else []


def may_join(sentence: str) -> bool:
    """Whether a sentence may say what two did: it has at least two clauses, or names two things."""
    return bool(_JOINT.search(sentence))


def counterparts(clause: Clause, index: int, clauses_of: tuple[int, Sequence[Clause]]) -> list[Clause]:
    """The clauses of another text that say the same, most first; `clauses_of`: how many this text has, and the others.

    Where none shares a word, the one at the same place, if both texts have as many.
    """
    count, others = clauses_of
    shared = sorted(
        ((_shared(clause, other), -at, other) for at, other in enumerate(others)), reverse=True, key=lambda s: s[:2]
    )
    best = shared[0][0] if shared else 0
    if best:
        return [other for share, _, other in shared if share >= _NEARLY * best]
    return [others[index]] if clause.stems and count == len(others) else []


def _shared(clause: Clause, other: Clause) -> float:
    """How many stems both hold; words of form tell only clauses apart that share as many."""
    stems = len(clause.stems & other.stems)
    return stems and stems + _FORM_WORD * len(
        {w.stem for w in clause.words if w.stop} & {w.stem for w in other.words if w.stop}
    )


def is_covered(clause: Clause, others: Sequence[Clause], share: float) -> bool:
    """Whether one of the others says at least so much of what the clause does."""
    return any(len(clause.stems & other.stems) >= share * len(clause.stems) for other in others)


def _parts(text: str) -> list[str]:
    parts = []
    start = 0
    for match in _BORDER.finditer(text):
        parts.append(text[start : match.start()])
        # The word that joins two clauses belongs to the second: 'sondern' and 'aber' say what it means.
        start = match.start() if match[0].strip().isalpha() else match.end()
    return [*parts, text[start:]]
