"""The German analyser: one and the same for passages and questions, so that both sides meet on the same terms.

A word yields its stem and, where it is a compound, the stems of its parts on every level: Kindertagesstättenplanung
also yields Kindertagesstätte, Kinder, Tagesstätte, Tag, Stätte and Planung. Terms are lower-case letters and digits
only, so no full-text engine has reason to split or change them.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from itertools import combinations
from pathlib import Path

import Stemmer

from corpus.german.compounds import CompoundSplitter
from corpus.german.folding import fold
from corpus.german.synonyms import Phrase, Synonyms, synonym_groups
from corpus.german.tokens import tokens
from corpus.german.word_lists import entry_lines, packaged_text, packaged_words

# The parts of one word weigh no more than the word itself together, or one long compound would drown a question.
WORD_WEIGHT, PART_WEIGHT, SYNONYM_WEIGHT = 1.0, 0.5, 0.25

# Raise it when a change of the code makes passages yield other terms; changes of the word lists are seen by themselves.
RECIPE_NUMBER = 2
_LISTS_OF_PASSAGES = ("stop_words.txt", "stem_exceptions.txt", "compound_parts.txt")

_CACHED_WORDS = 20_000
# Longer compounds are chains of hyphens, whose every run of pieces would be a term.
_MOST_JOINED_PARTS = 5
_FEMININE_OF = ("er", "or", "ist", "ent", "ant")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands at `[start:end]` of the text in Unicode form NFC.

    `pieces` are the stems of what is visibly written apart within it: the halves of a hyphenated word, day, month and
    year of a date, the number of a paragraph. `parts` are those of the parts of a compound, coarse and fine. `stop`
    marks words that say nothing about a topic and are never searched.
    """

    text: str
    start: int
    end: int
    stem: str
    pieces: tuple[str, ...]
    parts: tuple[str, ...]
    stop: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What a passage is found by: the stems of its words and their pieces in order, and those of compound parts."""

    stems: tuple[str, ...]
    parts: tuple[str, ...]


class TermKind(StrEnum):
    """Where a question's term comes from: a word as it stands, a part of a compound, a synonym, another spelling."""

    WORD = "word"
    PART = "part"
    SYNONYM = "synonym"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Term:
    """A term to search for; `position` is the index of its word in `Analyser.words` of the question."""

    text: str
    kind: TermKind
    weight: float
    position: int


@dataclass(frozen=True, slots=True)
class _Analysis:
    stem: str
    pieces: tuple[str, ...]
    parts: tuple[str, ...]
    stop: bool


