"""How much of a question's weight a text covers: the measure behind choosing, proving and refusing.

A question's words weigh as much as they are rare in the corpus (idf). A word counts fully where its stem stands in
the text, less where only a part of a compound, a synonym or a long common beginning does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.corpus import Corpus
from corpus.german.analyser import TermKind
from corpus.statements import PassageTerms, Said

PART, SYNONYM, BEGINNING = 0.8, 0.8, 0.7
SHORTEST_BEGINNING = 5


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word of a question: as written, its stem, its pieces and parts, its synonyms, and its idf."""

    written: str
    stem: str
    pieces: tuple[str, ...]
    parts: tuple[str, ...]
    synonyms: frozenset[str]
    idf: float


def asked_words(corpus: Corpus, question: str) -> tuple[AskedWord, ...]:
    """The words of a question that say something, each once, weighed by the corpus."""
    words = corpus.analyser.words(question)
    synonyms: dict[int, set[str]] = {}
    for term in corpus.analyser.question_terms(question):
        if term.kind is TermKind.SYNONYM:
            synonyms.setdefault(term.position, set()).add(term.text)
    rarity = corpus.rarity({word.stem for word in words if not word.stop})
    asked = {
        word.stem: AskedWord(
            written=word.text,
            stem=word.stem,
            pieces=word.pieces,
            parts=word.parts,
            synonyms=frozenset(synonyms.get(position, ())),
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
    return max((coverage(asked, terms.above | statement) for statement in terms.statements), default=0.0)


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
    if word.synonyms & text.stems:
        return SYNONYM
    met = sum(part in text.stems or part in text.parts for part in word.parts)
    by_parts = PART * met / len(word.parts) if word.parts else 0.0
    if by_parts < BEGINNING and _begins_alike(word.stem, text.stems):
        return BEGINNING
    return by_parts


def _begins_alike(stem: str, stems: frozenset[str]) -> bool:
    """Whether a word shares a long beginning: 'fördern' and 'Förderung', where the stemmer sees two words."""
    if len(stem) < SHORTEST_BEGINNING or not stem.isalpha():
        return False
    return any(
        len(other) >= SHORTEST_BEGINNING
        and (stem.startswith(other) or other.startswith(stem))
        and min(len(stem), len(other)) >= 0.6 * max(len(stem), len(other))
        for other in stems
    )
