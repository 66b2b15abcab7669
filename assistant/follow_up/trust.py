"""Whether a model's wording of a follow-up question asks what the person asked, and nothing invented."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.follow_up.grammar import OPENERS
from assistant.follow_up.models import Turn
from assistant.follow_up.words import QuestionWord, in_form, question_words
from corpus.german.analyser import Analyser

LONGEST_ADDITION = 160  # characters
# A person, a time, a place, a reason, a number: what was asked for must stay what is asked for.
_ASKED_FOR = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("wer|wen|wem|wessen", "wann", "wo|woher|wohin", "warum|weshalb|wieso", r"wie ?viele?r?n?")
)


def can_be_trusted(wording: str, question: str, turns: Sequence[Turn], analyser: Analyser) -> bool:
    """One question in one line that keeps the person's words and names nothing that stands in none of the turns."""
    if not wording.endswith("?") or "\n" in wording or len(wording) > len(question) + LONGEST_ADDITION:
        return False
    asked = question_words(question, analyser)
    worded = question_words(in_form(wording), analyser)
    kept = {word.stem for word in worded} | {word.text for word in worded}
    lost = [word for word in asked if _must_stay(word) and word.stem not in kept]
    known = _stems(" ".join([question, *(f"{turn.question} {turn.answer}" for turn in turns)]), analyser)
    if not all(kind.search(wording) for kind in _ASKED_FOR if kind.search(question)):
        return False
    invented = [word for word in worded if _must_be_known(word) and word.stem not in known]
    return not (lost or invented) and bool(added_words(wording, question, analyser))


def added_words(wording: str, question: str, analyser: Analyser) -> tuple[str, ...]:
    """The words that say something and stand in the wording only, as written there."""
    known = {word.stem for word in question_words(question, analyser)}
    worded = question_words(in_form(wording), analyser)
    added = [w.text for w in worded if (w.specific or w.is_number) and w.stem not in known]
    return tuple(dict.fromkeys(added))


def _must_stay(word: QuestionWord) -> bool:
    return not (word.stop or word.role.common_verb or word.lower in OPENERS)


def _must_be_known(word: QuestionWord) -> bool:
    return word.is_number or (word.specific and not word.opens)


def _stems(text: str, analyser: Analyser) -> frozenset[str]:
    """Every stem of a text, with those of the parts and pieces of its words."""
    return frozenset(stem for word in analyser.words(text) for stem in (word.stem, *word.pieces, *word.parts))
