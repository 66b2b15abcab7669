"""Konto: tokens for programs that ask in one's name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from assistant.people.models import Role
from assistant.web.house import HouseHere, HtmlHere, ViewerHere
from assistant.web.people.account import account_page, whoever
from assistant.web.problems import problem_of
from corpus.errors import RefusedInput

router = APIRouter(include_in_schema=False, prefix="/konto/schluessel")


@router.post("")
def create(
    house: HouseHere,
    html: HtmlHere,
    viewer: ViewerHere,
    bezeichnung: Annotated[str, Form()] = "",
    umfang: Annotated[Role, Form()] = Role.READER,
    tage: Annotated[int, Form()] = 0,
) -> Response:
    """A new token; it is shown this once."""
    try:
        token = house.people.api_tokens.create(whoever(viewer), bezeichnung, umfang, tage)
    except RefusedInput as error:
        return account_page(house, html, viewer, failed=("schluessel", problem_of(error)), token_name=bezeichnung)
    return html.page("people/api_token.html", token=token, token_name=bezeichnung)


@router.post("/{token_id}/widerrufen")
def revoke(token_id: str, house: HouseHere, viewer: ViewerHere) -> Response:
    """A token is worth nothing from now on."""
    house.people.api_tokens.end(whoever(viewer).id, token_id)
    return RedirectResponse("/konto?erledigt=schluessel", status_code=303)
