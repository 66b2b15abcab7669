"""All chats side by side, and in each one after the other what was written there, and what was pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from assistant.reporting import report
from bots.telegram.inbox import Arrived, Inbox

PAUSE_SECONDS = 2.0
LOOKS_EVERY = 1.0


class Desk:
    """Used in one event loop; its tasks belong to the group, which may be cancelled: what is not done waits on."""

    def __init__(self, inbox: Inbox, see_to: Callable[[Arrived], Awaitable[None]], tasks: asyncio.TaskGroup) -> None:
        self._inbox = inbox
        self._see_to = see_to
        self._tasks = tasks
        self._waiting: dict[tuple[int, bool], dict[int, Arrived]] = {}
        self._done_lately: set[int] = set()

    def take(self, arrived: Iterable[Arrived]) -> None:
        """See to these; what is waiting here already is not taken twice."""
        for one in arrived:
            # Whoever opens a source does not wait for the answer to the next question.
            line = one.chat_id, one.is_press
            if line in self._waiting:
                self._waiting[line].setdefault(one.update_id, one)
            else:
                self._waiting[line] = {one.update_id: one}
                self._tasks.create_task(self._serve(line))

    async def look(self) -> None:
        """See to what other processes have stored, as it comes."""
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            # What is done while the table is read may be among what was read.
            self._done_lately.clear()
            waiting = await asyncio.to_thread(self._inbox.waiting)
            self.take(one for one in waiting if one.update_id not in self._done_lately)

    async def _serve(self, line: tuple[int, bool]) -> None:
        waiting = self._waiting[line]
        while waiting:
            update_id = next(iter(waiting))
            await self._see_to(waiting[update_id])
            await self._done(update_id)
            self._done_lately.add(update_id)
            del waiting[update_id]
        del self._waiting[line]

    async def _done(self, update_id: int) -> None:
        """The disk may be full: what was seen to must not come again at the next start."""
        while True:
            try:
                await asyncio.to_thread(self._inbox.done, update_id)
                return
            except Exception as error:
                report(error)
                await asyncio.sleep(PAUSE_SECONDS)
