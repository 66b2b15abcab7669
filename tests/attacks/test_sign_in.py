"""What somebody would try who has no account, or one that reaches less far than they like."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import quote

import pytest
from fastapi.routing import iter_route_contexts
from httpx import Response
from pydantic import HttpUrl
from starlette.routing import Mount

from assistant.people.attempts import BY_ADDRESS
from assistant.people.models import Role
from assistant.web.people.ways import safe_way
from assistant.wiring import House
from corpus.texts import conversations as talks
from tests.signing_in import PASSWORD, Town, sign_in, signing_in

COOKIE = "transferlotse"


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    with signing_in(house) as town:
        yield town


def attributes(response: Response, name: str) -> dict[str, str]:
    cookie = SimpleCookie(response.headers["set-cookie"])[name]
    return {key: value for key, value in cookie.items() if value}


def said(response: Response) -> str:
    """What an answer says, without the request's own id."""
    return re.sub(r'"request_id":"\w+"', "", response.text)


@pytest.mark.parametrize("header", ["x-forwarded-for", "x-real-ip", "forwarded", "client-ip"])
def test_the_sixth_wrong_password_is_refused_whatever_a_header_says_of_the_address(town: Town, header: str) -> None:
    town.person("anna")
    told = [
        sign_in(town.browser(), "anna", "falsch falsch", headers={header: f"198.51.100.{number}"}).status_code
        for number in range(6)
    ]
    assert told == [401] * 5 + [429]
    assert sign_in(town.browser(), "ANNA", headers={header: "203.0.113.9"}).status_code == 429


