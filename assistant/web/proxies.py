"""Proxies in front of the house: what theirs alone say of the address that a request comes from."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from starlette.requests import HTTPConnection
from starlette.types import Scope

from corpus.settings import Settings, listed


def trusted_networks(settings: Settings) -> list[str]:
    """The networks of the proxies, as seen by a socket for IPv4 and by one for IPv6 that takes both."""
    networks = [ipaddress.ip_network(said) for said in listed(settings.trusted_proxies)]
    mapped = [
        f"::ffff:{network.network_address}/{96 + network.prefixlen}"
        for network in networks
        if isinstance(network, ipaddress.IPv4Network)
    ]
    return [*map(str, networks), *mapped]


def is_trusted(scope: Scope, networks: Iterable[str]) -> bool:
    """Whether it is one of these that the socket is connected to; to be asked before anybody believes what it says."""
    try:
        address = ipaddress.ip_address(address_of(scope))
    except ValueError:  # no socket of the internet
        return False
    return any(address in ipaddress.ip_network(network) for network in networks)


def address_of(scope: Scope) -> str:
    """Where a request comes from: what the socket says or, of a trusted proxy, the last address it was told of."""
    client = HTTPConnection(scope).client
    return client.host if client else ""
