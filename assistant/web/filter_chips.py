"""A filter that holds, as a chip that takes it away again; see templates/filter_chips.html."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilterChip:
    """One filter: its name in the address, what people read, and the address of the same page without it."""

    name: str
    text: str
    without: str
