"""What a token of a program opens, and what it does not."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from assistant.people.models import Role
from assistant.people.tokens import hash_of, now
from assistant.web.problems import MACHINE_PATHS
from assistant.web.rules import RULES
from assistant.wiring import House
from corpus.schema import api_tokens
from corpus.texts import people as texts
from tests.signing_in import Town, signing_in


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    with signing_in(house) as town:
        yield town


def token_of(town: Town, name: str, scope: Role) -> str:
    return town.house.people.api_tokens.create(town.house.people.register.named(name), "Suche", scope, 30)


def program(town: Town, token: str) -> TestClient:
    client = town.browser()
    client.headers["authorization"] = f"Bearer {token}"
    return client


def test_a_token_is_made_on_the_account_shown_once_and_revoked_there(town: Town) -> None:
    rita = town.signed_in("rita", Role.EDITOR)
    page = rita.get("/konto").text
    offered = re.search(r'<select[^>]*name="umfang">(.*?)</select>', page, re.DOTALL)
    assert offered
    assert re.findall(r'value="(\w+)"', offered[1]) == ["reader", "editor"]
    given = {"bezeichnung": "Intranet <Suche>", "umfang": "editor", "tage": "90"}
    shown = rita.post("/konto/schluessel", data=given)
    found = re.search(r">(tl_[\w-]{43})</textarea>", shown.text)
    assert found
    assert shown.headers["cache-control"] == "no-store"
    listed = rita.get("/konto").text
    assert "Intranet &lt;Suche&gt;" in listed
    assert found[1] not in listed
    assert program(town, found[1]).get("/api/v1/jobs").status_code == 200
    refused = rita.post("/konto/schluessel", data=given | {"umfang": "administrator"})
    assert (refused.status_code, texts.TOKEN_SCOPE_TOO_WIDE in refused.text) == (422, True)
    assert rita.post("/konto/schluessel", data=given | {"tage": "3650"}).status_code == 422
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    assert texts.TOKENS_COUNT.format(count=1) in vera.get("/verwaltung/personen").text
    revoke = re.search(r'action="(/konto/schluessel/\w+/widerrufen)"', listed)
    assert revoke
    assert vera.post(revoke[1]).status_code == 404
    assert rita.post(revoke[1]).headers["location"] == "/konto?erledigt=schluessel"
    assert program(town, found[1]).get("/api/v1/jobs").status_code == 401


def test_it_reaches_as_far_as_its_scope_and_the_role_of_the_moment(town: Town) -> None:
    town.person("rita", Role.EDITOR)
    person = town.house.people.register.named("rita")
    reading, editing = (program(town, token_of(town, "rita", scope)) for scope in (Role.READER, Role.EDITOR))
    assert reading.get("/api/v1/documents").status_code == 200
    assert reading.post("/api/v1/questions", json={"question": "Wie viele Brunnen?"}).status_code == 200
    assert reading.get("/api/v1/jobs").status_code == 403
    assert editing.get("/api/v1/jobs").status_code == 200
    town.house.people.register.set_role(person.id, Role.READER)
    assert editing.get("/api/v1/jobs").status_code == 403
    town.house.people.register.set_role(person.id, Role.ADMINISTRATOR)
    assert editing.get("/api/v1/jobs").status_code == 200
    assert reading.get("/api/v1/jobs").status_code == 403


def test_it_opens_no_page_and_neither_the_account_nor_the_administration(town: Town) -> None:
    town.person("vera", Role.ADMINISTRATOR)
    client = program(town, token_of(town, "vera", Role.ADMINISTRATOR))
    before = town.house.people.register.everybody()
    for rule in RULES:
        method, _, path = rule.partition(" ")
        if path.startswith(MACHINE_PATHS):
            continue
        refused = client.request(method, re.sub(r"{\w+}", "1", path))
        assert refused.status_code == 401, rule
        assert texts.TOKEN_FOR_PROGRAMS in html.unescape(refused.text), rule
    assert town.house.people.register.everybody() == before


def test_conversations_are_those_of_its_person_alone(town: Town) -> None:
    anna, other = town.signed_in("anna"), town.signed_in("mallory")
    asked = anna.post("/api/v1/questions", json={"question": "Wie viele Zebras?"}).json()
    at = f"/api/v1/conversations/{asked['conversation']}"
    assert program(town, token_of(town, "anna", Role.READER)).get(at).status_code == 200
    assert program(town, token_of(town, "mallory", Role.READER)).get(at).status_code == 404
    assert other.get(at).status_code == 404


@pytest.mark.parametrize("anonymous", [True, False])
def test_a_wrong_expired_or_revoked_token_is_refused_and_never_anonymous(house: House, anonymous: bool) -> None:
    with signing_in(house, anonymous_reading=anonymous) as town:
        anna = town.signed_in("anna")
        good, expired, revoked = (token_of(town, "anna", Role.READER) for _ in range(3))
        person = town.house.people.register.named("anna")
        known = {token.id for token in town.house.people.api_tokens.of(person.id)}
        town.house.people.api_tokens.end(person.id, ended := _id_of(town, revoked))
        with town.house.corpus.catalogue.writing() as connection:
            this = api_tokens.c.id == _id_of(town, expired)
            connection.execute(update(api_tokens).where(this).values(expires_at=now()))
        assert ended in known
        forged = ("tl_", "tl_None", good[:-1], f"{good}x", "tl_" + "0" * 64, "tl_' OR 1=1 --", "tl_" + "a" * 5000)
        for token in (expired, revoked, *forged):
            refused = program(town, token).get("/api/v1/documents")
            assert (refused.status_code, refused.json()["detail"]) == (401, texts.TOKEN_INVALID), token
            assert refused.headers["content-type"] == "application/problem+json"
        for shown in ("bearer {}", "BEARER {}", "Bearer  {} "):
            headers = {"authorization": shown.format(good)}
            assert town.browser().get("/api/v1/documents", headers=headers).status_code == 200, shown
        for shown in ("Bearer ", "Bearer None", f"Bearer {good[3:]}", "Bearer \xe4"):
            raw = {b"authorization": shown.encode("latin-1")}
            refused = town.browser().get("/api/v1/documents", headers=raw)
            assert refused.status_code == (200 if anonymous and shown == "Bearer " else 401), shown
        # The token decides, whatever cookie comes along.
        assert anna.get("/api/v1/documents", headers={"authorization": f"Bearer {revoked}"}).status_code == 401


def _id_of(town: Town, token: str) -> str:
    with town.house.corpus.catalogue.reading() as connection:
        this = api_tokens.select().where(api_tokens.c.token_sha256 == hash_of(token))
        return str(connection.execute(this).one().id)


def test_it_is_worth_nothing_at_the_next_request_after_disabling_or_deleting(town: Town) -> None:
    for name, end in (("anna", town.house.people.register.disable), ("berta", town.house.people.register.remove)):
        town.person(name)
        client = program(town, token_of(town, name, Role.READER))
        asked = client.post("/api/v1/questions", json={"question": "Wie viele Brunnen?"}).json()
        end(town.house.people.register.named(name).id)
        for path in ("/api/v1/documents", f"/api/v1/answers/{asked['id']}/events", "/api/v1/conversations"):
            assert client.get(path).status_code == 401, path


def test_a_token_needs_no_token_of_a_page_and_gives_no_cookie(town: Town) -> None:
    town.person("anna")
    client = program(town, token_of(town, "anna", Role.READER))
    answer = client.post("/api/v1/questions", json={"question": "Wie viele Brunnen?"})
    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
