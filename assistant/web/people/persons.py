"""Verwaltung/Personen: who may come in, and as what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from assistant.people.addresses import link_url
from assistant.people.models import Person, Role
from assistant.web.acts import DeedHere
from assistant.web.house import HouseHere, HtmlHere, ViewerHere
from assistant.web.html import Html
from assistant.web.problems import Problem, problem_of
from assistant.wiring import House
from corpus.errors import NotFound, RefusedInput
from corpus.group_names import group_names
from corpus.texts import web

router = APIRouter(include_in_schema=False, prefix="/verwaltung/personen")


@router.get("")
def persons(house: HouseHere, html: HtmlHere) -> Response:
    """Everybody, and the form to invite somebody."""
    return _page(house, html)


@router.post("")
def invite(
    house: HouseHere,
    html: HtmlHere,
    deed: DeedHere,
    name: Annotated[str, Form()] = "",
    anmeldename: Annotated[str, Form()] = "",
    rolle: Annotated[Role, Form()] = Role.READER,
    email: Annotated[str, Form()] = "",
) -> Response:
    """Somebody new; the link goes by mail, or is shown this once."""
    if not house.settings.sign_in:
        raise NotFound(web.NO_SUCH_ADDRESS)
    try:
        person = house.people.register.add(name, anmeldename, rolle, email=email)
    except RefusedInput as error:
        given = {"name": name, "sign_in_name": anmeldename, "role": rolle, "email": email}
        return _page(house, html, given=given, problem=problem_of(error), at="einladen")
    deed.on([person.id])
    return _handing_over(house, html, person)


@router.post("/{person_id}/rolle")
def set_role(person_id: str, house: HouseHere, html: HtmlHere, rolle: Annotated[Role, Form()]) -> Response:
    """Give somebody a role."""
    try:
        house.people.register.set_role(person_id, rolle)
    except RefusedInput as error:
        return _page(house, html, problem=problem_of(error))
    return _back()


@router.post("/{person_id}/gruppen")
def set_groups(person_id: str, house: HouseHere, html: HtmlHere, gruppen: Annotated[str, Form()] = "") -> Response:
    """Say to which groups somebody belongs, apart by commas."""
    try:
        house.people.register.set_groups(person_id, group_names(gruppen))
    except RefusedInput as error:
        return _page(house, html, problem=problem_of(error))
    return _back()


@router.post("/{person_id}/sperren")
def disable(person_id: str, house: HouseHere, html: HtmlHere) -> Response:
    """Let somebody in no longer."""
    try:
        house.people.register.disable(person_id)
    except RefusedInput as error:
        return _page(house, html, problem=problem_of(error))
    house.asking.of(person_id).stop_all()
    return _back()


@router.post("/{person_id}/freigeben")
def enable(person_id: str, house: HouseHere) -> Response:
    """Let somebody in again."""
    house.people.register.enable(person_id)
    return _back()


@router.post("/{person_id}/link")
def new_link(person_id: str, house: HouseHere, html: HtmlHere) -> Response:
    """A new link for a password, by mail or shown this once; earlier ones are void."""
    person = house.people.register.person(person_id)
    try:
        return _handing_over(house, html, person)
    except RefusedInput as error:
        return _page(house, html, problem=problem_of(error))


@router.post("/{person_id}/loeschen")
def remove(person_id: str, house: HouseHere, html: HtmlHere, viewer: ViewerHere) -> Response:
    """Delete somebody with everything that is theirs; that it is meant was asked by the page."""
    try:
        house.people.register.remove(person_id)
    except RefusedInput as error:
        return _page(house, html, problem=problem_of(error))
    house.asking.of(person_id).remove_all()
    return RedirectResponse("/" if viewer.owner == person_id else "/verwaltung/personen", status_code=303)


def _handing_over(house: House, html: Html, person: Person) -> Response:
    token = house.people.links.for_person(person)
    is_sent = house.people.posting.hand_over(person, token)
    has_failed = bool(person.email) and house.people.posting.is_on and not is_sent
    address = "" if is_sent else link_url(house.settings, token)
    return html.page("people/handing_over.html", person=person, address=address, has_failed=has_failed)


def _page(
    house: House,
    html: Html,
    *,
    given: dict[str, str] | None = None,
    problem: Problem | None = None,
    at: str = "",
) -> Response:
    return html.page(
        "people/persons.html",
        status=problem.status if problem else 200,
        everybody=house.people.register.everybody(),
        token_counts=house.people.api_tokens.counts(),
        known_groups=house.corpus.catalogue.groups(),
        is_on=house.settings.sign_in,
        has_mail=house.people.posting.is_on,
        given=given or {"name": "", "sign_in_name": "", "role": Role.READER, "email": ""},
        problem=problem,
        at=at,
    )


def _back() -> Response:
    return RedirectResponse("/verwaltung/personen", status_code=303)
