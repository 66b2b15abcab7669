"""Asks Telegram for news, and lets it forget them only when they are stored."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram.ext import ExtBot

from assistant.reporting import report
from bots.telegram.arriving import KINDS
from bots.telegram.failures import Rival, Unreachable, translated
from corpus.texts import telegram as texts

LISTENING_SECONDS = 30
PAUSE_SECONDS = 2.0
# Whoever else asks with the same token is asked in turn to stop; each attempt takes the line from the other.
RIVAL_SECONDS = 15.0


async def poll(
    bot: ExtBot[int],
    take: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
    tell: Callable[[str], Awaitable[None]],
) -> None:
    """Hand on what comes, for as long as this runs; `tell` gets what keeps it from it, and '' when nothing does.

    What `take` raises keeps Telegram from forgetting. Raises Revoked.
    """
    offset: int | None = None
    while True:
        try:
            with translated():
                if offset is None:
                    await bot.delete_webhook()
                updates = await bot.get_updates(offset=offset, timeout=LISTENING_SECONDS, allowed_updates=KINDS)
        except Unreachable:
            await tell(texts.UNREACHABLE)
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        except Rival:
            await tell(texts.RIVAL)
            await asyncio.sleep(RIVAL_SECONDS)
            continue
        try:
            await take([update.to_dict() for update in updates])
        except Exception as error:  # the disk may be full, the database locked
            report(error)
            await tell(texts.NOT_STORED)
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        await tell("")
        offset = updates[-1].update_id + 1 if updates else offset or 0
