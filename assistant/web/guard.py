"""What stands before every route: known hosts, no foreign pages, bounded bodies, strict headers, no leaking errors."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.reporting import report
from assistant.web import problems
from assistant.web.body_limits import body_limit
from assistant.web.html import Html
from corpus.texts import web as texts

MEGABYTE = 1_000_000
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # The holdings may change at any time; what browsers may keep says so itself.
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware; `hosts` are the names this server answers to, beside the loopback ones."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], max_upload_mb: int, html: Html) -> None:
        self.app = app
        self.hosts = LOOPBACK | {host.lower() for host in hosts}
        self.max_upload_mb = max_upload_mb
        self.html = html

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
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._check(scope)
            await self.app(scope, self._limited(scope, receive), send_with_headers)
        except Exception as error:
            if started:
                report(error)
                raise HTTPException(500) from None
            response = problems.answer_error(self.html, scope, error)
            await response(scope, receive, send_with_headers)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        if _host_name(headers.get("host", "")) not in self.hosts:
            raise HTTPException(421, texts.UNKNOWN_HOST)
        if scope["method"] not in SAFE_METHODS and _is_foreign(headers):
            raise HTTPException(403, texts.CROSS_SITE)

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """Count the body while it comes in; what says beforehand that it is too large is refused at once."""
        megabytes, said = body_limit(scope["method"], scope["path"], self.max_upload_mb)
        too_large = HTTPException(413, texts.TOO_LARGE.format(limit=said))
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > megabytes * MEGABYTE:
            raise too_large
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > megabytes * MEGABYTE:
                raise too_large
            return message

        return receive_counted


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that another site, or another port of this host, sent the request."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        # Asked first: with our referrer policy a form of our own pages has the origin 'null'.
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")
