"""Everybody hears at once that their question came: answers are made only when nobody waits for that."""

from __future__ import annotations

import asyncio
from contextlib import suppress

# Where Telegram itself is slow, answers are made all the same.
PATIENCE_SECONDS = 5.0


class FirstWords:
    """Counts who waits for a first word; making answers takes the whole machine. Used in one event loop."""

    def __init__(self) -> None:
        self._due: set[int] = set()
        self._all_said = asyncio.Event()
        self._all_said.set()

    def are_due(self, update_id: int) -> None:
        """Somebody waits from now on."""
        self._due.add(update_id)
        self._all_said.clear()

    def are_said(self, update_id: int) -> None:
        """They do not wait any more."""
        self._due.discard(update_id)
        if not self._due:
            self._all_said.set()

    async def wait_for_all(self) -> None:
        """Until nobody waits, or for as long as is fair."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_said.wait(), PATIENCE_SECONDS)
