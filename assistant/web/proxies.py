"""Proxies in front of the house: what theirs alone say of the address that a request comes from."""

from __future__ import annotations

import ipaddress

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


def address_of(scope: Scope) -> str:
    """Where a request comes from: what the socket says or, of a trusted proxy, the last address it was told of."""
    client = HTTPConnection(scope).client
    return client.host if client else ""
