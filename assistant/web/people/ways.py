"""Where to go next, and where somebody comes from."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from assistant.web.proxies import address_of

LONGEST_WAY = 2000
NOT_BACK_TO = ("/anmelden", "/abmelden", "/passwort/")


def safe_way(wanted: str) -> str:
    """The path on this host that was wanted; the start for anything that a browser might take for another host."""
    if not wanted.startswith("/") or len(wanted) > LONGEST_WAY or wanted.startswith(NOT_BACK_TO):
        return "/"
    # Browsers drop line ends and tabs, and take a backslash for a slash.
    if wanted.startswith("//") or any(character <= " " or character in "\\\x7f" for character in wanted):
        return "/"
    parts = urlsplit(wanted)
    return "/" if parts.scheme or parts.netloc else wanted


def _address(request: Request) -> str:
    return address_of(request.scope)


AddressHere = Annotated[str, Depends(_address)]
