"""Telegram brings the news itself, to an address that nobody else can use."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from telegram.ext import ExtBot

from bots.telegram.arriving import KINDS
from corpus.settings import Settings

PATH = "/telegram"


def secret_of(token: str) -> str:
    """What Telegram shows with each update; whoever knows it does not know the token."""
    return hmac.digest(token.encode(), b"telegram webhook", "sha256").hex()


def webhook_router(token: str, take: Callable[[Sequence[dict[str, Any]]], None]) -> APIRouter:
    """The route; what `take` raises lets Telegram bring it again."""
    router = APIRouter()
    secret = secret_of(token).encode()

    @router.post(PATH, include_in_schema=False)
    async def bring(request: Request, x_telegram_bot_api_secret_token: Annotated[str, Header()] = "") -> None:
        """An update."""
        if not hmac.compare_digest(x_telegram_bot_api_secret_token.encode(), secret):
            raise HTTPException(403)
        try:
            update = json.loads(await request.body())
            int(update["update_id"])
        except (ValueError, TypeError, KeyError):
            raise HTTPException(400) from None
        await run_in_threadpool(take, [update])

    return router


async def set_webhook(bot: ExtBot[int], settings: Settings) -> None:
    """Tell Telegram where to bring them."""
    address = f"{str(settings.telegram_webhook_url).rstrip('/')}{PATH}"
    await bot.set_webhook(address, secret_token=secret_of(bot.token), allowed_updates=KINDS)
