"""How often something happened lately: counted in memory, or where several processes serve one house, in its database.

In memory a restart forgets it, in the database a crash of the server. Each count is one short statement there, beside
the order of the writers, for every request waits for it. Of those that come in the same
moment none sees the others, so a few too many may be let in.
"""

from __future__ import annotations

import ipaddress
import time
from hashlib import sha256
from typing import Protocol

from limits import RateLimitItem, WindowStats
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy import delete, text

from corpus.catalogue import Catalogue
from corpus.schema import rates

LONGEST_SECONDS = 3600
"""So far back any count looks."""

_NOW = "SELECT floor(extract(epoch FROM clock_timestamp()))::bigint AS second"
_RECENT = "rates.key = :key AND rates.at > now.second - :seconds"
_HIT = text(
    f"INSERT INTO rates (key, at, number) SELECT :key, now.second, :cost FROM ({_NOW}) AS now "
    f"WHERE (SELECT coalesce(sum(rates.number), 0) FROM rates WHERE {_RECENT}) + :cost <= :most "
    "ON CONFLICT (key, at) DO UPDATE SET number = rates.number + excluded.number RETURNING 1"
)
_STATE = text(
    f"SELECT coalesce(sum(rates.number), 0), coalesce(min(rates.at) + :seconds - min(now.second), 0) "
    f"FROM ({_NOW}) AS now LEFT JOIN rates ON {_RECENT}"
)
_FORGET = text(f"DELETE FROM rates USING ({_NOW}) AS now WHERE rates.at <= now.second - :seconds")


class Counter(Protocol):
    """Counts within a window that moves along; `identifiers` say whose count it is. As `limits` has it."""

    def hit(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        """Count so many more, or none of them where they are too many -> whether they are counted."""

    def test(self, item: RateLimitItem, *identifiers: str) -> bool:
        """Whether one more would be counted."""

    def get_window_stats(self, item: RateLimitItem, *identifiers: str) -> WindowStats:
        """When the oldest that is counted will not count any more (Unix time), and how many more may come."""

    def clear(self, item: RateLimitItem, *identifiers: str) -> None:
        """Forget this count."""


def new_counter(catalogue: Catalogue, name: str) -> Counter:
    """A counter of this name: counts of other names are others."""
    return _CounterOfHouse(catalogue, name) if catalogue.is_shared else MovingWindowRateLimiter(MemoryStorage())


def forget_counted(catalogue: Catalogue) -> None:
    """Take away what no count looks at any more."""
    if catalogue.is_shared:
        with catalogue.at_once() as connection:
            connection.execute(_FORGET, {"seconds": LONGEST_SECONDS})


class _CounterOfHouse:
    """Counts in the table, by the second, for all processes together; safe to call from several threads."""

    def __init__(self, catalogue: Catalogue, name: str) -> None:
        self._catalogue = catalogue
        self._name = name

    def hit(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        """As `Counter` says."""
        values = self._values(item, identifiers) | {"cost": cost, "most": item.amount}
        with self._catalogue.at_once() as connection:
            return connection.execute(_HIT, values).first() is not None

    def test(self, item: RateLimitItem, *identifiers: str) -> bool:
        """As `Counter` says."""
        return self.get_window_stats(item, *identifiers).remaining > 0

    def get_window_stats(self, item: RateLimitItem, *identifiers: str) -> WindowStats:
        """As `Counter` says."""
        with self._catalogue.at_once() as connection:
            number, seconds = connection.execute(_STATE, self._values(item, identifiers)).one()
        return WindowStats(time.time() + seconds, item.amount - int(number))

    def clear(self, item: RateLimitItem, *identifiers: str) -> None:
        """As `Counter` says."""
        with self._catalogue.at_once() as connection:
            connection.execute(delete(rates).where(rates.c.key == self._values(item, identifiers)["key"]))

    def _values(self, item: RateLimitItem, identifiers: tuple[str, ...]) -> dict[str, str | int]:
        # Hashed: it may hold an address, or what somebody typed for a name.
        key = sha256(f"{self._name} {item.key_for(*identifiers)}".encode()).hexdigest()
        return {"key": key, "seconds": item.get_expiry()}


def network_of(address: str) -> str:
    """What counts as one sender: whoever has one IPv6 address has 2^64 of them."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    return known.ipv4_mapped.compressed if known.ipv4_mapped else f"{ipaddress.ip_network((known, 64), strict=False)}"
