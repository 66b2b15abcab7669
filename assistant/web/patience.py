"""How long a connection may keep us waiting: for the head of a request, for a reader, for what is ignored."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0
READER_SECONDS = 60.0
LEAVING_SECONDS = 30.0
# More than the app takes, so that it can say so itself.
LARGEST_HEAD = 64 * 1024
TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to every wait on the other side but that for our own answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the head of the first request."""
        super().connection_made(transport)
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._wait("head", HEAD_SECONDS, self._head_is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        for name in list(self._timers):
            self._wait_no_more(name)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; of a head only its end counts."""
        if self.conn.their_state is h11.IDLE and "head" not in self._timers:
            self._wait("head", HEAD_SECONDS, self._head_is_late)
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more("head")
        if self.conn.their_state is not h11.SEND_BODY:
            self._wait_no_more("rest")

    def pause_writing(self) -> None:
        """The reader is slower than we are."""
        super().pause_writing()
        self._wait("reader", READER_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The reader has read."""
        self._wait_no_more("reader")
        super().resume_writing()

    def on_response_complete(self) -> None:
        """The answer is given; of a body that nobody reads the rest may still come for a while."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._wait("leaving", LEAVING_SECONDS, self.transport.abort)
        elif self.conn.their_state is h11.SEND_BODY:
            self._wait("rest", LEAVING_SECONDS, self.transport.abort)

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more came: leave, also from somebody who has not read all yet."""
        super().timeout_keep_alive_handler()
        self._wait("leaving", LEAVING_SECONDS, self.transport.abort)

    def _head_is_late(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(TOO_LATE)
            self.transport.close()
            self._wait("leaving", LEAVING_SECONDS, self.transport.abort)

    def _wait(self, name: str, seconds: float, then: Callable[[], None]) -> None:
        self._wait_no_more(name)
        self._timers[name] = self.loop.call_later(seconds, then)

    def _wait_no_more(self, name: str) -> None:
        if timer := self._timers.pop(name, None):
            timer.cancel()
