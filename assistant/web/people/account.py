"""Konto: one's name, password and sessions, and one's own data. Where nobody signs in, the data alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import TypeAdapter

from assistant.administration.telegram_state import telegram_state
from assistant.conversations.own_data import OwnDataJson, own_data
from assistant.people.api_tokens import DAYS
from assistant.people.kept import KeptJson, kept_of
from assistant.people.models import Person, Role
from assistant.people.passwords import LONGEST, SHORTEST
from assistant.people.viewer import ACCESS, Viewer
from assistant.web.cookies import SESSION, forget_cookie
from assistant.web.house import HouseHere, HtmlHere, ViewerHere
from assistant.web.html import Html
from assistant.web.people.ways import AddressHere
from assistant.web.problems import Problem, problem_of
from assistant.wiring import House
from corpus.errors import NotFound, RefusedInput, TransferlotseError
from corpus.texts import people as texts
from corpus.texts import web

router = APIRouter(include_in_schema=False)

DONE = {
    "name": texts.NAME_CHANGED,
    "email": texts.EMAIL_CHANGED,
    "passwort": texts.PASSWORD_CHANGED,
    "gespraeche": texts.CONVERSATIONS_REMOVED,
    "schluessel": texts.TOKEN_REVOKED,
    "telegram": texts.TELEGRAM_UNPAIRED,
}
DATA = TypeAdapter(OwnDataJson)


class AllDataJson(KeptJson, OwnDataJson):
    """What is kept of a person, and what they asked."""


ALL_DATA = TypeAdapter(AllDataJson)


@router.get("/konto")
def account(house: HouseHere, html: HtmlHere, viewer: ViewerHere, erledigt: str = "") -> Response:
    """The page; `erledigt` names what has just been done."""
    return account_page(house, html, viewer, done=DONE.get(erledigt, ""))


@router.post("/konto/name")
def rename(house: HouseHere, html: HtmlHere, viewer: ViewerHere, name: Annotated[str, Form()] = "") -> Response:
    """Be shown by another name."""
    try:
        house.people.register.rename(whoever(viewer).id, name)
    except RefusedInput as error:
        return account_page(house, html, viewer, failed=("name", problem_of(error)), name=name)
    return _done("name")


@router.post("/konto/email")
def set_email(
    house: HouseHere,
    html: HtmlHere,
    viewer: ViewerHere,
    address: AddressHere,
    email: Annotated[str, Form()] = "",
    passwort: Annotated[str, Form()] = "",
) -> Response:
    """Get mail elsewhere; the password says who means it, for whoever reads the mail gets in."""
    person = whoever(viewer)
    try:
        house.people.entry.prove(person, passwort, address)
        house.people.register.set_email(person.id, email)
    except TransferlotseError as error:
        return account_page(house, html, viewer, failed=("email", problem_of(error)), email=email)
    return _done("email")


@router.post("/konto/passwort")
def change_password(
    house: HouseHere,
    html: HtmlHere,
    viewer: ViewerHere,
    address: AddressHere,
    bisher: Annotated[str, Form()] = "",
    neu: Annotated[str, Form()] = "",
    noch_einmal: Annotated[str, Form()] = "",
) -> Response:
    """Take another password and end all other sessions."""
    person = whoever(viewer)
    try:
        if neu != noch_einmal:
            raise RefusedInput(texts.PASSWORDS_DIFFER)
        here = viewer.session.id if viewer.session else ""
        house.people.entry.change_password(person, bisher, neu, address, session_id=here)
    except TransferlotseError as error:
        return account_page(house, html, viewer, failed=("passwort", problem_of(error)))
    return _done("passwort")


@router.post("/konto/abmelden")
def sign_out_everywhere(request: Request, house: HouseHere, viewer: ViewerHere) -> Response:
    """End all sessions, this one too."""
    house.people.sessions.end_all(whoever(viewer).id)
    return _gone(request, house)


@router.get("/konto/daten")
def data(house: HouseHere, viewer: ViewerHere) -> Response:
    """All that is kept of oneself, as a JSON file."""
    asked = own_data(house.conversations, house.gaps)
    if viewer.person:
        content = ALL_DATA.dump_json({**kept_of(house.corpus.catalogue, viewer.person.id), **asked}, indent=2)
    else:
        content = DATA.dump_json(asked, indent=2)
    named = {"content-disposition": f'attachment; filename="{texts.DATA_FILE}"'}
    return Response(content, media_type="application/json", headers=named)


@router.post("/konto/gespraeche/loeschen")
def remove_conversations(house: HouseHere) -> Response:
    """Delete all one's conversations; that it is meant was asked by the page."""
    house.asking.remove_all()
    return _done("gespraeche")


@router.post("/konto/loeschen")
def remove_account(
    request: Request,
    house: HouseHere,
    html: HtmlHere,
    viewer: ViewerHere,
    address: AddressHere,
    passwort: Annotated[str, Form()] = "",
) -> Response:
    """Delete oneself with everything; the password says that it is meant, and who means it."""
    person = whoever(viewer)
    try:
        if not person.from_provider:  # they have no password here
            house.people.entry.prove(person, passwort, address)
        house.people.register.remove(person.id)
    except TransferlotseError as error:
        return account_page(house, html, viewer, failed=("loeschen", problem_of(error)))
    house.asking.remove_all()
    return _gone(request, house)


def whoever(viewer: Viewer) -> Person:
    """The person whose account it is; raises NotFound where nobody signs in."""
    if viewer.person is None:
        raise NotFound(web.NO_SUCH_ADDRESS)
    return viewer.person


def account_page(
    house: House,
    html: Html,
    viewer: Viewer,
    *,
    done: str = "",
    failed: tuple[str, Problem] | None = None,
    name: str | None = None,
    email: str | None = None,
    token_name: str = "",
) -> Response:
    """The page as it is now: with what was `done`, or what `failed` in one of its parts and was typed there."""
    person = viewer.person
    return html.page(
        "people/account.html",
        status=failed[1].status if failed else 200,
        name=person.name if person and name is None else name or "",
        email=(person.email or "") if person and email is None else email or "",
        sessions=house.people.sessions.of(person.id) if person else [],
        tokens=house.people.api_tokens.of(person.id) if person else [],
        token_name=token_name,
        telegram=telegram_state(house.corpus.catalogue, house.settings),
        chats=house.people.chats.of(person.id) if person else [],
        scopes=[(role, texts.ROLES[role]) for role in Role if viewer.may(ACCESS[role])],
        days=[(str(days), texts.TOKEN_FOR_DAYS.format(days=days)) for days in DAYS],
        conversations=len(house.conversations.newest(most=None)),
        done=done,
        problems={failed[0]: failed[1]} if failed else {},
        hint=texts.PASSWORD_HINT.format(shortest=SHORTEST, longest=LONGEST),
    )


def _done(what: str) -> Response:
    return RedirectResponse(f"/konto?erledigt={what}", status_code=303)


def _gone(request: Request, house: House) -> Response:
    response = RedirectResponse("/anmelden", status_code=303)
    forget_cookie(response, request.scope, house.settings, SESSION)
    return response
