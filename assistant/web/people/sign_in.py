"""Anmelden and Abmelden."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.web.cookies import SESSION, cookie_of, forget_cookie, set_cookie
from assistant.web.house import HouseHere, HtmlHere, ViewerHere
from assistant.web.html import Html
from assistant.web.people.ways import AddressHere, safe_way
from assistant.web.problems import Problem, problem_of
from assistant.wiring import House
from corpus.errors import TransferlotseError

router = APIRouter(include_in_schema=False)


@router.get("/anmelden")
def sign_in_page(house: HouseHere, html: HtmlHere, viewer: ViewerHere, weiter: str = "/") -> Response:
    """The form, for whoever is not signed in."""
    if viewer.person:
        return RedirectResponse(safe_way(weiter), status_code=303)
    if not house.settings.sign_in:
        return html.page("people/no_sign_in.html")
    return sign_in_form(house, html, safe_way(weiter))


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
        return sign_in_form(house, html, way, name=name, problem=problem_of(error))
    if before := cookie_of(request.scope, house.settings, SESSION):
        house.people.sessions.end(before)
    response = RedirectResponse(way, status_code=303)
    set_cookie(response, request.scope, house.settings, SESSION, token)
    return response


def sign_in_form(house: House, html: Html, way: str, *, name: str = "", problem: Problem | None = None) -> Response:
    """The page with the form, and the link to the identity provider where there is one."""
    return html.page(
        "people/sign_in.html",
        status=problem.status if problem else 200,
        name=name,
        way=way,
        problem=problem,
        has_mail=house.people.posting.is_on,
        provider=house.settings.oidc_label if house.people.provider_entry else "",
    )


@router.post("/abmelden")
def sign_out(request: Request, house: HouseHere) -> Response:
    """End this session."""
    if token := cookie_of(request.scope, house.settings, SESSION):
        house.people.sessions.end(token)
    response = RedirectResponse("/anmelden", status_code=303)
    forget_cookie(response, request.scope, house.settings, SESSION)
    return response
