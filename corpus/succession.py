"""Which document takes the place of which: a person names the replaced one by its title or its id.

Nothing of it is stored: so it holds whichever of the two comes first, and ends when either is removed or renamed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from corpus.models import Metadata

_WORD = re.compile(r"\w+")


class Described(Protocol):
    """Whatever is known by its id and has metadata."""

    @property
    def id(self) -> str:
        """As the catalogue gave it."""

    @property
    def metadata(self) -> Metadata:
        """What is known of it."""


Old = TypeVar("Old", bound=Described)
New = TypeVar("New", bound=Described)


def successors(documents: Iterable[Old], superseding: Iterable[New]) -> Mapping[str, New]:
    """Document id -> the document that takes its place, the newest where there are several; others are left out.

    `superseding` are the documents that say what they supersede.
    """
    named: dict[object, list[New]] = defaultdict(list)
    for new in superseding:
        named[new.metadata.supersedes].append(new)
        named[_folded(new.metadata.supersedes or "")].append(new)
    if not named:
        return {}
    found = {}
    for old in documents:
        by_title = [new for new in named.get(_folded(old.metadata.title), ()) if _may_be_of(new, old)]
        candidates = [new for new in (*named.get(old.id, ()), *by_title) if new.id != old.id]
        if candidates:
            found[old.id] = max(candidates, key=lambda new: new.metadata.year or 0)
    return found


def _may_be_of(new: Described, old: Described) -> bool:
    """Every town has its 'Haushaltssatzung', and every year another one of the same title."""
    towns = {place.casefold() for place in (new.metadata.municipality, old.metadata.municipality) if place}
    years = new.metadata.year, old.metadata.year
    return len(towns) < 2 and (not years[0] or not years[1] or years[1] <= years[0])


def _folded(title: str) -> tuple[str, ...]:
    """The words alone: case, spaces and quotation marks are written in one way or another."""
    return tuple(_WORD.findall(title.casefold()))
