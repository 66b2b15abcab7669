"""How much one person may ask for in a while or, where nobody is signed in, everybody at one address together."""

from __future__ import annotations

import ipaddress
from typing import Annotated

from fastapi import Depends, Request
from starlette.types import Scope

from assistant.counting import network_of
from assistant.people.viewer import Viewer
from assistant.rates import Counts, Kind
from assistant.web.proxies import address_of
from corpus.catalogue import Catalogue
from corpus.settings import Settings

# What a request is beside a request, known before its body is read; files are counted when they have come.
QUESTIONS = frozenset({"POST /fragen", "POST /api/v1/questions"})
FILES = frozenset(
    {"POST /dokumente", "POST /dokumente/{document_id}/ersetzen"}
    | {"POST /api/v1/documents", "PUT /api/v1/documents/{document_id}/file"}
)
# What many people say comes from the few addresses of one service.
UNCOUNTED = frozenset({"POST /telegram"})


class Rates:
    """Counts what comes over HTTP; safe to call from several threads."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._sign_in = settings.sign_in
        self._counts = Counts(settings, catalogue, "web")

    def let_in(self, scope: Scope, rule: str | None) -> None:
        """Count a request with its viewer and the rule of its route; raises TooManyRequests."""
        if rule in UNCOUNTED:
            return
        self.count(Kind.REQUESTS, scope)
        if rule in QUESTIONS:
            self.count(Kind.QUESTIONS, scope)
        elif rule in FILES:
            self.count(Kind.FILES, scope, 0)

    def count(self, kind: Kind, scope: Scope, number: int = 1) -> None:
        """So many more, or whether one more may come for 0; raises TooManyRequests, and then counts none of them."""
        if who := self.who(scope):
            self._counts.count(kind, who, number)

    def who(self, scope: Scope) -> str | None:
        """Whose count it is; None for who may do as they like: the house's commands, the only one at this machine."""
        viewer: Viewer = scope["viewer"]
        if viewer.person:
            return viewer.person.id
        if self._sign_in and viewer.may_administer:
            return None
        address = address_of(scope)
        # Not by the visitor's cookie, which can be thrown away.
        return None if not self._sign_in and _is_loopback(address) else network_of(address)


class FileCount:
    """Counts the files that a request has brought, before they are taken."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def add(self, number: int) -> None:
        """Raise TooManyRequests where these are too many."""
        rates: Rates = self._request.app.state.rates
        if number:
            rates.count(Kind.FILES, self._request.scope, number)


FileCountHere = Annotated[FileCount, Depends(FileCount)]


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
