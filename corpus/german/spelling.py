"""Other spellings for words of a question that stand nowhere: mistyped ones, and compounds written apart.

A word is called mistyped only where the corpus knows neither it nor a part or synonym of it and German does not
either (`is_known_word`). Words of five to seven letters may then be one edit away from what was meant, longer ones
two; an edit inserts, drops or replaces a letter or swaps two neighbours.

Stems alone would miss an error in an ending: 'Beteiligugn' keeps its ending, while 'Beteiligung' loses it. So the
words one edit away are written out, stemmed and looked up; only the second edit is measured between stems.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from string import ascii_lowercase
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.german.analyser import PART_WEIGHT, WORD_WEIGHT, Analyser, Term, TermKind, Word
from corpus.german.folding import fold
from corpus.german.known_words import is_known_word

MOST_CORRECTIONS = 3
SHORTEST_WORD, SHORTEST_TWICE, LONGEST_WORD = 5, 8, 40
SHORTEST_STEM = 4

# What was most probably meant weighs nearly as much as a word, a further guess as little as a synonym.
BEST_WEIGHT, FURTHER_WEIGHT, JOINED_WEIGHT = 0.75, 0.25, 0.5

# A question is a sentence or two; of longer texts only the beginning is looked into.
_LONGEST_QUESTION, _MOST_WORDS, _MOST_MISTYPED = 2_000, 100, 5
_BEGINNING = 5
_ENDING, _SHORT_ENDING = 5, 3
_SHORTEST_COMPOUND, _SHORTEST_JOINED, _MOST_JOINED = 10, 3, 3
_MOST_MIDDLES, _MOST_TRIED = 3, 5
# Stands for the mistyped part of a compound, to see whether what is around it are parts of one.
_STAND_IN = "quiz"

_HYPHEN = re.compile("[-‐‑]")


class Vocabulary(Protocol):
    """The terms of a corpus: the stems and the stems of parts of all its passages."""

    def frequencies(self, terms: Collection[str], /) -> Mapping[str, int]:
        """In how many passages each of up to 5,000 terms occurs; those that occur nowhere are left out."""

    def beginning_with(self, beginnings: Collection[str], /) -> Iterable[str]:
        """The terms that begin with any of some 300 strings of five letters, in any order."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What may be meant by a mistyped word: a spelling, folded or already a stem, and its stem."""

    spelling: str
    stem: str


