"""Whether somebody who listens for a while may still be here: at the door they are seen only once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from assistant.web.house import HouseHere, ViewerHere
from corpus.errors import NotFound

EVERY_SECONDS = 3.0
Item = TypeVar("Item")


class Staying:
    """Looks again who asks, as the door did, while a stream is open."""

    def __init__(self, request: Request, house: HouseHere, viewer: ViewerHere) -> None:
        self._is_still_let_in: Callable[[], bool] = request.scope["is_still_let_in"]
        self._house = house
        self._viewer = viewer

    async def while_let_in(self, items: AsyncGenerator[Item, None]) -> AsyncGenerator[Item, None]:
        """The items, until a few seconds after whoever asks was signed out or may ask no longer."""
        looked = time.monotonic()
        upcoming = asyncio.ensure_future(_next(items))
        try:
            while True:
                await asyncio.wait({upcoming}, timeout=EVERY_SECONDS)
                if time.monotonic() - looked >= EVERY_SECONDS:
                    looked = time.monotonic()
                    if not await run_in_threadpool(self._is_still_let_in):
                        await run_in_threadpool(self._leave)
                        return
                if upcoming.done():
                    try:
                        item = upcoming.result()
                    except StopAsyncIteration:
                        return
                    yield item
                    upcoming = asyncio.ensure_future(_next(items))
        finally:
            upcoming.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await upcoming
            await items.aclose()

    def _leave(self) -> None:
        """Who may not come back needs no answers; who only signed out will find them whole."""
        person = self._viewer.person
        try:
            is_barred = person is not None and self._house.people.register.person(person.id).disabled
        except NotFound:
            is_barred = True
        if is_barred:
            self._house.asking.stop_all()


StayingHere = Annotated[Staying, Depends(Staying)]


async def _next(items: AsyncGenerator[Item, None]) -> Item:
    return await anext(items)
