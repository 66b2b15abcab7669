"""Where terms stand within a passage's row: in a row behind each other, or near each other."""

from __future__ import annotations

from collections.abc import Sequence


def holds(fields: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the terms stand behind each other, in this order, within one of the fields."""
    wanted = f" {' '.join(phrase)} "
    return any(wanted in f" {' '.join(field.split())} " for field in fields)


def near(fields: Sequence[str], terms: Sequence[str], between: int) -> bool:
    """Whether all terms stand within one of the fields with at most `between` tokens from the first to the last."""
    return any(_near(field.split(), set(terms), between + 2) for field in fields)


def _near(tokens: Sequence[str], terms: set[str], window: int) -> bool:
    places = [(place, token) for place, token in enumerate(tokens) if token in terms]
    return any(
        terms <= {token for place, token in places[index:] if place < start + window}
        for index, (start, _) in enumerate(places)
    )
