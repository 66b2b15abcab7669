"""Which document takes the place of which: a person names the replaced one by its title or its id.

Nothing of it is stored: so it holds whichever of the two comes first, and ends when either is removed or renamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corpus.models import Document

_WORD = re.compile(r"\w+")


def successors(documents: Iterable[Document], superseding: Iterable[Document]) -> Mapping[str, Document]:
    """Document id -> the document that takes its place, the newest where there are several; others are left out.

    `superseding` are the documents that say what they supersede.
    """
    newest_first = sorted(superseding, key=lambda document: -(document.metadata.year or 0))
    found = {}
    for old in documents:
        if new := next((new for new in newest_first if _supersedes(new, old)), None):
            found[old.id] = new
    return found


def _supersedes(new: Document, old: Document) -> bool:
    if new.id == old.id or not new.metadata.supersedes:
        return False
    if new.metadata.supersedes == old.id:
        return True
    # Every town has its 'Haushaltssatzung', and every year another one of the same title.
    towns = {place.casefold() for place in (new.metadata.municipality, old.metadata.municipality) if place}
    years = new.metadata.year, old.metadata.year
    is_older = not years[0] or not years[1] or years[1] <= years[0]
    return len(towns) < 2 and is_older and _folded(new.metadata.supersedes) == _folded(old.metadata.title)


def _folded(title: str) -> list[str]:
    """The words alone: case, spaces and quotation marks are written in one way or another."""
    return _WORD.findall(title.casefold())
