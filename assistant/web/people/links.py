"""Setting a password by a link: the first administrator's, an invitation, a forgotten one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.people.models import Link
from assistant.people.passwords import LONGEST, SHORTEST
from assistant.web.cookies import SESSION, set_cookie
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.html import Html
from assistant.web.problems import Problem, problem_of
from corpus.errors import RefusedInput
from corpus.texts import people as texts

router = APIRouter(include_in_schema=False)


@router.get("/passwort/{token}")
def password_page(token: str, house: HouseHere, html: HtmlHere) -> Response:
    """The form of a link."""
    return _form(html, token, house.people.links.find(token))


@router.post("/passwort/{token}")
def set_password(
    request: Request,
    token: str,
    house: HouseHere,
    html: HtmlHere,
    passwort: Annotated[str, Form()] = "",
    noch_einmal: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    anmeldename: Annotated[str, Form()] = "",
) -> Response:
    """Set the password, use the link up, and sign in."""
    link = house.people.links.find(token)
    try:
        if passwort != noch_einmal:
            raise RefusedInput(texts.PASSWORDS_DIFFER)
        session = house.people.entry.accept(token, passwort, name=name, sign_in_name=anmeldename)
    except RefusedInput as error:
        return _form(html, token, link, name=name, sign_in_name=anmeldename, problem=problem_of(error))
    response = RedirectResponse("/", status_code=303)
    set_cookie(response, request.scope, house.settings, SESSION, session)
    return response


def _form(
    html: Html, token: str, link: Link, *, name: str = "", sign_in_name: str = "", problem: Problem | None = None
) -> Response:
    return html.page(
        "people/password.html",
        status=problem.status if problem else 200,
        token=token,
        link=link,
        name=name,
        sign_in_name=sign_in_name,
        problem=problem,
        hint=texts.PASSWORD_HINT.format(shortest=SHORTEST, longest=LONGEST),
    )
