"""Anmelden by an identity provider: there and back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from assistant.people.oidc.entrance import CALLBACK, Return
from assistant.people.oidc.flows import VALID
from assistant.web.cookies import PROVIDER, SESSION, cookie_of, forget_cookie, set_cookie
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.people.sign_in import sign_in_form
from assistant.web.people.ways import safe_way
from assistant.web.problems import problem_of
from corpus.errors import TransferlotseError

router = APIRouter(include_in_schema=False)

NO_PROVIDER = "/anmelden"
Words = Annotated[str, Query(max_length=4000)]


@router.get("/anmelden/anbieter")
def leave(request: Request, house: HouseHere, html: HtmlHere, weiter: str = "/") -> Response:
    """To the provider; a link and no form, for the policy lets forms lead to no other host."""
    entry = house.people.provider_entry
    if entry is None or not house.settings.sign_in:
        return RedirectResponse(NO_PROVIDER, status_code=303)
    try:
        address, state = entry.begin(safe_way(weiter))
    except TransferlotseError as error:
        return sign_in_form(house, html, safe_way(weiter), problem=problem_of(error))
    response = RedirectResponse(address, status_code=303)
    seconds = int(VALID.total_seconds())
    set_cookie(response, request.scope, house.settings, PROVIDER, state, seconds=seconds)
    return response


@router.get(CALLBACK)
def come_back(
    request: Request,
    house: HouseHere,
    html: HtmlHere,
    state: Words = "",
    code: Words = "",
    error: Words = "",
    iss: Words = "",
) -> Response:
    """From the provider, into a new session, and on to where one wanted."""
    entry = house.people.provider_entry
    if entry is None or not house.settings.sign_in:
        return RedirectResponse(NO_PROVIDER, status_code=303)
    kept = cookie_of(request.scope, house.settings, PROVIDER) or ""
    try:
        token, way = entry.finish(Return(state=state, kept=kept, code=code, error=error, issuer=iss))
    except TransferlotseError as failure:
        response = sign_in_form(house, html, "/", problem=problem_of(failure))
    else:
        if before := cookie_of(request.scope, house.settings, SESSION):
            house.people.sessions.end(before)
        response = RedirectResponse(safe_way(way), status_code=303)
        set_cookie(response, request.scope, house.settings, SESSION, token)
    forget_cookie(response, request.scope, house.settings, PROVIDER)
    return response