def test_many_names_from_one_address_are_refused_whatever_a_header_says(town: Town) -> None:
    town.person("anna")
    for number in range(BY_ADDRESS.amount):
        sign_in(town.browser(), f"name{number}", "falsch falsch", headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert sign_in(town.browser(), "anna", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 429
    elsewhere = town.browser(client=("192.0.2.99", 50000))
    assert sign_in(elsewhere, "anna").status_code == 303


def test_the_old_password_cannot_be_tried_more_often_with_a_stolen_session(town: Town) -> None:
    anna = town.signed_in("anna")
    tried = {"bisher": "falsch falsch", "neu": "ganz neues Wort", "noch_einmal": "ganz neues Wort"}
    told = [anna.post("/konto/passwort", data=tried).status_code for _ in range(4)]
    told += [anna.post("/konto/loeschen", data={"passwort": "falsch falsch"}).status_code for _ in range(2)]
    assert told == [401] * 5 + [429]
    assert anna.post("/konto/loeschen", data={"passwort": PASSWORD}).status_code == 429


def test_a_session_that_somebody_else_chose_is_not_taken_over(town: Town) -> None:
    town.person("anna")
    attacker = town.signed_in("mallory")
    planted = attacker.cookies[COOKIE]
    for token in (planted, "ausgedacht"):
        victim = town.browser()
        victim.cookies[COOKIE] = token
        response = sign_in(victim, "anna")
        fresh = SimpleCookie(response.headers["set-cookie"])[COOKIE].value
        assert fresh != token
        assert len(fresh) == 43
        assert "mallory" not in victim.get("/konto", headers={"cookie": f"{COOKIE}={fresh}"}).text
    assert attacker.get("/konto").status_code == 303, "the planted session has ended"


def test_each_sign_in_has_a_session_of_its_own(town: Town) -> None:
    town.person("anna")
    tokens = set()
    browser = town.browser()
    for _ in range(5):
        tokens.add(SimpleCookie(sign_in(browser, "anna").headers["set-cookie"])[COOKIE].value)
    assert len(tokens) == 5


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(town: Town) -> None:
    town.person("anna")
    assert attributes(sign_in(town.browser(), "anna"), COOKIE) == {"path": "/", "httponly": True, "samesite": "lax"}
    secure = sign_in(town.browser("https://127.0.0.1:8000"), "anna")
    assert attributes(secure, f"__Host-{COOKIE}") == {
        "path": "/",
        "httponly": True,
        "samesite": "lax",
        "secure": True,
    }


def test_behind_a_proxy_with_a_certificate_the_cookie_is_secure_too(house: House) -> None:
    with signing_in(house, public_url=HttpUrl("https://wissen.stadt.example/")) as town:
        town.person("anna")
        response = sign_in(town.browser("http://wissen.stadt.example"), "anna")
        assert attributes(response, f"__Host-{COOKIE}")["secure"] is True
        assert town.browser("http://boese.example").get("/anmelden").status_code == 421


def test_a_plain_cookie_is_nothing_where_the_secure_one_is_asked_for(town: Town) -> None:
    anna = town.signed_in("anna")
    secure = town.browser("https://127.0.0.1:8000")
    secure.cookies[COOKIE] = anna.cookies[COOKIE]
    assert secure.get("/konto").status_code == 303


@pytest.mark.parametrize("token", ["", "x", "ä" * 43, "../../etc", "0" * 64, "' OR 1=1 --", "a" * 5000])
def test_forged_sessions_and_links_open_nothing(town: Town, token: str) -> None:
    town.person("anna")
    browser = town.browser()
    header = {"cookie": f"{COOKIE}={quote(token)}"}
    assert browser.get("/api/v1/conversations", headers=header).status_code == 401
    assert browser.get(f"/passwort/{quote(token, safe='')}").status_code in (404, 405)


def test_the_hash_that_the_catalogue_keeps_is_no_session(town: Town) -> None:
    town.signed_in("anna")
    (session,) = town.house.people.sessions.of(town.house.people.register.named("anna").id)[:1]
    browser = town.browser()
    browser.cookies[COOKIE] = session.id
    assert browser.get("/konto").status_code == 303


def test_who_is_disabled_or_deleted_is_out_at_the_next_request(town: Town) -> None:
    for name, end in (("anna", town.house.people.register.disable), ("berta", town.house.people.register.remove)):
        browser = town.signed_in(name, Role.EDITOR)
        asked = browser.post("/api/v1/questions", json={"question": "Wie viele Brunnen?"}).json()
        end(town.house.people.register.named(name).id)
        for method, path in (
            ("GET", "/api/v1/conversations"),
            ("GET", f"/api/v1/answers/{asked['id']}/events"),
            ("POST", f"/api/v1/answers/{asked['id']}/stop"),
            ("GET", "/api/v1/jobs"),
            ("GET", "/api/v1/documents"),
        ):
            assert browser.request(method, path).status_code == 401, path
        assert sign_in(town.browser(), name).status_code == 401


def test_a_link_is_worth_nothing_a_second_time_nor_for_who_is_disabled(town: Town) -> None:
    person = town.person("anna")
    both = {"passwort": "ganz neues Wort", "noch_einmal": "ganz neues Wort"}
    address = f"/passwort/{town.house.people.links.for_person(person)}"
    assert town.browser().post(address, data=both).status_code == 303
    assert town.browser().post(address, data=both | dict.fromkeys(both, "von jemand anderem")).status_code == 404
    late = f"/passwort/{town.house.people.links.for_person(town.house.people.register.person(person.id))}"
    town.house.people.register.disable(person.id)
    town.house.people.register.enable(person.id)
    assert town.browser().post(late, data=both).status_code == 404


def test_a_link_is_void_as_soon_as_the_password_or_the_address_is_another(town: Town) -> None:
    browser, again = town.signed_in("anna"), "ein neues langes Wort"
    person = town.house.people.register.named("anna")
    late = f"/passwort/{town.house.people.links.for_person(person)}"
    assert town.browser().get(late).status_code == 200
    browser.post("/konto/passwort", data={"bisher": PASSWORD, "neu": again, "noch_einmal": again})
    assert town.browser().get(late).status_code == 404
    late = f"/passwort/{town.house.people.links.for_person(person)}"
    browser.post("/konto/email", data={"email": "anna@stadt.example", "passwort": again})
    assert town.browser().get(late).status_code == 404


def test_a_link_for_somebody_gives_neither_another_name_nor_another_role(town: Town) -> None:
    person = town.person("anna")
    address = f"/passwort/{town.house.people.links.for_person(person)}"
    given = {
        "passwort": PASSWORD,
        "noch_einmal": PASSWORD,
        "anmeldename": "vera",
        "name": "Vera",
        "rolle": "administrator",
    }
    assert town.browser().post(address, data=given).status_code == 303
    assert town.house.people.register.person(person.id).role is Role.READER
    assert [known.sign_in_name for known in town.house.people.register.everybody()] == ["anna"]


@pytest.mark.parametrize(
    "way",
    [
        "https://boese.example/",
        "//boese.example",
        "///boese.example",
        "/\\boese.example",
        "\\\\boese.example",
        "/\t/boese.example",
        "/\n/boese.example",
        " //boese.example",
        "javascript:alert(1)",
        "/anmelden?weiter=/anmelden",
        "boese.example",
        "",
        "/" + "x" * 3000,
    ],
)
def test_signing_in_leads_to_no_other_host(town: Town, way: str) -> None:
    assert safe_way(way) == "/"
    town.person("anna")
    assert sign_in(town.browser(), "anna", weiter=way).headers["location"] == "/"
    assert town.browser().get("/anmelden", params={"weiter": way}).text.count("boese.example") == 0


@pytest.mark.parametrize("way", ["/", "/fragen/abc#x", "/dokumente?seite=4&stelle=%2F%2Fb", "/dokumente/ä"])
def test_ways_on_this_host_stay(way: str) -> None:
    assert safe_way(way) == way


def test_another_site_can_neither_sign_somebody_in_nor_out(town: Town) -> None:
    anna = town.signed_in("anna")
    foreign = {"sec-fetch-site": "cross-site"}
    assert sign_in(town.browser(), "anna", headers=foreign).status_code == 403
    for path in ("/abmelden", "/konto/gespraeche/loeschen", "/konto/loeschen", "/konto/abmelden"):
        assert anna.post(path, headers=foreign).status_code == 403
    assert anna.get("/konto").status_code == 200


def test_forged_headers_unlock_nothing(town: Town) -> None:
    for headers in (
        {"x-forwarded-host": "127.0.0.1", "x-forwarded-for": "127.0.0.1"},
        {"x-original-url": "/healthz", "x-rewrite-url": "/healthz"},
        {"x-http-method-override": "GET"},
        {"authorization": "Bearer "},
        {"authorization": "Bearer None"},
        {"x-remote-user": "vera", "remote-user": "vera"},
    ):
        assert town.browser().get("/api/v1/documents", headers=headers).status_code == 401
        assert town.browser().get("/verwaltung/personen", headers=headers).status_code == 303


def test_the_key_of_the_commands_cannot_be_guessed_or_left_out(house: House) -> None:
    with signing_in(house, key="der richtige Schluessel") as town:
        for shown in ("Bearer ", "Bearer der falsche Schluessel", "der richtige Schluessel", "Bearer \xe4"):
            headers = {b"authorization": shown.encode("latin-1")}
            assert town.browser().get("/api/v1/jobs", headers=headers).status_code == 401, shown
        headers = {b"authorization": b"Bearer der richtige Schluessel"}
        assert town.browser().get("/api/v1/jobs", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path", ["//konto", "/Konto", "/konto/", "/%6bonto", "/./konto", "/static/../konto", "/konto%00"]
)
def test_another_spelling_of_an_address_is_no_way_in(town: Town, path: str) -> None:
    response = town.browser().get(path)
    assert response.status_code in (303, 404)
    assert "meine-daten" not in response.text


def addresses(town: Town, ids: dict[str, str]) -> list[tuple[str, str, str]]:
    """Every route of the app with these ids filled in -> (rule, method, address)."""
    found = []
    for route in iter_route_contexts(town.app.routes):
        if isinstance(route.original_route, Mount):
            continue
        path = route.path_format or ""
        for name in re.findall(r"{(\w+)}", path):
            path = path.replace(f"{{{name}}}", ids.get(name, "1"))
        for method in sorted((route.methods or set()) - {"HEAD"}):
            found.append((f"{method} {route.path}", method, path))
    return found


BODIES = {
    "PATCH /api/v1/conversations/{conversation_id}": {"json": {"title": "Meins"}},
    "POST /api/v1/answers/{answer_id}/feedback": {"json": {"helpful": True}},
    "POST /fragen/{conversation_id}/umbenennen": {"data": {"titel": "Meins"}},
    "POST /antworten/{answer_id}/rueckmeldung": {"data": {"hilfreich": "ja"}},
}


def test_nobody_reaches_the_conversation_of_another_by_any_route(town: Town) -> None:
    anna = town.signed_in("anna")
    asked = anna.post("/api/v1/questions", json={"question": "Wie viele Zebras gibt es?"}).json()
    ids = {"conversation_id": asked["conversation"], "answer_id": asked["id"]}
    before = anna.get("/konto/daten").json()["conversations"]
    tried = 0
    for role in Role:
        other = town.signed_in(f"andere-{role}", role)
        for rule, method, address in addresses(town, ids):
            if not any(id in address for id in ids.values()):
                continue
            tried += 1
            refused = other.request(method, address, **BODIES.get(rule, {}))
            assert refused.status_code == 404, (role, rule)
            assert "Zebras" not in refused.text, (role, rule)
            unknown = dict.fromkeys(ids, "0" * 32)
            as_if = address
            for name, id in ids.items():
                as_if = as_if.replace(id, unknown[name])
            absent = other.request(method, as_if, **BODIES.get(rule, {}))
            assert said(absent) == said(refused), (role, rule, "another's differs from none")
        for follow_up in (
            other.post("/api/v1/questions", json={"question": "Und?", "conversation": ids["conversation_id"]}),
            other.post("/fragen", data={"frage": "Und?", "gespraech": ids["conversation_id"]}),
        ):
            assert follow_up.status_code == 404
            assert talks.NOT_FOUND in follow_up.text
        for listing in ("/api/v1/conversations", "/api/v1/conversations?q=zebras", "/gespraeche", "/", "/konto/daten"):
            assert "Zebras" not in other.get(listing).text, listing
    assert tried >= 3 * 13
    assert anna.get("/konto/daten").json()["conversations"] == before


def test_a_running_answer_is_heard_and_stopped_by_its_asker_alone(town: Town) -> None:
    anna, other = town.signed_in("anna"), town.signed_in("mallory", Role.ADMINISTRATOR)
    asked = anna.post("/api/v1/questions", json={"question": "Wie viele Brunnen gibt es?"}).json()
    for method, path in (("GET", "events"), ("POST", "stop")):
        assert other.request(method, f"/api/v1/answers/{asked['id']}/{path}").status_code == 404
        assert anna.request(method, f"/api/v1/answers/{asked['id']}/{path}").status_code == 200


def test_an_editor_may_change_documents_and_a_reader_may_not(town: Town) -> None:
    reader, editor = town.signed_in("lena"), town.signed_in("rita", Role.EDITOR)
    document = town.house.corpus.documents()[0]
    title = {"title": document.metadata.title}
    at = f"/api/v1/documents/{document.id}"
    for method, path, more in (
        ("PUT", at, {"json": title}),
        ("DELETE", at, {}),
        ("PUT", f"{at}/file", {"files": {"file": ("a.txt", b"x")}}),
        ("POST", "/api/v1/documents", {"files": {"file": ("a.txt", b"x")}}),
    ):
        assert reader.request(method, path, **more).status_code == 403, (method, path)
    assert reader.get(at).status_code == 200
    assert town.house.corpus.document(document.id) == document
    assert editor.delete("/api/v1/documents/weg").status_code == 404
    assert editor.get("/verwaltung/personen").status_code == 403


def test_a_large_upload_of_a_stranger_is_refused_before_it_is_read(town: Town) -> None:
    sent = itertools.count()

    def endless() -> Iterator[bytes]:
        for number in sent:
            assert number < 50, "the body is being read"
            yield b"x" * 100_000

    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert town.browser().post("/api/v1/documents", content=endless(), headers=headers).status_code == 401


def test_pages_of_who_is_signed_in_are_kept_by_no_cache(town: Town) -> None:
    anna = town.signed_in("anna")
    for path in ("/", "/konto", "/konto/daten", "/dokumente"):
        assert "no-store" in anna.get(path).headers["cache-control"], path
