"""Asks Telegram until it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import chain, repeat
from typing import TypeVar

from bots.telegram.failures import Unreachable, translated

# Seconds between attempts; the last one for as long as it takes.
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)

_Result = TypeVar("_Result")


async def insisting(ask: Callable[[], Awaitable[_Result]]) -> _Result:
    """What is asked for, however long Telegram cannot be reached; raises what else goes wrong, see `translated`."""
    pauses = chain(PAUSES, repeat(PAUSES[-1]))
    while True:
        try:
            with translated():
                return await ask()
        except Unreachable:
            await asyncio.sleep(next(pauses))
