"""What comes out of checking a sentence against a passage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ENOUGH = 0.5


class Finding(StrEnum):
    """What speaks against a sentence."""

    NUMBER = "number"
    NAME = "name"
    NOUN = "noun"
    QUALIFIER = "qualifier"
    NEGATION = "negation"
    ANTONYM = "antonym"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a passage proves a sentence.

    `support` is 0 to 1. `quote` is the statement of the passage that proves the sentence best, or two adjacent ones,
    letter for letter from the passage's text. `missing` are the sentence's numbers, names and words, as written, that
    do not stand there.
    """

    support: float
    findings: tuple[Finding, ...]
    quote: str
    missing: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether the sentence may be shown as proven by the passage."""
        return self.support >= ENOUGH
