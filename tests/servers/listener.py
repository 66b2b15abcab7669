"""A service on loopback that nobody has any reason to ask: it keeps what was asked all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any

from tests.servers.loopback import serving


@dataclass
class Listener:
    """`url` without a slash at its end; `heard` are the paths that were asked for."""

    url: str = ""
    heard: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Listener]:
    """The service on a free port of this machine, for as long as the block runs."""
    listener = Listener()
    with serving(_handler(listener), Event()) as url:
        listener.url = url.removesuffix("/v1")
        yield listener


def _handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            listener.heard.append(self.path)
            self.send_response(200)
            self.send_header("content-type", "text/plain")
            self.send_header("content-length", "0")
            self.end_headers()

        do_POST = do_HEAD = do_PROPFIND = do_OPTIONS = do_GET

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler
