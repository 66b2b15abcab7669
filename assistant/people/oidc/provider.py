"""The identity provider over HTTP: where to send people, and what it says of who comes back."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

from assistant.people.oidc.flows import Flow
from assistant.people.oidc.proofs import proven
from corpus.errors import NotSignedIn, Unavailable
from corpus.texts import people as texts

SCOPES = "openid profile email"
DISCOVERY = "/.well-known/openid-configuration"
SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Provider:
    """Known by its issuer; everything else it says itself, each time anew, so that keys and addresses may change."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str

    def way_in(self, state: str, flow: Flow) -> str:
        """Where to send somebody; raises Unavailable."""
        with _Client() as client:
            described = self._described(client)
        return str(
            prepare_grant_uri(
                _address(described, "authorization_endpoint"),
                client_id=self.client_id,
                response_type="code",
                redirect_uri=self.redirect_uri,
                scope=SCOPES,
                state=state,
                nonce=flow.nonce,
                code_challenge=create_s256_code_challenge(flow.verifier),
                code_challenge_method="S256",
            )
        )

    def claims(self, code: str, flow: Flow) -> dict[str, Any]:
        """What is true of who brought this code; raises NotSignedIn, Unavailable."""
        with _Client() as client:
            described = self._described(client)
            tokens = self._tokens(client, described, code, flow)
            keys = _json(client.get(_address(described, "jwks_uri")))
            claims = proven(
                str(tokens.get("id_token", "")), keys, issuer=self.issuer, client_id=self.client_id, nonce=flow.nonce
            )
            if "userinfo_endpoint" not in described:
                return claims
            shown = {"authorization": f"Bearer {tokens.get('access_token', '')}"}
            more = _json(client.get(_address(described, "userinfo_endpoint"), headers=shown))
        if more.get("sub") != claims["sub"]:
            raise NotSignedIn(texts.PROVIDER_REFUSED)
        return more | claims

    def _described(self, client: _Client) -> dict[str, Any]:
        described = _json(client.get(self.issuer.rstrip("/") + DISCOVERY))
        if described.get("issuer") != self.issuer:
            raise Unavailable(texts.PROVIDER_UNUSABLE)
        return described

    def _tokens(self, client: _Client, described: dict[str, Any], code: str, flow: Flow) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": flow.verifier,
        }
        address = _address(described, "token_endpoint")
        if "client_secret_basic" in described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
            response = client.post(address, form, auth=(quote_plus(self.client_id), quote_plus(self.client_secret)))
        else:
            form |= {"client_id": self.client_id, "client_secret": self.client_secret}
            response = client.post(address, form)
        if response.status_code in (400, 401, 403):
            raise NotSignedIn(texts.PROVIDER_REFUSED)
        return _json(response)


class _Client:
    """Follows no redirect, waits for nothing long, and fails with a sentence."""

    def __init__(self) -> None:
        self._client = httpx.Client(timeout=SECONDS, follow_redirects=False)

    def __enter__(self) -> _Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, address: str, headers: dict[str, str] | None = None) -> httpx.Response:
        """Raises Unavailable."""
        return self._sent("GET", address, headers=headers)

    def post(self, address: str, form: dict[str, str], auth: tuple[str, str] | None = None) -> httpx.Response:
        """Raises Unavailable."""
        return self._sent("POST", address, data=form, auth=auth)

    def _sent(self, method: str, address: str, **content: Any) -> httpx.Response:
        try:
            return self._client.request(method, address, **content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(texts.PROVIDER_DOWN) from error


def _address(described: dict[str, Any], name: str) -> str:
    address = str(described.get(name, ""))
    if not is_safe(address):
        raise Unavailable(texts.PROVIDER_UNUSABLE)
    return address


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json() if response.status_code == 200 else None
    except ValueError as error:
        raise Unavailable(texts.PROVIDER_DOWN) from error
    if not isinstance(body, dict):
        raise Unavailable(texts.PROVIDER_DOWN)
    return body


def is_safe(address: str) -> bool:
    """Whether nobody on the way can read along: https, or this machine itself."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and (host == "localhost" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
