"""The words of a question with what its grammar says about each: enough to tell topics from words that point back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from corpus.german.analyser import Analyser, Word
from corpus.german.word_lists import entry_lines

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BOUNDARY = re.compile(r"[,;:.!?()–—]")
_JOINING = frozenset({"und", "oder", "aber", "dass", "wenn", "weil"})
_VERB_ENDING = re.compile(r"(?:en|t|te|ten|er|es|em|ige|iche|ische)$")
_PARTICIPLE = re.compile(r"(?:\w{2,4})?ge\w{3,}(?:t|en)")


@dataclass(frozen=True, slots=True)
class Role:
    """What a word may be: `noun` a noun, name or keyword; `generic` a noun that is no topic of its own."""

    noun: bool
    generic: bool
    common_verb: bool


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """A word at `[start:end]` of the question; `opens` means that a comma or stop, or nothing, comes before it."""

    text: str
    lower: str
    stem: str
    start: int
    end: int
    stop: bool
    clause: int
    opens: bool
    before_comma: bool
    role: Role

    @property
    def specific(self) -> bool:
        """Whether the word can be the topic of a question."""
        return self.role.noun and not self.role.generic and not self.is_number

    @property
    def is_number(self) -> bool:
        """Whether it is a plain number or a year."""
        return self.text[:1].isdigit()

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital letter."""
        return self.text[:1].isupper()


def question_words(question: str, analyser: Analyser) -> list[QuestionWord]:
    """The words of a question (in Unicode form NFC), in order."""
    lists = _lists(analyser)
    words = analyser.words(question)
    cased = any(word.text[:1].isupper() for word in words)
    found: list[QuestionWord] = []
    clause, last_end = 0, 0
    for index, word in enumerate(words):
        lower = word.text.lower()
        opens = index == 0 or bool(_BOUNDARY.search(question, last_end, word.start))
        if index and (opens or lower in _JOINING):
            clause += 1
        last_end = word.end
        noun = not word.stop and _is_noun(word, lower, cased, first=opens, verbs=lists.verbs)
        found.append(
            QuestionWord(
                text=word.text,
                lower=lower,
                stem=word.stem,
                start=word.start,
                end=word.end,
                stop=word.stop,
                clause=clause,
                opens=opens,
                before_comma=question[word.end : word.end + 1] == ",",
                role=Role(noun, noun and word.stem in lists.generic, lower in lists.verbs),
            )
        )
    return found


def in_form(text: str) -> str:
    """The text in one line and in Unicode form NFC, as spans of words count in it."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def places_of(municipalities: Iterable[str | None]) -> frozenset[str]:
    """The single places of the corpus, from metadata like 'Steinrada, Bad Zierla und Dachsroda'."""
    return frozenset(
        place.strip() for value in municipalities if value for place in re.split(r",| und ", value) if place.strip()
    )


def places_in(question: str, places: Collection[str]) -> list[tuple[int, int]]:
    """The spans of the known places that stand in the question, in order."""
    names = "|".join(re.escape(place) for place in sorted(places, key=len, reverse=True))
    return [match.span() for match in re.finditer(rf"\b(?:{names})\b", question, re.IGNORECASE)] if names else []


def names_another_place(question: str, before: str, places: Collection[str]) -> bool:
    """Whether the question names a known place that the earlier one does not."""
    here, there = ({text[start:end].lower() for start, end in places_in(text, places)} for text in (question, before))
    return bool(here - there)


@dataclass(frozen=True, slots=True)
class _Lists:
    generic: frozenset[str]
    verbs: frozenset[str]


@lru_cache(maxsize=2)
def _lists(analyser: Analyser) -> _Lists:
    return _Lists(
        generic=frozenset(word.stem for word in analyser.words(" ".join(_listed("generic_nouns.txt")))),
        verbs=frozenset(_listed("common_verbs.txt")),
    )


def _listed(name: str) -> list[str]:
    text = files("assistant.follow_up").joinpath(name).read_text(encoding="utf-8")
    return [word for line in entry_lines(text) for word in line.split()]


def _is_noun(word: Word, lower: str, cased: bool, *, first: bool, verbs: Collection[str]) -> bool:
    if word.text[:1].isdigit() or word.text[:1] == "§":
        return True
    if word.text[:1].isupper():
        return lower not in verbs or not first
    if lower in verbs or _PARTICIPLE.fullmatch(lower):
        return False
    # Who writes everything small leaves little to tell nouns from verbs by: a telephone writes the first word large.
    return not cased or (len(word.parts) > 1 and not _VERB_ENDING.search(lower))
