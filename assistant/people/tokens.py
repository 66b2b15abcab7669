"""Random tokens that are handed out once, and the hash under which they are known."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime


def new_token() -> str:
    """256 random bits, fit for addresses and cookies."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """SHA-256 in hex; a random token needs neither salt nor time."""
    return hashlib.sha256(token.encode()).hexdigest()


def now() -> datetime:
    """UTC as the catalogue keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)
