"""The events of one answer as they come, kept so that any number of listeners may hear them from the first on."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from threading import Lock

from assistant.conversations.models import ToldEvent


class Told(ABC):
    """The events of one answer, wherever it is made."""

    @abstractmethod
    def heard(self) -> AsyncGenerator[tuple[int, ToldEvent], None]:
        """Each event with its number, from 1, until the last."""

    async def end(self) -> ToldEvent:
        """Wait for the last event."""
        async for _, event in self.heard():
            last = event
        return last


class Telling(Told):
    """Told by one thread, heard in any event loop; a listener that goes away stops nothing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._events: list[ToldEvent] = []
        self._has_ended = False
        self._wake: set[Callable[[], None]] = set()

    def tell(self, event: ToldEvent, *, last: bool = False) -> None:
        """Let everybody hear an event; after the last one nothing is heard any more."""
        with self._lock:
            if self._has_ended:
                return
            self._events.append(event)
            self._has_ended = last
            listeners = tuple(self._wake)
        for wake in listeners:
            wake()

    async def heard(self) -> AsyncGenerator[tuple[int, ToldEvent], None]:
        """Each event with its number, from 1, until the last."""
        loop = asyncio.get_running_loop()
        woken = asyncio.Event()

        def wake() -> None:
            with suppress(RuntimeError):  # the listener's loop has been closed
                loop.call_soon_threadsafe(woken.set)

        with self._lock:
            self._wake.add(wake)
        number = 0
        try:
            while True:
                woken.clear()
                with self._lock:
                    new, is_all = self._events[number:], self._has_ended
                for event in new:
                    number += 1
                    yield number, event
                if is_all:
                    return
                if not new:
                    await woken.wait()
        finally:
            with self._lock:
                self._wake.discard(wake)


def whole(event: ToldEvent) -> Telling:
    """An answer that has ended before anybody listened."""
    telling = Telling()
    telling.tell(event, last=True)
    return telling
