"""The places that a question names: what it asks is to be looked for in their documents first."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import zip_longest
from typing import TypeVar

T = TypeVar("T")

_SHORTEST = 3  # letters
# 'in Falkenlohe', 'Falkenlohes', 'die Falkenloher Kämmerei'
_ENDINGS = r"(?:e|s|es|er|ers|ern|erin)?"


def named_places(question: str, municipalities: Iterable[str]) -> frozenset[str]:
    """Those of the municipalities, as written in metadata ('Steinrada, Bad Zierla und Dachsroda'), that are named."""
    asked = question.casefold()
    return frozenset(known for known in municipalities if any(_stands_in(asked, town) for town in town_names(known)))


def of_each_place(found: Sequence[T], named: Collection[str], place_of: Callable[[T], str | None]) -> list[T]:
    """What was found, best first, anew for a question that names several places: the best of each, the second best ...

    What is of none of these places follows.
    """
    of_places = {place: [each for each in found if place_of(each) == place] for place in map(place_of, found)}
    in_turns = zip_longest(*(own for place, own in of_places.items() if place in named))
    others = [each for each in found if place_of(each) not in named]
    return [*(each for turn in in_turns for each in turn if each is not None), *others]


def town_names(municipality: str) -> list[str]:
    """Each town of a report on several: 'Steinrada, Bad Zierla und Dachsroda' names three."""
    return [name.strip() for name in re.split(r",| und ", municipality) if name.strip()]


def _stands_in(asked: str, town: str) -> bool:
    stem = town.casefold().removesuffix("e")
    if len(town) < _SHORTEST or stem not in asked:
        return False
    return re.search(rf"\b{re.escape(stem)}{_ENDINGS}\b", asked) is not None
