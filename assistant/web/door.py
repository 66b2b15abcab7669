"""The door: who asks, and whether the route they ask for is open to them. Every request passes here, and here alone."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.people.api_tokens import PREFIX
from assistant.people.people import People
from assistant.people.tokens import hash_of, new_token
from assistant.people.viewer import EVERYBODY, NOBODY, Access, Viewer, by_token, signed_in
from assistant.web.cookies import SESSION, VISITOR, add_cookie, cookie_of
from assistant.web.csrf import HEADER, carries_token, csrf_token
from assistant.web.guard import SAFE_METHODS
from assistant.web.html import Html
from assistant.web.problems import is_for_programs
from assistant.web.rates import Rates
from assistant.web.rules import STATIC, needed_for, rule_for
from assistant.web.turning_away import to_send_again, to_sign_in
from corpus.errors import NotAllowed, NotSignedIn
from corpus.settings import Settings
from corpus.texts import people as texts


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

        Raises NotAllowed, NotSignedIn for a wrong token, TooManyRequests.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_on = self.settings.sign_in
        scope["rule"] = rule = rule_for(self.routes, scope)
        # In a thread where the database is asked.
        if is_on or self.settings.database_url:
            await run_in_threadpool(self._look, scope, rule)
        else:
            self._look(scope, rule)
        viewer: Viewer = scope["viewer"]
        if refused := scope.get("refused"):
            raise NotSignedIn(refused)
        scope["is_still_let_in"] = partial(self._is_still_let_in, scope, viewer, rule)
        if not is_on:
            await self.app(scope, receive, send)
            return
        needed = needed_for(rule)
        if needed is not None and viewer.may(needed):
            await self._let_in(scope, receive, send)
        elif viewer.can_sign_in:
            response = await to_sign_in(scope, receive, self.html)
            await response(scope, receive, send)
        else:
            raise NotAllowed(texts.NOT_ALLOWED)

    def _look(self, scope: Scope, rule: str) -> None:
        """See who asks, and count that."""
        scope["viewer"] = self._viewer(scope) if self.settings.sign_in else EVERYBODY
        if rule != STATIC:
            self.rates.let_in(scope, rule)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Whoever has a cookie to show changes something from the house's own pages alone."""
        viewer: Viewer = scope["viewer"]
        if scope["method"] not in SAFE_METHODS and viewer.csrf and "new_visitor" not in scope:
            is_own, receive = await carries_token(scope, receive, viewer.csrf)
            if not is_own:
                response = await to_send_again(scope, receive, self.html)
                response.headers[HEADER] = viewer.csrf
                await response(scope, receive, send)
                return
        await self.app(scope, receive, self._keeping_visitor(scope, send))

    def _is_still_let_in(self, scope: Scope, before: Viewer, rule: str) -> bool:
        """Whether a request that goes on would be let in again; who is nobody in particular has nothing to lose."""
        if before.person is None:
            return True
        now, needed = self._viewer(scope), needed_for(rule)
        return now.owner == before.owner and needed is not None and now.may(needed)

    def _viewer(self, scope: Scope) -> Viewer:
        scheme, _, shown = Headers(scope=scope).get("authorization", "").partition(" ")
        bearer = shown.strip() if scheme.lower() == "bearer" else ""
        if bearer.startswith(PREFIX):
            return self._program(scope, bearer)
        token = cookie_of(scope, self.settings, SESSION)
        if token and (found := self.people.sessions.whose(token)):
            return signed_in(*found, csrf=csrf_token(token))
        if self.key and hmac.compare_digest(bearer.encode(), self.key.encode()):
            return EVERYBODY
        # Whoever shows something must not come in as anybody because it was wrong.
        access = Access.READING if self.settings.anonymous_reading and not bearer else Access.OPEN
        if visitor := cookie_of(scope, self.settings, VISITOR):
            return _visiting(access, visitor)
        if access is Access.READING and scope["method"] == "POST":
            visitor = scope["new_visitor"] = new_token()
            return _visiting(access, visitor)
        return Viewer(access, owner=hash_of(new_token()), can_sign_in=True)

    def _program(self, scope: Scope, token: str) -> Viewer:
        found = self.people.api_tokens.whose(token) if is_for_programs(scope["path"]) else None
        if found:
            return by_token(*found)
        scope["refused"] = texts.TOKEN_INVALID if is_for_programs(scope["path"]) else texts.TOKEN_FOR_PROGRAMS
        return NOBODY

    def _keeping_visitor(self, scope: Scope, send: Send) -> Send:
        """Who asks without an account finds the conversation again, until the browser is closed."""
        visitor = scope.get("new_visitor")
        if visitor is None:
            return send

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_cookie(message, scope, self.settings, VISITOR, visitor)
                MutableHeaders(scope=message)[HEADER] = scope["viewer"].csrf
            await send(message)

        return send_with_cookie


def _visiting(access: Access, visitor: str) -> Viewer:
    return Viewer(access, owner=hash_of(visitor), can_sign_in=True, csrf=csrf_token(visitor))
