"""What stands before every route: known hosts, no foreign pages, bounded requests, strict headers, no leaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from threading import BoundedSemaphore
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.reporting import report
from assistant.web import problems
from assistant.web.cookies import is_secure
from assistant.web.headers import harden
from assistant.web.html import Html
from assistant.web.incoming import LARGE_AT_ONCE, Incoming
from corpus.settings import Settings
from corpus.texts import web as texts

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+))(?::\d{1,5})?", re.ASCII)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# A question of 2,000 characters stands in an address, each of them as up to nine.
LONGEST_ADDRESS = 20_000
LARGEST_HEAD = 40_000


class Guard:
    """ASGI middleware; `hosts` are the names this server answers to, beside the loopback ones."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], settings: Settings, html: Html) -> None:
        self.app = app
        self.hosts = LOOPBACK | {host.lower() for host in hosts}
        self.settings = settings
        self.html = html
        self.places = BoundedSemaphore(LARGE_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what must not pass, then let the app answer with the house's headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                harden(MutableHeaders(scope=message), is_secure=is_secure(scope, self.settings))
            await send(message)

        incoming = None
        try:
            self._check(scope)
            limit = self.settings.max_upload_mb
            incoming = Incoming(scope, receive, max_upload_mb=limit, places=self.places)
            await self.app(scope, incoming, send_with_headers)
        except Exception as error:
            if started:
                report(error)
                raise HTTPException(500) from None
            response = problems.answer_error(self.html, scope, error)
            await response(scope, receive, send_with_headers)
        finally:
            if incoming:
                incoming.close()

    def _check(self, scope: Scope) -> None:
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise HTTPException(414, texts.ADDRESS_TOO_LONG)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEAD:
            raise HTTPException(431, texts.HEAD_TOO_LARGE)
        headers = Headers(scope=scope)
        if "transfer-encoding" in headers and "content-length" in headers:
            raise HTTPException(400)  # a proxy may take the one for the end of the request, and we the other
        if _host_name(headers.get("host", "")) not in self.hosts:
            raise HTTPException(421, texts.UNKNOWN_HOST)
        if scope["method"] not in SAFE_METHODS and _is_foreign(headers):
            raise HTTPException(403, texts.CROSS_SITE)


def _host_name(host: str) -> str:
    """The name without the port; '' for anything that is not just these two."""
    found = _HOST.fullmatch(host)
    return (found[1] or found[2]).lower() if found else ""


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that another site, or another port of this host, sent the request."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        # Asked first: with our referrer policy a form of our own pages has the origin 'null'.
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")
