"""Whether two clauses differ by a word and its opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.german.analyser import Analyser, Word
from corpus.german.folding import fold
from corpus.german.word_lists import entry_lines

# Beginnings that turn the rest of a word round: Mindestbetrag and Höchstbetrag, zulässig and unzulässig.
_BEGINNINGS = (
    *(("", "un"), ("", "nicht"), ("mindest", "hoechst"), ("mindest", "maximal"), ("minimal", "maximal"), ("innen", "aussen")),
    *(("nord", "sued"), ("ost", "west"), ("mehr", "minder"), ("ober", "unter"), ("ein", "aus"), ("zu", "ab")),
    *(("ent", "ver"), ("vormittag", "nachmittag"), ("haupt", "neben"), ("kurz", "lang")),
)
_SHORTEST_REST = 4
_FOLLOWING = 2  # words between 'vor' and the number it belongs to, and one more


@dataclass(frozen=True, slots=True)
class Opposites:
    """A pair of sides, each the stems of its words; `numeric` ones mean opposites only before a number."""

    sides: tuple[frozenset[str], frozenset[str]]
    numeric: bool


def read_opposites(text: str, analyser: Analyser) -> tuple[Opposites, ...]:
    """The pairs of a list: one a line, sides apart by '|', '0' first where it holds only before numbers."""
    found = []
    for line in entry_lines(text):
        numeric = line.startswith("0 ")
        first, second = line.removeprefix("0 ").split("|")
        found.append(Opposites((_stems(first, analyser), _stems(second, analyser)), numeric))
    return tuple(found)


def are_opposite(words: Sequence[Word], others: Sequence[Word], pairs: Sequence[Opposites]) -> bool:
    """Whether one holds one side of a pair and the other the other side, and neither holds both."""
    ours, theirs = dict(_marks(words)), dict(_marks(others))
    return _listed(ours, theirs, pairs) or _begun(words, others)


def _listed(ours: dict[str, bool], theirs: dict[str, bool], pairs: Sequence[Opposites]) -> bool:
    for pair in pairs:
        here = _sides(ours, pair)
        if len(here) == 1:
            there = _sides(theirs, pair)
            if len(there) == 1 and here != there:
                return True
    return False


def _marks(words: Sequence[Word]) -> Iterator[tuple[str, bool]]:
    """Each stem, and whether a number follows it closely."""
    for index, word in enumerate(words):
        yield word.stem, any(w.text[:1].isdigit() for w in words[index + 1 : index + 1 + _FOLLOWING])


def _sides(marks: dict[str, bool], pair: Opposites) -> list[int]:
    return [
        index
        for index, stems in enumerate(pair.sides)
        if (held := stems & marks.keys()) and (not pair.numeric or any(marks[stem] for stem in held))
    ]


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


def _stems(words: str, analyser: Analyser) -> frozenset[str]:
    return frozenset(analyser.stem(fold(word)) for word in words.split())
