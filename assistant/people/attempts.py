"""How often a wrong password may be tried: by the name that is tried, and by the address it comes from."""

from __future__ import annotations

import ipaddress

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from corpus.errors import TooManyAttempts
from corpus.texts import people as texts

MINUTES = 15
BY_NAME = RateLimitItemPerMinute(5, MINUTES, "name")
BY_ADDRESS = RateLimitItemPerMinute(20, MINUTES, "address")


class Attempts:
    """Counts failures in memory; a restart forgets them."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, name: str, address: str) -> None:
        """Raise TooManyAttempts where no further try is allowed now."""
        if not (self._limiter.test(BY_NAME, name) and self._limiter.test(BY_ADDRESS, _network(address))):
            raise TooManyAttempts(texts.TOO_MANY_ATTEMPTS.format(minutes=MINUTES))

    def failed(self, name: str, address: str) -> None:
        """One more failure."""
        self._limiter.hit(BY_NAME, name)
        self._limiter.hit(BY_ADDRESS, _network(address))

    def forget(self, name: str) -> None:
        """Whoever has this name has shown to be the right one."""
        self._limiter.clear(BY_NAME, name)


def _network(address: str) -> str:
    """Whoever has one IPv6 address has 2^64 of them."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    return known.ipv4_mapped.compressed if known.ipv4_mapped else f"{ipaddress.ip_network((known, 64), strict=False)}"
