"""A service on loopback that lets nobody in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from threading import Event

from tests.servers.loopback import serving

_SAID = (
    b"<Error><Code>InvalidAccessKeyId</Code><Message>The access key does not exist: permission denied</Message></Error>"
)


@contextmanager
def refusing() -> Iterator[str]:
    """Its address, for as long as the block runs."""
    with serving(_Handler, Event()) as url:
        yield url.removesuffix("/v1")


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(403)
        self.send_header("content-type", "application/xml")
        self.send_header("content-length", str(len(_SAID)))
        self.end_headers()
        self.wfile.write(_SAID)

    do_HEAD = do_PUT = do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Nothing is told."""
