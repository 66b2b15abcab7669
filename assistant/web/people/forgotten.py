"""Anmelden: a link for who has forgotten their password, by mail."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from assistant.web.house import HouseHere, HtmlHere
from assistant.web.people.ways import AddressHere
from assistant.web.problems import problem_of
from corpus.errors import TooManyAttempts

router = APIRouter(include_in_schema=False, prefix="/anmelden/vergessen")

TEMPLATE = "people/forgotten.html"


@router.get("")
def forgotten(house: HouseHere, html: HtmlHere) -> Response:
    """The form, where mail is set up."""
    if not (house.settings.sign_in and house.people.posting.is_on):
        return RedirectResponse("/anmelden", status_code=303)
    return html.page(TEMPLATE, is_done=False, problem=None, name="")


@router.post("")
def send(house: HouseHere, html: HtmlHere, address: AddressHere, name: Annotated[str, Form()] = "") -> Response:
    """Send a link; the answer is the same whoever that is."""
    if not (house.settings.sign_in and house.people.posting.is_on):
        return RedirectResponse("/anmelden", status_code=303)
    try:
        house.people.posting.forgotten(name, address)
    except TooManyAttempts as error:
        problem = problem_of(error)
        return html.page(TEMPLATE, status=problem.status, is_done=False, problem=problem, name=name)
    return html.page(TEMPLATE, is_done=True, problem=None, name="")
