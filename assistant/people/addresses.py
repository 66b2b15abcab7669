"""Addresses that people are told: of the house itself, and of a link that sets a password."""

from __future__ import annotations

from corpus.settings import Settings

ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # listening on all addresses -> one of them


def own_url(settings: Settings) -> str:
    """Where this machine reaches the house, without a slash at the end."""
    host = ANY.get(settings.host, settings.host)
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}:{settings.port}"


def base_url(settings: Settings) -> str:
    """Where people reach the house, without a slash at the end."""
    return str(settings.public_url).rstrip("/") if settings.public_url else own_url(settings)


def link_url(settings: Settings, token: str) -> str:
    """Where people reach a link: under the public address, where there is one."""
    return f"{base_url(settings)}/passwort/{token}"
