"""The load goes to this machine and to no other."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


class ForeignHost(ValueError):
    """Somebody else's machine is not ours to load."""


def on_loopback(url: str) -> str:
    """The address, where it is an http one of this machine by its number; raises ForeignHost."""
    parts = urlsplit(url)
    try:
        is_here = parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise ForeignHost(f"{url!r} is no http address of this machine, such as http://127.0.0.1:8000")
    return url
