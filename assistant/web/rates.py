"""How much one person may ask for in a while or, where nobody is signed in, everybody at one address together."""

from __future__ import annotations

import ipaddress
import math
import time
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Request
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from starlette.types import Scope

from assistant.counting import network_of, new_counter
from assistant.people.viewer import Viewer
from assistant.web.proxies import address_of
from corpus.errors import TooManyRequests
from corpus.settings import Settings
from corpus.texts import web as texts


class Kind(StrEnum):
    """What is counted."""

    REQUESTS = "requests"
    QUESTIONS = "questions"
    FILES = "files"


# What a request is beside a request, known before its body is read; files are counted when they have come.
QUESTIONS = frozenset({"POST /fragen", "POST /api/v1/questions"})
FILES = frozenset(
    {"POST /dokumente", "POST /dokumente/{document_id}/ersetzen"}
    | {"POST /api/v1/documents", "PUT /api/v1/documents/{document_id}/file"}
)
SENTENCES = {
    Kind.REQUESTS: texts.TOO_MANY_REQUESTS,
    Kind.QUESTIONS: texts.TOO_MANY_QUESTIONS,
    Kind.FILES: texts.TOO_MANY_FILES,
}


class Rates:
    """Counts in this process; safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._sign_in = settings.sign_in
        self._counter = new_counter()
        wanted = {
            Kind.REQUESTS: (RateLimitItemPerMinute, settings.requests_per_minute),
            Kind.QUESTIONS: (RateLimitItemPerMinute, settings.questions_per_minute),
            Kind.FILES: (RateLimitItemPerHour, settings.files_per_hour),
        }
        self._limits: dict[Kind, RateLimitItem] = {
            kind: every(amount, namespace=kind) for kind, (every, amount) in wanted.items() if amount
        }

    def let_in(self, scope: Scope, rule: str | None) -> None:
        """Count a request with its viewer and the rule of its route; raises TooManyRequests."""
        self.count(Kind.REQUESTS, scope)
        if rule in QUESTIONS:
            self.count(Kind.QUESTIONS, scope)
        elif rule in FILES:
            self.count(Kind.FILES, scope, 0)

    def count(self, kind: Kind, scope: Scope, number: int = 1) -> None:
        """So many more, or whether one more may come for 0; raises TooManyRequests, and then counts none of them."""
        limit, who = self._limits.get(kind), self.who(scope)
        if limit is None or who is None:
            return
        if not (self._counter.hit(limit, who, cost=number) if number else self._counter.test(limit, who)):
            reset = self._counter.get_window_stats(limit, who).reset_time
            seconds = max(1, math.ceil(reset - time.time()))
            raise TooManyRequests(SENTENCES[kind].format(wait=_wait(seconds)), retry_after=seconds)

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


def _wait(seconds: int) -> str:
    if seconds < 100:
        return texts.SECONDS.format(count=seconds) if seconds > 1 else texts.ONE_SECOND
    return texts.MINUTES.format(count=math.ceil(seconds / 60))
