"""How often a wrong password may be tried: by the name that is tried, and by the address it comes from."""

from __future__ import annotations

from limits import RateLimitItemPerMinute

from assistant.counting import network_of, new_counter
from corpus.catalogue import Catalogue
from corpus.errors import TooManyAttempts
from corpus.texts import people as texts

MINUTES = 15
BY_NAME = RateLimitItemPerMinute(5, MINUTES, "name")
# A whole town hall may share one address on a Monday morning.
BY_ADDRESS = RateLimitItemPerMinute(60, MINUTES, "address")


class Attempts:
    """Counts failures of one kind."""

    def __init__(self, catalogue: Catalogue, kind: str) -> None:
        self._limiter = new_counter(catalogue, kind)

    def check(self, name: str, address: str) -> None:
        """Raise TooManyAttempts where no further try is allowed now."""
        if not (self._limiter.test(BY_NAME, name) and self._limiter.test(BY_ADDRESS, network_of(address))):
            raise TooManyAttempts(texts.TOO_MANY_ATTEMPTS.format(minutes=MINUTES))

    def failed(self, name: str, address: str) -> None:
        """One more failure."""
        self._limiter.hit(BY_NAME, name)
        self._limiter.hit(BY_ADDRESS, network_of(address))

    def forget(self, name: str) -> None:
        """Whoever has this name has shown to be the right one."""
        self._limiter.clear(BY_NAME, name)
