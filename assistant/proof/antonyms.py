"""Whether two clauses differ by a word and its opposite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.german.analyser import Analyser, Word
from corpus.german.folding import fold
from corpus.german.word_lists import entry_lines

_NUMERIC = "0 "
# Beginnings that turn the rest of a word round: Mindestbetrag and Höchstbetrag, zulässig and unzulässig.
_BEGINNINGS = (
    *(
        ("", "un"),
        ("", "nicht"),
        ("mindest", "hochst"),
        ("mindest", "maximal"),
        ("minimal", "maximal"),
        ("innen", "aussen"),
    ),
    *(("nord", "sud"), ("ost", "west"), ("mehr", "minder"), ("ober", "unter"), ("ein", "aus"), ("zu", "ab")),
    *(("ent", "ver"), ("vormittag", "nachmittag"), ("haupt", "neben"), ("kurz", "lang")),
)
_SHORTEST_REST = 4
_FOLLOWING = 2  # words between 'vor' and the number it belongs to, and one more


@dataclass(frozen=True, slots=True)
class Side:
    """One side, 0 or 1, of a pair of opposites; a `numeric` one means the opposite only before a number."""

    pair: int
    side: int
    numeric: bool


Opposites = Mapping[str, Sequence[Side]]
"""Stem -> the sides on which it is."""


def read_opposites(text: str, analyser: Analyser) -> Opposites:
    """The pairs of a list: one a line, sides apart by '|', '0' first where it holds only before numbers."""
    found: dict[str, list[Side]] = {}
    for pair, line in enumerate(entry_lines(text)):
        for side, words in enumerate(line.removeprefix(_NUMERIC).split("|")):
            for stem in {analyser.stem(fold(word)) for word in words.split()}:
                found.setdefault(stem, []).append(Side(pair, side, line.startswith(_NUMERIC)))
    return found


def are_opposite(words: Sequence[Word], others: Sequence[Word], opposites: Opposites) -> bool:
    """Whether one holds one side of a pair and the other the other side, and neither holds both."""
    ours, theirs = _sides(words, opposites), _sides(others, opposites)
    listed = any(
        len(here) == 1 and len(there := theirs.get(pair, here)) == 1 and here != there for pair, here in ours.items()
    )
    return listed or _begun(words, others)


def _sides(words: Sequence[Word], opposites: Opposites) -> dict[int, set[int]]:
    """Pair -> the sides of it that the words are on."""
    found: dict[int, set[int]] = {}
    for index, word in enumerate(words):
        for side in opposites.get(word.stem, ()):
            if not side.numeric or any(w.text[:1].isdigit() for w in words[index + 1 : index + 1 + _FOLLOWING]):
                found.setdefault(side.pair, set()).add(side.side)
    return found


def _begun(words: Sequence[Word], others: Sequence[Word]) -> bool:
    ours, theirs = ({word.stem for word in each if not word.stop} for each in (words, others))
    return any(
        stem.startswith(one) and len(rest := stem.removeprefix(one)) >= _SHORTEST_REST and other + rest in these - those
        for those, these in ((ours, theirs), (theirs, ours))
        for stem in those - these
        for pair in _BEGINNINGS
        for one, other in (pair, pair[::-1])
        if one != other
    )
