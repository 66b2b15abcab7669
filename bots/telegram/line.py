"""The line to Telegram: opened with the token, and with a memory for how much may be said in a while."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bots.telegram.arriving import KINDS
from bots.telegram.failures import translated

CONNECTING_SECONDS, SPEAKING_SECONDS, QUEUING_SECONDS = 10.0, 20.0, 30.0
LISTENING_SECONDS = 30
MOST_CONNECTIONS = 64
# However often Telegram says how long to wait: what was asked is to be answered.
MOST_WAITS = 1_000
# They log addresses that hold the token, or what people write.
TALKATIVE = ("httpx", "httpcore", "telegram", "aiolimiter")


@dataclass(frozen=True, slots=True)
class Line:
    """What the bot says goes through `bot`; what it hears does not, for the library forgets some of it."""

    bot: ExtBot[int]
    _listening: HTTPXRequest

    async def updates(self, offset: int) -> list[dict[str, Any]]:
        """What came from this number on, as Telegram's own JSON; waits for it for a while."""
        asked = {"offset": offset, "timeout": LISTENING_SECONDS, "allowed_updates": json.dumps(KINDS)}
        address = f"{self.bot.base_url}/getUpdates?{urlencode(asked)}"
        came: Any = await self._listening.post(address, read_timeout=LISTENING_SECONDS + SPEAKING_SECONDS)
        return list(came)


@asynccontextmanager
async def open_line(token: str, api_url: str) -> AsyncIterator[Line]:
    """The line of the bot with this token; raises Revoked where Telegram does not know it, and Unreachable."""
    # It speaks in spans of time then, as its next version will, and does not warn of that at each 429.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    listening = _request(1)
    bot = ExtBot[int](
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=_request(MOST_CONNECTIONS),
        get_updates_request=listening,
        rate_limiter=AIORateLimiter(max_retries=MOST_WAITS),
    )
    try:
        with translated():
            await bot.initialize()
        yield Line(bot, listening)
    finally:
        await bot.shutdown()


def _request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECTING_SECONDS,
        read_timeout=SPEAKING_SECONDS,
        write_timeout=SPEAKING_SECONDS,
        pool_timeout=QUEUING_SECONDS,
    )
