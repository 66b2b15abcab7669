"""Taking German compounds apart: 'Haushaltssicherungskonzept' into Haushalt, Sicherung, Konzept.

The nouns are the lemmas of the package `german-nouns` (Wiktionary, CC BY-SA 4.0), read from its CSV file without
importing its code, which pulls in a Wiktionary parser. All words here are folded (see `corpus.german.folding`).
"""

import re
from dataclasses import dataclass
from importlib.resources import files

from corpus.german.folding import fold
from corpus.german.word_lists import packaged_words

SHORTEST_PART = 3
SHORTEST_NOUN = 4
LONGEST_WORD = 80

# What a choice costs besides the 1 that every part costs: fewest parts win, then the more usual links.
_LINKS = {"": 0.0, "s": 0.0, "n": 0.1, "nen": 0.1, "en": 0.1, "es": 0.2, "e": 0.3, "er": 0.3}
_ENDINGS = _LINKS | {"em": 0.3, "ern": 0.3, "se": 0.3, "sen": 0.3}
_NO_NOUN = 0.3
_WITHOUT_FINAL_E = 0.3
_PLURAL_UMLAUT = 0.25

_LAST_UMLAUT = re.compile(r"([aou])e(?!.*[aou]e)")
_NAME = re.compile("Toponym|Vorname|Nachname|Eigenname|Straßenname")
_NO_PART_OF_SPEECH = re.compile("Wortverbindung|Abkürzung|Buchstabe|Symbol|Affix|Suffix|Redewendung|Gebundenes Lexem")


def noun_lemmas() -> set[str]:
    """The folded nouns of four letters and more, about 88,000, without names, places and abbreviations."""
    nouns, _ = _nouns_and_names()
    return nouns


def _nouns_and_names() -> tuple[set[str], set[str]]:
    nouns: set[str] = set()
    names: set[str] = set()
    # The csv module would spend five times as long on 70 columns of inflected forms that nobody asked for.
    with files("german_nouns").joinpath("nouns.csv").open(encoding="utf-8") as table:
        next(table)
        for line in table:
            lemma, _, rest = line.partition(",")
            if len(lemma) < SHORTEST_NOUN or not lemma.isalpha():
                continue
            parts_of_speech = rest[1 : rest.index('"', 1)] if rest[0] == '"' else rest[: rest.index(",")]
            if _NAME.search(parts_of_speech):
                names.add(fold(lemma))
            elif not _NO_PART_OF_SPEECH.search(parts_of_speech):
                nouns.add(fold(lemma))
    return nouns, names


def singular(word: str) -> str:
    """The folded word without the umlaut that its plural may have brought: 'gaeste' as 'gaste'."""
    return _LAST_UMLAUT.sub(r"\1", word)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a compound: `word[start:end]`, without the link that follows it, and the lemma it stands for."""

    start: int
    end: int
    lemma: str


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    parts: tuple[Part, ...]


class CompoundSplitter:
    """Knows the nouns and takes compounds apart by dynamic programming. Holds no other state."""

    def __init__(self) -> None:
        self._nouns, self._names = _nouns_and_names()
        self._openers: set[str] = set()
        self._closers: set[str] = set()
        for entry in packaged_words("compound_parts.txt"):
            word = fold(entry)
            if entry.startswith("!"):
                self._nouns.discard(word)
            elif entry.startswith("-"):
                self._closers.add(word)
            elif entry.endswith("-"):
                self._openers.add(word)
            else:
                self._nouns.add(word)

    def is_noun(self, word: str) -> bool:
        """Whether the folded word is a lemma of the noun list."""
        return word in self._nouns

    def is_name(self, word: str) -> bool:
        """Whether the folded word is listed as the name of a person or place."""
        return word in self._names

    def split(self, word: str) -> tuple[Part, ...]:
        """The fewest parts that make up the folded word, two at least; empty where it is no compound.

        Words that are listed nouns themselves are taken apart too. Of equally good ways the one with the longest
        beginning wins: Hochwasser + Schutz, not hoch + Wasserschutz.
        """
        length = len(word)
        if not 2 * SHORTEST_PART <= length <= LONGEST_WORD:
            return ()
        best: list[_Path | None] = [None] * (length + 1)
        best[0] = _Path(0.0, ())
        for start in range(length - SHORTEST_PART + 1):
            so_far = best[start]
            if so_far is None:
                continue
            for part, after, cost in self._parts_from(word, start):
                total = so_far.cost + cost
                known = best[after]
                if known is None or total <= known.cost:
                    best[after] = _Path(total, (*so_far.parts, part))
        whole = best[length]
        return whole.parts if whole else ()

    def _parts_from(self, word: str, start: int) -> list[tuple[Part, int, float]]:
        """Each part that may begin at `start`, where the next one begins after its link, and its cost."""
        length = len(word)
        last_start = length - SHORTEST_PART
        found: list[tuple[Part, int, float]] = []
        for end in range(start + SHORTEST_PART, length + 1):
            piece = word[start:end]
            if end <= last_start:
                if piece in self._openers:
                    found.append((Part(start, end, piece), end, 1 + _NO_NOUN))
                if len(piece) >= SHORTEST_NOUN and piece + "e" in self._nouns:
                    found.append((Part(start, end, piece + "e"), end, 1 + _WITHOUT_FINAL_E))
            ending_cost = _ENDINGS.get(word[end:]) if start else None
            if ending_cost is not None and piece in self._closers:
                found.append((Part(start, end, piece), length, 1 + _NO_NOUN + ending_cost))
            lemma, cost = self._noun(piece)
            if not lemma:
                continue
            part = Part(start, end, lemma)
            if ending_cost is not None:
                found.append((part, length, cost + ending_cost))
            for link, link_cost in _LINKS.items():
                if end + len(link) <= last_start and word.startswith(link, end):
                    found.append((part, end + len(link), cost + link_cost))
        return found

    def _noun(self, piece: str) -> tuple[str, float]:
        """The noun that a piece stands for and what that costs; '' where it stands for none."""
        if piece in self._nouns:
            return piece, 1.0
        without_umlaut = singular(piece)
        if without_umlaut != piece and without_umlaut in self._nouns:
            return without_umlaut, 1 + _PLURAL_UMLAUT
        return "", 0.0
