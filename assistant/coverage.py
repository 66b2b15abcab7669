"""How much of a question's weight a text covers: the measure behind choosing, proving and refusing.

A question's words weigh as much as they are rare in the corpus (idf). A word counts fully where its stem stands in
the text, less where only a part of a compound, a synonym, another spelling or a long common beginning does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.corpus import Corpus
from corpus.german.analyser import Term, TermKind
from corpus.statements import BEGINNING, PassageTerms, Said

PART, ALTERNATIVE, ALIKE = 0.8, 0.8, 0.7
HIGHEST_TERM = 2.2  # BM25 of a term in its most favourable passage, in units of its idf (k1 + 1)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word of a question: as written, its stem, pieces and parts, what else may be said for it, and its idf."""

    written: str
    stem: str
    pieces: tuple[str, ...]
    parts: tuple[str, ...]
    alternatives: frozenset[str]
    idf: float


def asked_words(corpus: Corpus, question: str, terms: Sequence[Term]) -> tuple[AskedWord, ...]:
    """The words of a question that say something, each once, weighed by the corpus; `terms` are the question's."""
    words = corpus.analyser.words(question)
    alternatives: dict[int, set[str]] = {}
    for term in terms:
        if term.kind in (TermKind.SYNONYM, TermKind.SPELLING):
            alternatives.setdefault(term.position, set()).add(term.text)
    rarity = corpus.rarity({word.stem for word in words if not word.stop})
    asked = {
        word.stem: AskedWord(
            written=word.text,
            stem=word.stem,
            pieces=word.pieces,
            parts=word.parts,
            alternatives=frozenset(alternatives.get(position, ())),
            idf=rarity[word.stem],
        )
        for position, word in enumerate(words)
        if not word.stop
    }
    return tuple(asked.values())


def coverage(asked: Sequence[AskedWord], text: Said) -> float:
    """Share of the question's weight that the text covers, 0 to 1."""
    total = sum(word.idf for word in asked)
    return sum(word.idf * _match(word, text) for word in asked) / total if total else 0.0


def best_coverage(asked: Sequence[AskedWord], terms: PassageTerms) -> float:
    """Share of the question's weight that the passage's best statement covers with what stands above it, 0 to 1."""
    # Few words of a question stand in any one passage: the others need not be looked for in each statement.
    whole = terms.whole()
    touched = [word for word in asked if _match(word, whole)]
    share = sum(word.idf for word in touched) / sum(word.idf for word in asked) if touched else 0.0
    return share * max((coverage(touched, terms.above | statement) for statement in terms.statements), default=0.0)


def missing_words(asked: Sequence[AskedWord], text: Said) -> tuple[str, ...]:
    """The words of the question that the text does not touch at all, as written."""
    return tuple(word.written for word in asked if _match(word, text) == 0)


def _match(word: AskedWord, text: Said) -> float:
    if word.stem in text.stems:
        return 1.0
    if word.pieces and all(piece in text.stems or piece in text.parts for piece in word.pieces):
        return 1.0
    if word.stem in text.parts:
        return PART
    if word.alternatives & text.stems:
        return ALTERNATIVE
    met = sum(part in text.stems or part in text.parts for part in word.parts)
    by_parts = PART * met / len(word.parts) if word.parts else 0.0
    if by_parts < ALIKE and word.stem[:BEGINNING] in text.beginnings and _begins_alike(word.stem, text.stems):
        return ALIKE
    return by_parts


def _begins_alike(stem: str, stems: frozenset[str]) -> bool:
    """Whether a word shares a long beginning: 'fördern' and 'Förderung', where the stemmer sees two words."""
    if len(stem) < BEGINNING or not stem.isalpha():
        return False
    beginning = stem[:BEGINNING]
    return any(
        other.startswith(beginning)
        and (stem.startswith(other) or other.startswith(stem))
        and min(len(stem), len(other)) >= 0.6 * max(len(stem), len(other))
        for other in stems
    )
