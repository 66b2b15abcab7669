"""Decides from German grammar whether a question leans on the turns before it, and how."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.follow_up.grammar import (
    ARTICLES,
    ASKING,
    COURTESIES,
    DEFINITION,
    FINITE_VERBS,
    FRAMED,
    LEADING_ARTICLE,
    OPENERS,
    PREPOSITIONS,
)
from assistant.follow_up.pointing import points_back
from assistant.follow_up.words import QuestionWord

LONGEST_FRAGMENT = 7  # words of an ellipsis like 'Und für eine Zisterne ab 5 m³?'
MOST_TELLING = 1  # verbs and adjectives that say something, in a question that names nothing and yet leans


def leans(question: str, words: Sequence[QuestionWord]) -> bool:
    """Whether the question cannot be understood by itself; every rule reads the question alone."""
    if not words or all(word.lower in COURTESIES for word in words):
        return False
    if fragment_of(question, words) or any(points_back(words, index) for index in range(len(words))):
        return True
    if any(word.specific for word in words) or DEFINITION.match(question):
        return False
    telling = [word for word in words if not (word.stop or word.role.noun or word.role.common_verb)]
    return len(telling) <= MOST_TELLING


def fragment_of(question: str, words: Sequence[QuestionWord]) -> str:
    """What is different, of a question that says no more than that: 'Und in Brunnleben?'; '' for all others."""
    framed = FRAMED.fullmatch(question)
    if framed and (framed["where"] or words[-1].role.noun):
        # After 'mit' and 'um' the thing stands in the dative, which would not fit where it goes.
        return framed["where"] or LEADING_ARTICLE.sub("", framed["with"] or framed["about"])
    rest = [word for index, word in enumerate(words) if index >= _openers(words)]
    if not rest or len(rest) > LONGEST_FRAGMENT or any(_makes_a_clause(word) for word in rest):
        return ""
    opened = len(rest) < len(words)
    begins_a_phrase = rest[0].lower in ARTICLES or rest[0].capital or rest[0].is_number
    if rest[0].lower in PREPOSITIONS or (opened and (begins_a_phrase or len(rest) <= 2)):
        return question[rest[0].start :].rstrip(" ?.!")
    return ""


def _openers(words: Sequence[QuestionWord]) -> int:
    """How many words like 'Und' and 'Aber auch' the question begins with."""
    return next((index for index, word in enumerate(words) if word.lower not in OPENERS), len(words))


def _makes_a_clause(word: QuestionWord) -> bool:
    return bool(ASKING.fullmatch(word.lower)) or word.lower in FINITE_VERBS
