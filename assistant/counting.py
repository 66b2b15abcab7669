"""How often something happened lately, counted in memory: a restart forgets it."""

from __future__ import annotations

import ipaddress

from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter


def new_counter() -> RateLimiter:
    """Counts in a window that moves along; several processes that serve one house would need another storage here."""
    return MovingWindowRateLimiter(MemoryStorage())


def network_of(address: str) -> str:
    """What counts as one sender: whoever has one IPv6 address has 2^64 of them."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    return known.ipv4_mapped.compressed if known.ipv4_mapped else f"{ipaddress.ip_network((known, 64), strict=False)}"
