"""Asks Telegram for news, and lets it forget them only when they are stored."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from assistant.reporting import report
from bots.telegram.failures import Rival, Unreachable, translated
from bots.telegram.insisting import insisting
from bots.telegram.line import Line
from corpus.texts import telegram as texts

PAUSE_SECONDS = 2.0
# Whoever else asks with the same token is asked in turn to stop; each attempt takes the line from the other.
RIVAL_SECONDS = 15.0


async def poll(
    line: Line,
    take: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
    tell: Callable[[str], Awaitable[None]],
) -> None:
    """Hand on what comes, for as long as this runs; `tell` gets what keeps it from it, and '' when nothing does.

    What `take` raises keeps Telegram from forgetting. Raises Revoked.
    """
    await insisting(line.bot.delete_webhook)
    offset = 0
    while True:
        try:
            with translated():
                updates = await line.updates(offset)
        except Unreachable:
            await tell(texts.UNREACHABLE)
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        except Rival:
            await tell(texts.RIVAL)
            await asyncio.sleep(RIVAL_SECONDS)
            continue
        try:
            await take(updates)
        except Exception as error:  # the disk may be full, the database locked
            report(error)
            await tell(texts.NOT_STORED)
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        await tell("")
        if updates:
            offset = updates[-1]["update_id"] + 1
