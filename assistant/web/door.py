"""The door: who asks, and whether the route they ask for is open to them. Every request passes here, and here alone."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from functools import partial
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.people.people import People
from assistant.people.tokens import hash_of, new_token
from assistant.people.viewer import EVERYBODY, Access, Viewer, signed_in
from assistant.web.cookies import SESSION, VISITOR, add_cookie, cookie_of
from assistant.web.html import Html
from assistant.web.problems import is_for_programs
from assistant.web.rates import Rates
from assistant.web.rules import STATIC, needed_for, rule_for
from corpus.errors import NotAllowed, NotSignedIn
from corpus.settings import Settings
from corpus.texts import people as texts

SIGN_IN = "/anmelden"
QUESTION = "frage"
FORM = "application/x-www-form-urlencoded"


class Door:
    """ASGI middleware; puts the viewer into the scope, where routes and templates find it.

    `key` is what the house's own commands show, see `corpus.running_server`.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        routes: Sequence[BaseRoute],
        people: People,
        settings: Settings,
        key: str,
        html: Html,
        rates: Rates,
    ) -> None:
        self.app = app
        self.routes = routes
        self.rates = rates
        self.people = people
        self.settings = settings
        self.key = key
        self.html = html

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer whoever may ask for this, and say to the others what to do.

        Raises NotAllowed, TooManyRequests.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_on = self.settings.sign_in
        scope["viewer"] = viewer = await run_in_threadpool(self._viewer, scope) if is_on else EVERYBODY
        scope["rule"] = rule = rule_for(self.routes, scope)
        if rule != STATIC:
            self.rates.let_in(scope, rule)
        scope["is_still_let_in"] = partial(self._is_still_let_in, scope, viewer, rule)
        if not is_on:
            await self.app(scope, receive, send)
            return
        needed = needed_for(rule)
        if needed is not None and viewer.may(needed):
            await self.app(scope, receive, self._keeping_visitor(scope, send))
        elif viewer.can_sign_in:
            response = await self._turned_away(scope, receive)
            await response(scope, receive, send)
        else:
            raise NotAllowed(texts.NOT_ALLOWED)

    def _is_still_let_in(self, scope: Scope, before: Viewer, rule: str) -> bool:
        """Whether a request that goes on would be let in again; who is nobody in particular has nothing to lose."""
        if before.person is None:
            return True
        now, needed = self._viewer(scope), needed_for(rule)
        return now.owner == before.owner and needed is not None and now.may(needed)

    def _viewer(self, scope: Scope) -> Viewer:
        token = cookie_of(scope, self.settings, SESSION)
        if token and (found := self.people.sessions.whose(token)):
            return signed_in(*found)
        if self.key and self._shows_key(Headers(scope=scope).get("authorization", "")):
            return EVERYBODY
        access = Access.READING if self.settings.anonymous_reading else Access.OPEN
        visitor = cookie_of(scope, self.settings, VISITOR)
        if not visitor:
            visitor = scope["new_visitor"] = new_token()
        return Viewer(access, owner=hash_of(visitor), can_sign_in=True)

    def _shows_key(self, authorization: str) -> bool:
        return hmac.compare_digest(authorization.encode(), f"Bearer {self.key}".encode())

    def _keeping_visitor(self, scope: Scope, send: Send) -> Send:
        """Who asks without an account finds the conversation again, until the browser is closed."""
        visitor = scope.get("new_visitor")
        if visitor is None or scope["viewer"].access is not Access.READING or scope["method"] != "POST":
            return send

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_cookie(message, scope, self.settings, VISITOR, visitor)
            await send(message)

        return send_with_cookie

    async def _turned_away(self, scope: Scope, receive: Receive) -> Response:
        """To the page for signing in, and back; a question that was about to be asked is not lost."""
        if is_for_programs(scope["path"]):
            raise NotSignedIn(texts.SIGN_IN_NEEDED)
        request = Request(scope, receive)
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        # What a script fetches must not turn out to be another page.
        if request.method in ("GET", "HEAD") and request.headers.get("sec-fetch-dest") != "empty":
            return RedirectResponse(f"{SIGN_IN}?weiter={quote(back, safe='')}", status_code=303)
        if request.headers.get("content-type", "").partition(";")[0] != FORM:
            raise NotSignedIn(texts.SIGN_IN_NEEDED)
        form = await request.form(max_fields=50)
        kept = [(name, value) for name, value in form.multi_items() if name != QUESTION and isinstance(value, str)]
        page = self.html.seen_by(scope["viewer"])
        return page.page("people/ended.html", status=401, question=form.get(QUESTION, ""), kept=kept)
