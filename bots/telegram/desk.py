"""All chats side by side, and in each one after the other what came there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from assistant.reporting import report
from bots.telegram.inbox import Arrived, Inbox

PAUSE_SECONDS = 2.0


class Desk:
    """Used in one event loop; its tasks belong to the group, which may be cancelled: what is not done waits on."""

    def __init__(self, inbox: Inbox, see_to: Callable[[Arrived], Awaitable[None]], tasks: asyncio.TaskGroup) -> None:
        self._inbox = inbox
        self._see_to = see_to
        self._tasks = tasks
        self._waiting: dict[int, dict[int, Arrived]] = {}

    def take(self, arrived: Iterable[Arrived]) -> None:
        """See to these; what is waiting here already is not taken twice."""
        for one in arrived:
            if one.chat_id in self._waiting:
                self._waiting[one.chat_id].setdefault(one.update_id, one)
            else:
                self._waiting[one.chat_id] = {one.update_id: one}
                self._tasks.create_task(self._serve(one.chat_id))

    async def _serve(self, chat_id: int) -> None:
        waiting = self._waiting[chat_id]
        while waiting:
            update_id = next(iter(waiting))
            await self._see_to(waiting[update_id])
            await self._done(update_id)
            del waiting[update_id]
        del self._waiting[chat_id]

    async def _done(self, update_id: int) -> None:
        """The disk may be full: what was seen to must not come again at the next start."""
        while True:
            try:
                await asyncio.to_thread(self._inbox.done, update_id)
                return
            except Exception as error:
                report(error)
                await asyncio.sleep(PAUSE_SECONDS)
