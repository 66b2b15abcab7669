"""What an answerer hands over, sentence by sentence, before its citations get their numbers."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.models import StoredPassage


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a sentence: `quote` stands letter for letter in the passage's text."""

    stored: StoredPassage
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence with its proofs, none where it is not proven; the others as in `Sentence`."""

    text: str
    proofs: tuple[Proof, ...]
    support: float
    lead: str = ""
    missing: tuple[str, ...] = ()
