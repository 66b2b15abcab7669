"""Puts what an ellipsis names in place of its counterpart: 'Und in Brunnleben?' after a question about Ottersfurt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.follow_up.grammar import ARTICLES, PREPOSITIONS
from assistant.follow_up.words import YEAR, QuestionWord, names_another_place, places_in, question_words
from corpus.german.analyser import Analyser

_MERGED = {"beim": "bei", "im": "in", "ins": "in", "zum": "zu", "zur": "zu", "vom": "von", "am": "an", "fürs": "für"}


@dataclass(frozen=True, slots=True)
class Substitution:
    """The earlier question with something else in its place; `elsewhere` where that is another town."""

    text: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase at `[start:end]` with its preposition ('' without) and where its noun begins.

    `has_noun` is False for 'eine intensive', `described` where adjectives come before the noun, `generic` where the
    noun is no topic of its own.
    """

    preposition: str
    start: int
    noun: int
    end: int
    has_noun: bool
    described: bool
    generic: bool


def substituted(fragment: str, before: str, analyser: Analyser, places: Collection[str]) -> Substitution | None:
    """The earlier question with the fragment in place of its counterpart; None where there is none."""
    return _year_and_place(fragment, before, analyser, places) or _phrase(fragment, before, analyser, places)


def _year_and_place(fragment: str, before: str, analyser: Analyser, places: Collection[str]) -> Substitution | None:
    """For a fragment of nothing but a year, a place or both."""
    years = list(YEAR.finditer(fragment))
    towns = _places(fragment, analyser, places)
    named = [*(year.span() for year in years), *towns]
    others = [
        word
        for word in question_words(fragment, analyser)
        if not (word.stop or word.lower == "jahr" or any(start <= word.start < end for start, end in named))
    ]
    if others or not named:
        return None
    text = before
    if years:
        if not (old_year := YEAR.search(text)):
            return None
        text = text[: old_year.start()] + years[0][0] + text[old_year.end() :]
    if towns:
        if not (old_towns := _places(text, analyser, places)):
            return None
        (new_start, new_end), (start, end) = towns[0], old_towns[-1]
        text = text[:start] + fragment[new_start:new_end] + text[end:]
    return Substitution(text, elsewhere=bool(towns))


def _places(text: str, analyser: Analyser, places: Collection[str]) -> list[tuple[int, int]]:
    """The places that the corpus knows, or else names without an article after 'in'."""
    return places_in(text, places) or _placed(text, analyser)


def _placed(before: str, analyser: Analyser) -> list[tuple[int, int]]:
    words = question_words(before, analyser)
    return [
        (name.start, name.end)
        for placing, name in pairwise(words)
        if placing.lower in ("in", "aus") and name.specific and name.capital
    ]


def _phrase(fragment: str, before: str, analyser: Analyser, places: Collection[str]) -> Substitution | None:
    """For a fragment that is a thing, in place of the first one with the same preposition (or none)."""
    new = next(iter(_phrases(question_words(fragment, analyser))), None)
    if new is None or new.start or new.generic:
        return None
    towns = places_in(before, places)
    things = [p for p in _phrases(question_words(before, analyser)) if p.has_noun and (p.start, p.end) not in towns]
    old = next((p for p in things if p.preposition == new.preposition and not p.generic), None)
    if old is None and not new.preposition and new.has_noun:
        # 'Und die Dachbegrünung?' after 'Wie hoch ist der Zuschuss für eine Zisterne?'
        old = next((p for p in things if p.preposition == "für"), None)
        fragment = f"für {fragment}"
    if old is None or not (new.has_noun or old.described):
        return None
    if not new.has_noun:
        return Substitution(f"{before[: old.start]}{fragment} {before[old.noun :]}")
    tail, elsewhere = before[old.end :], names_another_place(fragment, before, places)
    if places_in(fragment, places):
        tail = _without_place(tail, analyser)
    return Substitution(before[: old.start] + fragment + tail, elsewhere)


def _without_place(tail: str, analyser: Analyser) -> str:
    """The rest of the earlier question without its first 'in …': the fragment names its own place."""
    for phrase in _phrases(question_words(tail, analyser)):
        if phrase.preposition in ("in", "aus"):
            return tail[: phrase.start].rstrip() + tail[phrase.end :]
    return tail


def _phrases(words: Sequence[QuestionWord]) -> list[_Phrase]:
    found: list[_Phrase] = []
    index = 0
    while index < len(words):
        phrase, after = _phrase_at(words, index)
        if phrase:
            found.append(phrase)
        index = max(after, index + 1)
    return found


def _phrase_at(words: Sequence[QuestionWord], index: int) -> tuple[_Phrase | None, int]:
    first = words[index]
    preposition = ""
    at = index
    if first.lower in PREPOSITIONS:
        preposition = _MERGED.get(first.lower, first.lower)
        at += 1
    has_article = at < len(words) and words[at].lower in ARTICLES
    at += has_article
    bare = index == 0 and first.role.noun  # 'Und Zisternen?'
    if at == index and not bare:
        return None, index
    adjectives = at
    while at < len(words) and not words[at].capital and words[at].lower.endswith(("e", "en", "er", "es", "em")):
        at += 1
    noun = at
    while at < len(words) and words[at].capital and (at == index or not words[at].opens):
        at += 1
    if at == index + 1 and not bare:
        return None, index
    phrase = _Phrase(
        preposition=preposition,
        start=first.start,
        noun=words[noun].start if noun < len(words) else words[-1].end,
        end=words[at - 1].end,
        has_noun=at > noun,
        described=noun > adjectives,
        generic=at > noun and words[at - 1].role.generic,
    )
    return phrase, at
