"""The line to Telegram: opened with the token, and with a memory for how much may be said in a while."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bots.telegram.failures import translated

CONNECTING_SECONDS, SPEAKING_SECONDS, QUEUING_SECONDS = 10.0, 20.0, 30.0
MOST_CONNECTIONS = 64
# However often Telegram says how long to wait: what was asked is to be answered.
MOST_WAITS = 1_000
# They log addresses that hold the token, or what people write.
TALKATIVE = ("httpx", "httpcore", "telegram", "aiolimiter")


@asynccontextmanager
async def open_line(token: str, api_url: str) -> AsyncIterator[ExtBot[int]]:
    """The bot of this token, which Telegram knows; raises Revoked where it does not, and Unreachable."""
    # It speaks in spans of time then, as its next version will, and does not warn of that at each 429.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    bot = ExtBot[int](
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=_request(MOST_CONNECTIONS),
        get_updates_request=_request(1),
        rate_limiter=AIORateLimiter(max_retries=MOST_WAITS),
    )
    try:
        with translated():
            await bot.initialize()
        yield bot
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
