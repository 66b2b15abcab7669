"""Every request has an id, which its answer and each of its lines in the log carry, and is counted at its end."""

from __future__ import annotations

import logging
import re
import time
from secrets import token_hex

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.metrics import Metrics
from assistant.web.proxies import is_trusted, trusted_networks
from assistant.web.rules import named_route
from corpus.logs import request_id
from corpus.settings import Settings
from corpus.tracing import Tracing

HEADER = "x-request-id"
GONE = 499  # nobody was there any more to be answered
_WELL_FORMED = re.compile(r"[\w.-]{8,64}", re.ASCII)
_log = logging.getLogger(__name__)


class Observing:
    """ASGI middleware; outermost, so that it sees who a request really comes from, and every answer.

    Of a request its method, the template of its route, its status and how long it took are told, and nothing else.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, metrics: Metrics, tracing: Tracing) -> None:
        self.app = app
        self.metrics = metrics
        self.tracing = tracing
        self.networks = trusted_networks(settings)
        self.level = logging.INFO if settings.log_format == "json" else logging.DEBUG

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        id, begun_at, status = self._id(scope), time.perf_counter(), GONE

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = id
            await send(message)

        before = request_id.set(id)
        with self.tracing.span("request") as said:
            try:
                await self.app(scope, receive, send_with_id)
            finally:
                seconds = time.perf_counter() - begun_at
                method, route = named_route(scope)
                self.metrics.requested(method, route, status, seconds)
                told = {"method": method, "route": route, "status": status, "ms": round(1000 * seconds, 1)}
                said.update({"request": id, "method": method, "route": route, "status": status})
                _log.log(self.level, "%(method)s %(route)s %(status)s %(ms)s ms", told, extra=told)
                request_id.reset(before)

    def _id(self, scope: Scope) -> str:
        """What a trusted proxy calls the request, else a new one."""
        given = Headers(scope=scope).get(HEADER, "")
        return given if _WELL_FORMED.fullmatch(given) and is_trusted(scope, self.networks) else token_hex(8)
