"""The word lists that lie beside this code, in the form in which they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.proof.numbers import Units
from corpus.german.analyser import Analyser
from corpus.german.folding import fold
from corpus.german.word_lists import entry_lines

_NUMERIC = "#!"


@dataclass(frozen=True, slots=True)
class Opposites:
    """A pair of sides, each the stems of its words and the beginnings of others; `numeric` ones stand before numbers."""

    sides: tuple[Side, Side]
    numeric: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair."""

    stems: frozenset[str]
    beginnings: tuple[str, ...]

    def holds(self, stem: str, key: str) -> bool:
        """Whether a word with this stem and folded spelling is on this side."""
        return stem in self.stems or key.startswith(self.beginnings)


@dataclass(frozen=True, slots=True)
class WordLists:
    """Units, opposites, the words that may stand for each stem, and the stems of words that need no proof."""

    units: Units
    opposites: tuple[Opposites, ...]
    akin: Mapping[str, frozenset[str]]
    frame: frozenset[str]


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
        opposites=tuple(_opposites(line, analyser) for line in _pairs(_text("antonyms.txt"))),
        akin={stem: frozenset(others) for stem, others in akin.items()},
        frame=frozenset(analyser.stem(fold(w)) for line in entry_lines(_text("frame.txt")) for w in line.split()),
    )


def _pairs(text: str) -> Iterable[str]:
    return (line for line in map(str.strip, text.splitlines()) if "|" in line and not line.startswith("# "))


def _opposites(line: str, analyser: Analyser) -> Opposites:
    first, second = line.removeprefix(_NUMERIC).split("|")
    return Opposites((_side(first, analyser), _side(second, analyser)), line.startswith(_NUMERIC))


def _side(words: str, analyser: Analyser) -> Side:
    each = words.split()
    return Side(
        stems=frozenset(analyser.stem(fold(word)) for word in each if not word.endswith("-")),
        beginnings=tuple(fold(word) for word in each if word.endswith("-")),
    )


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
