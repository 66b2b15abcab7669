"""Words that narrow, widen or end what a sentence says: 'höchstens', 'nur', 'abgeschafft'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.german.word_lists import entry_lines


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What in a sentence demands that its statement says so, and what in a statement does."""

    demands: re.Pattern[str]
    meets: re.Pattern[str]


def read_qualifiers(text: str) -> tuple[Qualifier, ...]:
    """A list of them: one a line; behind '|', separated by commas, what else says the same in a statement."""
    return tuple(_qualifiers(text))


def added_qualifiers(sentence: str, statement: str, known: Sequence[Qualifier]) -> tuple[str, ...]:
    """Those of the sentence, as written, of which the statement has no like."""
    found = ((qualifier, qualifier.demands.search(sentence)) for qualifier in known)
    return tuple(match[0] for qualifier, match in found if match and not qualifier.meets.search(statement))


def _qualifiers(text: str) -> Iterator[Qualifier]:
    for line in entry_lines(text):
        demanding, _, meeting = line.partition("|")
        words = [word.replace("_", " ") for word in demanding.split()]
        others = [phrase.strip() for phrase in meeting.split(",") if phrase.strip()]
        yield Qualifier(_any_of(words), _any_of([*words, *others]))


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    patterns = (re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
