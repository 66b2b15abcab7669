"""Finds questions that are worded alike: by the stems of their content words, whatever their order and endings.

Two are alike where they share at least `ALIKE` of all their stems, and every one that holds a digit: another year is
another question. Each joins the first group it is like, the most frequent wording being asked first, so the same
questions yield the same groups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import ceil

from corpus.german.analyser import Analyser

ALIKE = 0.8

Stems = frozenset[str]


def content_stems(analyser: Analyser, text: str) -> Stems:
    """The stems of a question's words that say something; of one without any, the words themselves."""
    words = analyser.words(text)
    # 'Freibad-Sanierung' is the Sanierung of the Freibad.
    told = frozenset(stem for word in words if not word.stop for stem in word.pieces or (word.stem,))
    return told or frozenset(word.text.casefold() for word in words)


def grouped(questions: Sequence[Stems]) -> list[list[int]]:
    """The indices of the questions that are alike, the group of the most frequent wording first."""
    members: dict[Stems, list[int]] = defaultdict(list)
    for index, stems in enumerate(questions):
        members[stems].append(index)
    groups: dict[Stems, list[int]] = {}
    rarity = Counter(stem for stems in members for stem in stems)
    leaders: dict[str, list[Stems]] = defaultdict(list)
    for stems in sorted(members, key=lambda stems: (-len(members[stems]), sorted(stems))):
        rarest = _rarest(stems, rarity)
        near = (leader for stem in rarest for leader in leaders[stem] if _is_alike(leader, stems))
        leader = next(near, None)
        if leader is None:
            groups[stems] = list(members[stems])
            for stem in rarest:
                leaders[stem].append(stems)
        else:
            groups[leader] += members[stems]
    return [sorted(group) for group in groups.values()]


def _rarest(stems: Stems, rarity: Counter[str]) -> list[str]:
    """So many of the rarest stems that two alike ones share at least one of them; the common ones need no look-up."""
    ordered = sorted(stems, key=lambda stem: (rarity[stem], stem))
    return ordered[: len(ordered) - ceil(ALIKE * len(ordered)) + 1]


def _is_alike(one: Stems, other: Stems) -> bool:
    shared = len(one & other)
    if shared < ALIKE * (len(one) + len(other) - shared):
        return False
    return not any(character.isdigit() for stem in one ^ other for character in stem)
