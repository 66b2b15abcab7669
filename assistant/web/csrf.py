"""Tokens by which a browser shows that a request comes from a page it got from here, and not from another site (CSRF).

A token is made from the cookie that lets the browser in, so nothing is stored and it ends with the session. Other sites
cannot ask for pages with the cookie, so a compressed page betrays nothing of it.
"""

from __future__ import annotations

import hmac
import re
from collections import deque

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

FIELD = "csrf"
HEADER = "x-csrf-token"
# The field is the first of its form, so a large upload need not be read to find it.
_BEGINNING = 1000  # bytes
_FORM = re.compile(rb"csrf=([0-9a-f]{64})(?:&|$)")
_PARTS = re.compile(rb'--[^\r\n]{1,200}\r\ncontent-disposition: form-data; name="csrf"\r\n\r\n([0-9a-f]{64})\r\n', re.I)
_POST_FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*>')


def csrf_token(cookie: str) -> str:
    """The token for the pages of the browser that keeps this cookie, in hex."""
    return hmac.digest(cookie.encode(), b"csrf", "sha256").hex()


def with_token(page: str, token: str) -> str:
    """The page with the token as first field of each form that changes something."""
    field = f'<input type="hidden" name="{FIELD}" value="{token}" autocomplete="off">'
    return _POST_FORM.sub(lambda form: form[0] + field, page)


async def carries_token(scope: Scope, receive: Receive, token: str) -> tuple[bool, Receive]:
    """Whether a request carries the token, in its header or as first field -> that, and what gives its body anew."""
    shown = Headers(scope=scope).get(HEADER, "").encode()
    if not shown:
        beginning, receive = await _beginning(receive)
        found = _FORM.match(beginning) or _PARTS.match(beginning)
        shown = found[1] if found else b""
    return hmac.compare_digest(shown, token.encode()), receive


async def _beginning(receive: Receive) -> tuple[bytes, Receive]:
    """The first bytes of a body, and what gives it from there on as if nothing had been read."""
    read: deque[Message] = deque()
    beginning = b""
    while len(beginning) < _BEGINNING:
        message = await receive()
        read.append(message)
        beginning += message.get("body", b"")
        if not message.get("more_body", False):
            break

    async def receive_anew() -> Message:
        return read.popleft() if read else await receive()

    return beginning, receive_anew
