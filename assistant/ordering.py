"""The order in which names are listed: as in a German dictionary, the house's own terms before all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_AS_IN_A_DICTIONARY = str.maketrans("äöüéèàç", "aoueeac")


def dictionary_key(text: str) -> str:
    """What to sort by: 'Öhringen' stands beside 'Ohrdruf', not behind 'Zeitz'."""
    return text.casefold().translate(_AS_IN_A_DICTIONARY)


def alphabetically(values: Iterable[str | None]) -> list[str]:
    """Each value once, as in a German dictionary; nothing is no value."""
    return sorted({value for value in values if value}, key=dictionary_key)


def in_house_order(values: Iterable[str | None], terms: Sequence[str]) -> list[str]:
    """Each value once: those of the house's terms in their order, then the others alphabetically."""
    used = set(values)
    return [term for term in terms if term in used] + alphabetically(used - set(terms))
