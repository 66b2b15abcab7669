"""How far the words of a sentence stand in a statement: coverage, with more ways to say the same than in a search."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from assistant.coverage import AskedWord, asked_words
from assistant.proof.lists import WordLists
from assistant.proof.number_words import cardinal, ordinal
from corpus.corpus import Corpus
from corpus.german.analyser import Analyser
from corpus.statements import BEGINNING, Said

# A word that stands in no document would otherwise outweigh all that the statement does say.
MOST_IDF = 6.0
OTHER_THAN_NOUN = 0.6
_ROOT = "~"
_PREFIX = re.compile(
    r"^(ab|an|auf|aus|bei|dar|durch|ein|fest|fort|her|hin|los|mit|nach|teil|ueber|um|unter|vor|weg|weiter|zu|zurueck|zusammen)"
)
_DERIVED = re.compile(r"(?:igung|ierung|ung|tion|iert|ier|lich|isch|bar|end|er|en|et|t|e|n|s)$")
_SHORTEST_ROOT = 4


def asked(corpus: Corpus, sentence: str, lists: WordLists) -> tuple[AskedWord, ...]:
    """The words of a sentence that need proof, weighed; numbers are judged by themselves and left out."""
    found = asked_words(corpus, sentence, corpus.analyser.question_terms(sentence))
    return tuple(_widened(word, lists) for word in found if not _is_number(word) and word.stem not in lists.frame)


def said(text: str, analyser: Analyser) -> Said:
    """What a text says: stems and their roots, parts of compounds."""
    terms = analyser.passage_terms(text)
    stems = frozenset(terms.stems)
    roots = {_ROOT + root(stem) for stem in (*terms.stems, *terms.parts)}
    return Said(stems | roots, frozenset(terms.parts), frozenset(stem[:BEGINNING] for stem in stems))


@lru_cache(maxsize=20_000)
def root(stem: str) -> str:
    """What verbs and the nouns and adjectives made of them share: 'bewillig' of Bewilligung, bewilligt, bewilligen.

    The ge- of participles goes ('abgegeben' as 'abgeb'), and umlauts ('zaehlt' as 'zahl').
    """
    bare = stem
    match = _PREFIX.match(bare)
    prefix, rest = (match[0], bare[match.end() :]) if match else ("", bare)
    if (rest.startswith("ge") and len(rest) > 5) or (rest.startswith("zu") and prefix and len(rest) > 5):
        rest = rest[2:]
    bare = prefix + rest
    while len(shortened := _DERIVED.sub("", bare)) >= _SHORTEST_ROOT and shortened != bare:
        bare = shortened
    return bare.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _widened(word: AskedWord, lists: WordLists) -> AskedWord:
    noun = word.written[:1].isupper()
    return replace(
        word,
        alternatives=word.alternatives | lists.akin.get(word.stem, frozenset()) | {_ROOT + root(word.stem)},
        idf=min(word.idf, MOST_IDF) * (1 if noun else OTHER_THAN_NOUN),
    )


def _is_number(word: AskedWord) -> bool:
    key = word.written.lower()
    return any(c.isdigit() for c in key) or cardinal(key) is not None or ordinal(key) is not None
