"""The cookies of the house: for this host alone, out of reach of scripts, gone with the browser."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Scope

from corpus.settings import Settings

SESSION = "transferlotse"
VISITOR = "transferlotse-gast"
PROVIDER = "transferlotse-anmeldung"  # the way to the identity provider and back


def cookie_of(scope: Scope, settings: Settings, name: str) -> str | None:
    """What the browser keeps under this name."""
    return Request(scope).cookies.get(_full_name(name, is_secure(scope, settings)))


def set_cookie(
    response: Response, scope: Scope, settings: Settings, name: str, value: str, *, seconds: int | None = None
) -> None:
    """Let the browser keep a value until it is closed, or so long at most."""
    secure = is_secure(scope, settings)
    name = _full_name(name, secure)
    response.set_cookie(name, value, seconds, path="/", secure=secure, httponly=True, samesite="lax")


def add_cookie(start: Message, scope: Scope, settings: Settings, name: str, value: str) -> None:
    """Like `set_cookie`, on the first message of any answer."""
    carrier = Response()
    set_cookie(carrier, scope, settings, name, value)
    MutableHeaders(scope=start).append("set-cookie", carrier.headers["set-cookie"])


def forget_cookie(response: Response, scope: Scope, settings: Settings, name: str) -> None:
    """Let the browser forget what it keeps under this name."""
    secure = is_secure(scope, settings)
    response.delete_cookie(_full_name(name, secure), path="/", secure=secure, httponly=True, samesite="lax")


def is_secure(scope: Scope, settings: Settings) -> bool:
    """Whether the browser came by https: to us, or to the proxy under the public address."""
    if scope["scheme"] == "https":
        return True
    public = settings.public_url
    return public is not None and public.scheme == "https" and _host(Headers(scope=scope)) == public.host


def _full_name(name: str, secure: bool) -> str:
    # A browser takes such a cookie only from this host itself, by https.
    return f"__Host-{name}" if secure else name


def _host(headers: Mapping[str, str]) -> str:
    return headers.get("host", "").partition(":")[0].lower()
