"""The statements of real passages that the sentence check is measured on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.answering.sentences import quotable_sentences
from corpus.models import StoredPassage
from corpus.statements import CELLS

FEWEST_WORDS, MOST_WORDS = 7, 40


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole sentence of a passage, in one line; `following` is the one after it in the same passage, or ''."""

    passage: StoredPassage
    text: str
    following: str


def statements(passages: Iterable[StoredPassage]) -> Iterator[Statement]:
    """Every sentence of prose that says something by itself: neither a question nor a fragment nor a row."""
    for stored in passages:
        prose = [s for s in quotable_sentences(stored.passage) if CELLS not in s.quote]
        for sentence, following in zip_longest(prose, prose[1:]):
            if _is_whole(sentence.text):
                adjacent = following is not None and following.index == sentence.index + 1 and _is_whole(following.text)
                yield Statement(stored, sentence.text, following.text if following and adjacent else "")


def rows(passages: Sequence[StoredPassage]) -> Iterator[Statement]:
    """Every row of a table as an answer words it, each cell with its column's name."""
    for stored in passages:
        for sentence in quotable_sentences(stored.passage):
            if CELLS in sentence.quote:
                yield Statement(stored, sentence.text, "")


def _is_whole(text: str) -> bool:
    return FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and text.endswith(".") and text[0].isupper()
