"""The body of a request while it comes in: bounded in size, in time, and in how many large ones come at once."""

from __future__ import annotations

import asyncio
import time
from threading import BoundedSemaphore

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

from assistant.web.body_limits import body_limit, is_large
from corpus.texts import web as texts

MEGABYTE = 1_000_000
PATIENCE_SECONDS = 30.0
SLOWEST_BYTES_A_SECOND = 4096
LARGE_AT_ONCE = 8
QUEUE_SECONDS = 60.0


class Incoming:
    """In place of `receive`; a large body waits for a place when the app begins to read it, not before.

    Raises HTTPException: 413 where it is too large, at once if it says so itself, 408 where it comes too slowly, 429
    where no place gets free.
    """

    def __init__(self, scope: Scope, receive: Receive, *, max_upload_mb: int, places: BoundedSemaphore) -> None:
        megabytes, said = body_limit(scope["method"], scope["path"], max_upload_mb)
        self._receive = receive
        self._places = places
        self._needs_place = is_large(megabytes)
        self._has_place = False
        self._too_large = HTTPException(413, texts.TOO_LARGE.format(limit=said))
        self._most = megabytes * MEGABYTE
        self._begun_at: float | None = None
        self._received = 0
        self._is_whole = False
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > self._most:
            raise self._too_large

    async def __call__(self) -> Message:
        """The next message."""
        if self._is_whole:
            return await self._receive()
        if self._needs_place and not self._has_place:
            await self._wait_for_place()
        if self._begun_at is None:
            self._begun_at = time.monotonic()
        until = self._begun_at + PATIENCE_SECONDS + self._received / SLOWEST_BYTES_A_SECOND
        try:
            async with asyncio.timeout(until - time.monotonic()):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, texts.TOO_SLOW) from None
        self._received += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._received > self._most:
            raise self._too_large
        return message

    def close(self) -> None:
        """Leave the place."""
        if self._has_place:
            self._places.release()

    async def _wait_for_place(self) -> None:
        until = time.monotonic() + QUEUE_SECONDS
        while not self._places.acquire(blocking=False):
            if time.monotonic() > until:
                raise HTTPException(429, texts.TOO_MANY_UPLOADS)
            await asyncio.sleep(0.1)
        self._has_place = True
