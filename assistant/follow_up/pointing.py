"""Whether a word of a question points at something that stands outside the question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.follow_up.grammar import (
    ADJECTIVE,
    ANNOUNCED,
    ARTICLES,
    DEMONSTRATIVE,
    EXPLETIVE_VERB,
    FURTHER,
    NUMERALS,
    PERSONAL,
    POSSESSIVE,
    PREPOSITIONS,
    PRONOMINAL_ADVERB,
    SUBORDINATING,
    THE,
    THING_SPOKEN_OF,
    TIME,
)
from assistant.follow_up.words import QuestionWord


def points_back(words: Sequence[QuestionWord], index: int) -> bool:
    """Whether the word is a pronoun or the like, and nothing before it in the question is what it means."""
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else None
    if word.lower in THE:
        if _opens_a_noun_phrase(words, index):
            return _is_the_thing_spoken_of(words, index)
        return not (_opens_a_relative_clause(words, index) or _has_antecedent(words, index))
    polite = word.capital and (not word.opens or word.text == "Sie")
    if polite:
        return False
    if word.lower in PERSONAL:
        return not (_has_antecedent(words, index) or _is_expletive(words, index))
    if POSSESSIVE.fullmatch(word.lower):
        return _opens_a_noun_phrase(words, index) and not any(other.role.noun for other in words[:index])
    if DEMONSTRATIVE.fullmatch(word.lower):
        this_year = following is not None and TIME.match(following.lower)
        return not (this_year or _opens_a_relative_clause(words, index) or _has_antecedent(words, index))
    if PRONOMINAL_ADVERB.fullmatch(word.lower):
        conjunction = word.opens and index > 0 and word.lower in SUBORDINATING
        return not (conjunction or _announces(words, index) or _has_antecedent(words, index))
    return bool(FURTHER.fullmatch(word.lower) and following and following.role.noun)


def _has_antecedent(words: Sequence[QuestionWord], index: int) -> bool:
    """Whether an earlier clause of the question names something; within one clause a pronoun means something else."""
    return any(word.role.noun and word.clause < words[index].clause for word in words[:index])


def _is_expletive(words: Sequence[QuestionWord], index: int) -> bool:
    """'es' that means nothing ('Gibt es'), or what comes after the comma ('Was kostet es, … zu')."""
    if words[index].lower != "es":
        return False
    around = [*words[max(0, index - 2) : index + 3], words[-1]]
    announces = words[index].before_comma or _announces(words, index)
    return announces or any(EXPLETIVE_VERB.match(word.lower) for word in around)


def _announces(words: Sequence[QuestionWord], index: int) -> bool:
    """Whether it stands for a clause that follows: 'damit beauftragt, … zu', 'dafür, dass'."""
    return any(word.lower in ANNOUNCED for word in words[index + 1 :] if word.clause > words[index].clause)


def _opens_a_noun_phrase(words: Sequence[QuestionWord], index: int) -> bool:
    """Whether it is an article with its noun behind it: 'die drei großen Brachen', 'der in Bonn geborene Maler'."""
    at = index + 1
    while at < len(words) and not words[at].opens:
        word = words[at]
        if word.lower in PREPOSITIONS and not word.capital:
            at = _after_nouns(words, at)
            if at >= len(words) or not ADJECTIVE.fullmatch(words[at].lower):
                return False
        elif word.role.noun or word.capital:
            return True
        elif word.lower not in NUMERALS | {"und"} and not ADJECTIVE.fullmatch(word.lower):
            return False
        at += 1
    return False


def _after_nouns(words: Sequence[QuestionWord], at: int) -> int:
    """The index behind the next noun and those that follow it at once."""
    while at < len(words) and not words[at].role.noun:
        at += 1
    while at < len(words) and words[at].role.noun:
        at += 1
    return at


def _is_the_thing_spoken_of(words: Sequence[QuestionWord], index: int) -> bool:
    """'das Projekt' and the like, unless the words behind it say which one."""
    noun, *rest = words[index + 1 : index + 3]
    if not THING_SPOKEN_OF.fullmatch(noun.lower):
        return False
    if not rest or rest[0].opens:
        return True
    says_which = rest[0].lower in PREPOSITIONS | ARTICLES or rest[0].capital or rest[0].is_number
    return not says_which


def _opens_a_relative_clause(words: Sequence[QuestionWord], index: int) -> bool:
    """', die …', ', in der …', ', mit denen …'."""
    if index and words[index].opens:
        return True
    return index > 1 and words[index - 1].opens and words[index - 1].lower in PREPOSITIONS
