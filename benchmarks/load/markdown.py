"""Tables as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, and an empty one."""
    for cells in (heading, ["---"] * len(heading), *rows):
        yield f"| {' | '.join(cells)} |"
    yield ""


def by_part(held: dict[str, float]) -> str:
    """Megabytes of each part, in one cell."""
    return ", ".join(f"{part} {megabytes:,.0f}" for part, megabytes in held.items())
