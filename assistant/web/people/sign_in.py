"""Anmelden and Abmelden."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.web.cookies import SESSION, cookie_of, forget_cookie, set_cookie
from assistant.web.house import HouseHere, HtmlHere, ViewerHere
from assistant.web.people.ways import AddressHere, safe_way
from assistant.web.problems import problem_of
from corpus.errors import TransferlotseError

router = APIRouter(include_in_schema=False)


@router.get("/anmelden")
def sign_in_page(house: HouseHere, html: HtmlHere, viewer: ViewerHere, weiter: str = "/") -> Response:
    """The form, for whoever is not signed in."""
    if viewer.person:
        return RedirectResponse(safe_way(weiter), status_code=303)
    if not house.settings.sign_in:
        return html.page("people/no_sign_in.html")
    return html.page("people/sign_in.html", name="", way=safe_way(weiter), problem=None)


@router.post("/anmelden")
def sign_in(
    request: Request,
    house: HouseHere,
    html: HtmlHere,
    address: AddressHere,
    name: Annotated[str, Form()] = "",
    passwort: Annotated[str, Form()] = "",
    weiter: Annotated[str, Form()] = "/",
) -> Response:
    """Sign in, in a new session whatever the browser had before, and go on to where one wanted."""
    if not house.settings.sign_in:
        return html.page("people/no_sign_in.html")
    way = safe_way(weiter)
    try:
        token = house.people.entry.sign_in(name, passwort, address)
    except TransferlotseError as error:
        problem = problem_of(error)
        return html.page("people/sign_in.html", status=problem.status, name=name, way=way, problem=problem)
    if before := cookie_of(request.scope, house.settings, SESSION):
        house.people.sessions.end(before)
    response = RedirectResponse(way, status_code=303)
    set_cookie(response, request.scope, house.settings, SESSION, token)
    return response


@router.post("/abmelden")
def sign_out(request: Request, house: HouseHere) -> Response:
    """End this session."""
    if token := cookie_of(request.scope, house.settings, SESSION):
        house.people.sessions.end(token)
    response = RedirectResponse("/anmelden", status_code=303)
    forget_cookie(response, request.scope, house.settings, SESSION)
    return response
