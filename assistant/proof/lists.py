"""The word lists that lie beside this code, in the form in which they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.proof.antonyms import Opposites, read_opposites
from assistant.proof.numbers import Units
from assistant.proof.qualifiers import Qualifier, read_qualifiers
from corpus.german.analyser import Analyser
from corpus.german.folding import fold
from corpus.german.word_lists import entry_lines


@dataclass(frozen=True, slots=True)
class WordLists:
    """Units, opposites, the words that may stand for each stem, and the stems of words that need no proof.

    `light` are the stems of nouns that say little of their own.
    """

    units: Units
    opposites: Opposites
    akin: Mapping[str, frozenset[str]]
    frame: frozenset[str]
    light: frozenset[str]
    qualifiers: tuple[Qualifier, ...]


@lru_cache(maxsize=2)
def word_lists(analyser: Analyser) -> WordLists:
    """The lists, read once for an analyser."""
    akin: dict[str, set[str]] = {}
    for line in entry_lines(_text("akin.txt")):
        group = {analyser.stem(fold(word)) for word in line.split()}
        for stem in group:
            akin.setdefault(stem, set()).update(group - {stem})
    return WordLists(
        units=Units(entry_lines(_text("units.txt"))),
        opposites=read_opposites(_text("antonyms.txt"), analyser),
        akin={stem: frozenset(others) for stem, others in akin.items()},
        frame=_stems("frame.txt", analyser),
        light=_stems("light_nouns.txt", analyser),
        qualifiers=read_qualifiers(_text("qualifiers.txt")),
    )


def _stems(name: str, analyser: Analyser) -> frozenset[str]:
    return frozenset(analyser.stem(fold(word)) for line in entry_lines(_text(name)) for word in line.split())


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