def spelling_terms(question: str, analyser: Analyser, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Terms to search for beside those of `Analyser.question_terms`, all of kind SPELLING; none where all is well.

    A corrected word yields its stem and those of its parts; words written apart ('Klima anpassung') yield the stem
    of the whole where the corpus writes them together.
    """
    question = unicodedata.normalize("NFC", question)[:_LONGEST_QUESTION]
    words = analyser.words(question)[:_MOST_WORDS]
    asked = analyser.question_terms(question)
    widened = {term.position for term in asked if term.kind is TermKind.SYNONYM}
    joined = dict(_joined(words, question, analyser))
    doubtful = [
        (position, key)
        for position, word in enumerate(words)
        if not word.stop and position not in widened
        for key in map(fold, _HYPHEN.split(word.text))
        if _may_be_mistyped(key, analyser)
    ]
    known = vocabulary.frequencies({*joined, *(analyser.stem(key) for _, key in doubtful)})
    terms = {term.text: term for term in asked}

    def add(stem: str, weight: float, position: int) -> None:
        terms.setdefault(stem, Term(stem, TermKind.SPELLING, weight, position))

    for stem, position in joined.items():
        if stem in known:
            add(stem, JOINED_WEIGHT, position)
    mistyped = [(position, key) for position, key in doubtful if analyser.stem(key) not in known]
    for position, key in mistyped[:_MOST_MISTYPED]:
        # A noun list knows no verbs: what is written small may be one that the corpus merely does not use.
        surely = question.islower() or not words[position].text[0].islower()
        for rank, correction in enumerate(corrections(key, analyser, vocabulary)):
            best = surely and rank == 0
            add(correction.stem, BEST_WEIGHT if best else FURTHER_WEIGHT, position)
            if best:
                parts = [part for word in analyser.words(correction.spelling) for part in word.parts]
                for part in parts:
                    add(part, min(PART_WEIGHT, WORD_WEIGHT / len(parts)), position)
    return tuple(term for term in terms.values() if term.kind is TermKind.SPELLING)


def corrections(word: str, analyser: Analyser, vocabulary: Vocabulary) -> tuple[Correction, ...]:
    """What the folded word, which stands nowhere, may be meant to be: at most three, best first, none if unclear."""
    near = _one_edit_away(word, analyser)
    if found := vocabulary.frequencies(near):
        return tuple(Correction(near[stem], stem) for stem in _best(found, word))
    if len(word) >= SHORTEST_TWICE and (stems := _two_edits_away(word, analyser, vocabulary)):
        return tuple(Correction(stem, stem) for stem in stems)
    spelling = _with_part_corrected(word, analyser, vocabulary)
    return (Correction(spelling, analyser.stem(spelling)),) if spelling else ()


def _may_be_mistyped(key: str, analyser: Analyser) -> bool:
    if not SHORTEST_WORD <= len(key) <= LONGEST_WORD or not (key.isascii() and key.isalpha()):
        return False
    return not analyser.is_stop_word(key) and not is_known_word(key, analyser.compounds)


def _joined(words: Sequence[Word], question: str, analyser: Analyser) -> Iterator[tuple[str, int]]:
    """The stem of each two or three neighbours written as one word, and the position of the first."""
    for first in range(len(words)):
        whole = ""
        for position, word in enumerate(words[first : first + _MOST_JOINED], first):
            key = fold(word.text)
            if word.stop or word.pieces or len(key) < _SHORTEST_JOINED or not (key.isascii() and key.isalpha()):
                break
            if position > first and not question[words[position - 1].end : word.start].isspace():
                break
            whole += key
            if position > first:
                yield analyser.stem(whole), first


def _one_edit_away(word: str, analyser: Analyser) -> dict[str, str]:
    """The stem of everything that is one edit away from the word, and a spelling of it, a noun where there is one."""
    near: dict[str, str] = {}
    short = len(word) < SHORTEST_TWICE  # the first letter is then taken as right, and the ending as a short one
    for spelling in _variants(word):
        stem = analyser.stem(spelling)
        if short and (spelling[0] not in word[:2] or len(stem) < len(spelling) - _SHORT_ENDING):
            continue
        if len(stem) < SHORTEST_STEM or analyser.is_stop_word(spelling):
            continue
        if stem not in near or analyser.compounds.is_noun(spelling):
            near[stem] = spelling
    return near


def _variants(word: str) -> dict[str, None]:
    """The word and all that is one edit away from it, each once."""
    cuts = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    swapped = (f"{left}{right[1]}{right[0]}{right[2:]}" for left, right in cuts if len(right) > 1)
    dropped = (f"{left}{right[1:]}" for left, right in cuts if right)
    inserted = (f"{left}{letter}{right}" for left, right in cuts for letter in ascii_lowercase)
    replaced = (f"{left}{letter}{right[1:]}" for left, right in cuts if right for letter in ascii_lowercase)
    return dict.fromkeys((word, *swapped, *inserted, *dropped, *replaced))


def _best(frequencies: Mapping[str, int], word: str) -> list[str]:
    """First what begins alike, since few err in the first letter, then what is frequent."""
    return sorted(frequencies, key=lambda stem: (stem[0] != word[0], -frequencies[stem], stem))[:MOST_CORRECTIONS]


def _with_part_corrected(word: str, analyser: Analyser, vocabulary: Vocabulary) -> str:
    """The compound with its one mistyped part corrected, where that stands in the vocabulary by itself; or ''."""
    length = len(word)
    if length < _SHORTEST_COMPOUND:
        return ""
    split = analyser.compounds.split
    starts = [0, *(cut for cut in range(3, length - SHORTEST_WORD + 1) if split(word[:cut] + _STAND_IN))]
    ends = [length, *(cut for cut in range(SHORTEST_WORD, length - 2) if split(_STAND_IN + word[cut:]))]
    middles = sorted(
        (end - start, start, end) for start, end in product(starts, ends) if SHORTEST_WORD <= end - start < length
    )
    spellings: dict[str, str] = {}
    for _, start, end in middles[:_MOST_MIDDLES]:
        for stem, part in _one_edit_away(word[start:end], analyser).items():
            if part[0] == word[start]:
                spellings.setdefault(stem, f"{word[:start]}{part}{word[end:]}")
    found = vocabulary.frequencies(spellings)
    by_frequency = sorted(found, key=lambda stem: (-found[stem], stem))[:_MOST_TRIED]
    return next((spellings[stem] for stem in by_frequency if split(spellings[stem])), "")


def _two_edits_away(word: str, analyser: Analyser, vocabulary: Vocabulary) -> list[str]:
    """The best terms of the vocabulary that are two edits away, at most one of them in the first five letters."""
    stem = analyser.stem(word)
    beginnings = {variant[:_BEGINNING] for variant in _variants(stem[: _BEGINNING + 1])}
    terms = [term for term in vocabulary.beginning_with(beginnings) if len(term) >= SHORTEST_TWICE]
    near = {term for term, _, _ in process.extract(stem, terms, scorer=OSA.distance, score_cutoff=2, limit=20)}
    # One of the two may have kept the stemmer from taking the ending off.
    endings = {analyser.stem(word[:-_ENDING] + ending) for ending in _variants(word[-_ENDING:])}
    for shorter in endings:
        if len(shorter) <= len(word) - 2:
            near.update(term for term, _, _ in process.extract(shorter, terms, scorer=OSA.distance, score_cutoff=1))
    return _best(vocabulary.frequencies(near), word)
