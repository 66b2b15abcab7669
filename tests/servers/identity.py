"""Identity providers on loopback: a real one as a process, and one that can be told to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.conftest import any_free_port
from tests.servers.loopback import serving

CLIENT_ID, CLIENT_SECRET = "transferlotse", "sehr-geheim-aber-nur-im-Test-4713"


@contextmanager
def real_provider() -> Iterator[str]:
    """The issuer of oidc-provider-mock in a process of its own, which asks for nonces."""
    port = any_free_port()
    issuer = f"http://localhost:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                httpx.get(f"{issuer}/.well-known/openid-configuration", timeout=5).raise_for_status()
                break
            except httpx.HTTPError:
                assert process.poll() is None, "the provider ended"
                assert time.monotonic() < deadline, "the provider was not ready after 60 s"
                time.sleep(0.2)
        yield issuer
    finally:
        process.terminate()
        process.wait(20)


def tell(issuer: str, sub: str, **claims: object) -> None:
    """What the real provider says of somebody from now on."""
    httpx.put(f"{issuer}/users/{sub}", json=claims).raise_for_status()


def agree(address: str, sub: str, action: str = "allow") -> str:
    """Sign in at the real provider -> where it sends the browser back to."""
    back = httpx.post(address, data={"sub": sub} if action == "allow" else {"action": "deny"})
    assert back.status_code == 302, back.text
    return back.headers["location"]


@dataclass
class Liar:
    """A provider of which tests change what it says: `claims` of the ID token, `mode`, `key`, `described`.

    `mode` is one of ok, error (500), hang, redirect (every answer leads elsewhere), garbage, none (an unsigned token),
    secret (signed with the client's secret), refused. `asked` holds the paths that were asked for.
    """

    issuer: str = ""
    mode: str = "ok"
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    described: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    signing: RSAKey | None = None
    asked: list[str] = field(default_factory=list)
    released: Event = field(default_factory=Event)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def back(self, address: str) -> str:
        """Where somebody who is sent to this address is sent back to."""
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query))
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def token(self, nonce: str) -> str:
        """The ID token as the mode wants it."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "anna",
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "groups": ["Redaktion"],
            "preferred_username": "anna",
        }
        said = {name: value for name, value in (claims | self.claims).items() if value is not None}
        if self.mode == "none":
            return ".".join(_base64(json.dumps(part).encode()) for part in ({"alg": "none"}, said)) + "."
        if self.mode == "secret":
            return jwt.encode({"alg": "HS256"}, said, OctKey.import_key(CLIENT_SECRET))
        return jwt.encode({"alg": "RS256", "kid": "1"}, said, self.signing or self.key)


@contextmanager
def lying_provider() -> Iterator[Liar]:
    """The provider on a free port of this machine, for as long as the block runs."""
    liar = Liar()
    with serving(_handler(liar), liar.released) as url:
        liar.issuer = url
        yield liar


def _handler(liar: Liar) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._answer({name: values[0] for name, values in parse_qs(body).items()})

        def _answer(self, form: dict[str, str]) -> None:
            path = self.path.removeprefix("/v1")
            liar.asked.append(path)
            if liar.mode == "hang":
                liar.released.wait(30)
                self.close_connection = True
            elif liar.mode == "error":
                self._send(500, {})
            elif liar.mode == "redirect":
                self._send(302, {}, location=f"{liar.issuer}/anderswo")
            elif liar.mode == "garbage":
                self._send(200, ["kein", "Objekt"])
            elif path == "/.well-known/openid-configuration":
                addresses = {"authorization": "/authorize", "token": "/token"}
                described = {f"{name}_endpoint": liar.issuer + at for name, at in addresses.items()}
                described |= {"issuer": liar.issuer, "jwks_uri": f"{liar.issuer}/jwks"}
                if liar.userinfo is not None:
                    described["userinfo_endpoint"] = f"{liar.issuer}/userinfo"
                self._send(200, described | liar.described)
            elif path == "/jwks":
                self._send(200, {"keys": [liar.key.as_dict(private=False)]})
            elif path == "/userinfo" and self.headers["authorization"] == "Bearer zugang":
                self._send(200, liar.userinfo)
            elif path == "/token":
                self._exchange(form)
            else:
                self._send(404, {})

        def _exchange(self, form: dict[str, str]) -> None:
            basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
            is_client = self.headers["authorization"] == f"Basic {basic}" or form.get("client_secret") == CLIENT_SECRET
            asked = liar.codes.pop(form["code"], None)
            proof = _base64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
            if liar.mode == "refused" or not is_client or not asked or asked["code_challenge"] != proof:
                self._send(400, {"error": "invalid_grant"})
                return
            assert form["redirect_uri"] == asked["redirect_uri"]
            self._send(200, {"access_token": "zugang", "token_type": "Bearer", "id_token": liar.token(asked["nonce"])})

        def _send(self, status: int, body: object, **headers: str) -> None:
            encoded = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"content-type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(encoded)))
            self.end_headers()
            self.wfile.write(encoded)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
