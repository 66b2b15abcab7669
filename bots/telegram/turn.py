"""Of the processes of a house one answers at Telegram at a time; when it ends, however that is, another one does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager

from corpus.locks import Held, Locks

TRIES_EVERY = 3.0  # seconds
LOOKS_EVERY = 2.0
# Whoever had the turn before may not know yet that it was lost.
GRACE_SECONDS = 4.0


class TurnLost(Exception):
    """Another process may be answering now."""


@asynccontextmanager
async def turn(locks: Locks, *, one_of_many: bool) -> AsyncIterator[Held]:
    """Wait until no other process answers, and let none do so while the block runs."""
    with ExitStack() as stack:
        while (held := await _entered(stack, locks.alone("telegram"))) is None:
            await asyncio.to_thread(stack.close)
            await asyncio.sleep(TRIES_EVERY)
        if one_of_many:
            await asyncio.sleep(GRACE_SECONDS)
        yield held


async def watch(held: Held) -> None:
    """Raise TurnLost once it is not held any more."""
    while True:
        if not await asyncio.to_thread(held):
            raise TurnLost
        await asyncio.sleep(LOOKS_EVERY)


async def _entered(stack: ExitStack, manager: AbstractContextManager[Held | None]) -> Held | None:
    """In a thread, which is waited for: what it enters is left again, even if the bot is told to stop meanwhile."""
    entering = asyncio.ensure_future(asyncio.to_thread(stack.enter_context, manager))
    try:
        return await asyncio.shield(entering)
    except asyncio.CancelledError:
        await asyncio.wait([entering])
        raise