class Analyser:
    """Turns German text into terms. Takes about 0.3 s to build; use one for all threads of a process."""

    def __init__(self, *, own_synonyms: Path | None = None) -> None:
        """`own_synonyms` is a house's list beside the packaged one; OSError or ValueError if unreadable."""
        self.compounds = CompoundSplitter()
        self._stemmer = Stemmer.Stemmer("german", maxCacheSize=0)
        self._stem_exceptions = {
            fold(form): fold(line.split()[0])
            for line in entry_lines(packaged_text("stem_exceptions.txt"))
            for form in line.split()
        }
        self._stop_words = frozenset(map(fold, packaged_words("stop_words.txt")))
        self._analyse = lru_cache(maxsize=_CACHED_WORDS)(self._analyse_uncached)
        lists = [packaged_text("synonyms.txt")] + ([own_synonyms.read_text("utf-8")] if own_synonyms else [])
        self._synonyms = Synonyms(
            [[self._phrase(entry) for entry in group] for text in lists for group in synonym_groups(text)]
        )
        self.recipe = _recipe()

    def words(self, text: str) -> list[Word]:
        """The words of a text in order, stop words marked."""
        return list(self._words(unicodedata.normalize("NFC", text)))

    def passage_terms(self, text: str) -> Terms:
        """What a passage is indexed by; both fields empty where it says nothing."""
        told = [word for word in self.words(text) if not word.stop]
        return Terms(
            stems=tuple(stem for word in told for stem in (word.stem, *word.pieces)),
            parts=tuple(part for word in told for part in word.parts),
        )

    def question_terms(self, text: str) -> tuple[Term, ...]:
        """What to search for; empty where there are only stop words.

        Words come first, then parts of compounds, then synonyms, each in the order of the question. A term that is
        several of these comes once, as the first.
        """
        asked = [(position, word) for position, word in enumerate(self.words(text)) if not word.stop]
        terms: dict[str, Term] = {}

        def add(stem: str, kind: TermKind, weight: float, position: int) -> None:
            terms.setdefault(stem, Term(stem, kind, weight, position))

        for position, word in asked:
            for stem in (word.stem, *word.pieces):
                add(stem, TermKind.WORD, WORD_WEIGHT, position)
        for position, word in asked:
            for part in word.parts:
                add(part, TermKind.PART, min(PART_WEIGHT, WORD_WEIGHT / len(word.parts)), position)
        for index, phrase in self._synonyms.of([word.stem for _, word in asked]):
            for stem in phrase:
                add(stem, TermKind.SYNONYM, SYNONYM_WEIGHT / len(phrase), asked[index][0])
        return tuple(terms.values())

    def is_stop_word(self, key: str) -> bool:
        """Whether the folded word says nothing about a topic."""
        return key in self._stop_words

    def _words(self, text: str) -> Iterator[Word]:
        for token in tokens(text):
            known = self._analyse(token.key, token.pieces)
            written = text[token.start : token.end]
            yield Word(written, token.start, token.end, known.stem, known.pieces, known.parts, known.stop)

    def _phrase(self, text: str) -> Phrase:
        return tuple(word.stem for word in self.words(text) if not word.stop)

    def _analyse_uncached(self, key: str, pieces: tuple[str, ...]) -> _Analysis:
        stem = self.stem(key)
        if key in self._stop_words:
            return _Analysis(stem, (), (), stop=True)
        # A single letter within a word ('E-Mail') says nothing, a single digit ('§ 9') does.
        units = [piece for piece in pieces if len(piece) > 1 or piece.isdigit()]
        own = self._stems(units, without={stem})
        joined = ("".join(units[first:last]) for first, last in _runs(len(units)))
        inner = (part for unit in units or [key] for part in self._parts(unit))
        return _Analysis(stem, own, self._stems([*joined, *inner], without={stem, *own}), stop=False)

    def _stems(self, words: Iterable[str], *, without: set[str]) -> tuple[str, ...]:
        stems = dict.fromkeys(self.stem(word) for word in words if word not in self._stop_words)
        return tuple(stem for stem in stems if stem not in without)

    def stem(self, key: str) -> str:
        """The stem of a folded word, as terms hold it; what is not letters alone stays as it is."""
        if not key.isalpha():
            return key
        word = self._masculine(key)
        return self._stem_exceptions.get(word) or self._stemmer.stemWord(word)

    def _masculine(self, key: str) -> str:
        """'studentinnen' and 'studentin' as 'student'; 'gewinnen' and 'termin' as they are."""
        if key.endswith("innen"):
            base = key.removesuffix("innen")
            for person in (base, base + "e", base.replace("ae", "a")):
                if self.compounds.is_noun(person):
                    return person
            return base if base.endswith(_FEMININE_OF) else key
        base = key.removesuffix("in")
        if base != key and base.endswith(_FEMININE_OF) and self.compounds.is_noun(base):
            return base
        return key

    def _parts(self, key: str) -> Iterator[str]:
        """The parts of a compound on every level, and neighbours among them together, but never the whole word."""
        word = self._masculine(key)
        split = self.compounds.split(word)
        for first, last in _runs(len(split)):
            yield word[split[first].start : split[last - 1].end]
        for part in split:
            yield part.lemma
            yield from self._parts(part.lemma)


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """The bounds of all runs of two and more among `count` parts, except all of them."""
    if count <= _MOST_JOINED_PARTS:
        for first, last in combinations(range(count + 1), 2):
            if 2 <= last - first < count:
                yield first, last


def _recipe() -> str:
    """Names everything that decides which terms a passage yields: this code, the lists, the stemmer, the nouns."""
    lists = sha256("".join(map(packaged_text, _LISTS_OF_PASSAGES)).encode()).hexdigest()[:8]
    return f"german-{RECIPE_NUMBER}-{lists}-snowball-{version('pystemmer')}-nouns-{version('german-nouns')}"
