"""A house where people sign in, for tests: with passwords that are quick to compare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import delete

from assistant.people.models import Person, Role
from assistant.people.passwords import Passwords
from assistant.people.people import open_people
from assistant.web.app import create_app
from assistant.web.cookies import SESSION, VISITOR
from assistant.web.csrf import HEADER, csrf_token
from assistant.wiring import House
from corpus.schema import api_tokens, links, people, sessions, telegram_chats

PASSWORD = "Kastanie Regenrinne 7"
ADDRESS = "http://127.0.0.1:8000"


def quick_passwords() -> Passwords:
    return Passwords(Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1))


class TownBrowser(TestClient):
    """Shows, like a browser with one of the house's pages, the token that belongs to its cookies."""

    def request(self, *args: Any, **more: Any) -> Response:
        """Ask for something."""
        headers = dict(more.get("headers") or {})
        kept = {cookie.name: cookie.value or "" for cookie in self.cookies.jar}
        kept |= {name: cookie.value for name, cookie in SimpleCookie(str(headers.get("cookie", ""))).items()}
        known = {name.removeprefix("__Host-"): value for name, value in kept.items()}
        if cookie := known.get(SESSION) or known.get(VISITOR):
            more["headers"] = {HEADER: csrf_token(cookie)} | headers
        return super().request(*args, **more)


@dataclass(frozen=True)
class Town:
    """The house, its app, and people to sign in."""

    house: House
    app: FastAPI

    def browser(self, address: str = ADDRESS, client: tuple[str, int] = ("192.0.2.7", 50000)) -> TownBrowser:
        """Somebody who is not signed in; redirects are not followed."""
        return TownBrowser(self.app, base_url=address, client=client, follow_redirects=False)

    def person(self, name: str, role: Role = Role.READER) -> Person:
        """Somebody with `PASSWORD`, who is signed in nowhere."""
        person = self.house.people.register.add(name, name, role)
        self.house.people.entry.accept(self.house.people.links.for_person(person), PASSWORD)
        self.house.people.sessions.end_all(person.id)
        return self.house.people.register.person(person.id)

    def signed_in(self, name: str, role: Role = Role.READER) -> TownBrowser:
        """Somebody new, signed in."""
        self.person(name, role)
        browser = self.browser()
        assert sign_in(browser, name).status_code == 303
        return browser


def sign_in(browser: TestClient, name: str, password: str = PASSWORD, **more: Any) -> Response:
    weiter = more.pop("weiter", "/")
    return browser.post("/anmelden", data={"name": name, "passwort": password, "weiter": weiter}, **more)


@contextmanager
def signing_in(house: House, *, key: str = "", **settings: Any) -> Iterator[Town]:
    """The house with sign-in; afterwards everybody is gone."""
    catalogue = house.corpus.catalogue
    changed = house.settings.model_copy(update={"sign_in": True, **settings})
    guarded = replace(house, settings=changed, people=open_people(catalogue, changed, quick_passwords()))
    try:
        yield Town(guarded, create_app(guarded, key=key))
    finally:
        with catalogue.writing() as connection:
            for table in (api_tokens, sessions, links, telegram_chats, people):
                connection.execute(delete(table))
