"""Another site that makes a browser send something, with all its cookies, changes nothing."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from httpx import Response
from starlette.routing import Mount
from starlette.types import Message

from assistant.people.models import Role
from assistant.web import html
from assistant.web.csrf import HEADER, carries_token, csrf_token, with_token
from assistant.wiring import House
from corpus.texts import people as texts
from tests.signing_in import ADDRESS, PASSWORD, Town, sign_in, signing_in

COOKIE, VISITOR = "transferlotse", "transferlotse-gast"
TEMPLATES = sorted((Path(html.__file__).parent / "templates").rglob("*.html"))
POST_FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>')
FIRST_FIELD = re.compile(r'<form\b[^>]*method="post"[^>]*><input type="hidden" name="csrf" value="([0-9a-f]{64})"')


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    with signing_in(house) as town:
        yield town


def bare(town: Town, **cookies: str) -> TestClient:
    """A browser with these cookies that another site sends on its way: it has no page to take a token from."""
    return TestClient(town.app, base_url=ADDRESS, cookies=cookies, follow_redirects=False)


def changing(town: Town) -> list[tuple[str, str]]:
    routes = (r for r in iter_route_contexts(town.app.routes) if not isinstance(r.original_route, Mount))
    found = {(method, route.path) for route in routes for method in (route.methods or ()) if method not in SAFE}
    return sorted((method, path or "") for method, path in found)


SAFE = {"GET", "HEAD", "OPTIONS"}


def test_no_route_changes_anything_for_a_cookie_alone_or_with_the_token_of_another_session(town: Town) -> None:
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    elsewhere = town.browser()
    sign_in(elsewhere, "vera")
    routes = changing(town)
    assert len(routes) > 35
    before = town.house.people.register.everybody()
    for method, path in routes:
        address = re.sub(r"{\w+}", "1", path)
        for shown in ({}, {HEADER: ""}, {HEADER: "0" * 64}, {HEADER: csrf_token(elsewhere.cookies[COOKIE])}):
            refused = bare(town, transferlotse=vera.cookies[COOKIE]).request(method, address, headers=shown)
            assert refused.status_code == 403, (method, path, shown)
            assert refused.headers[HEADER] == csrf_token(vera.cookies[COOKIE])
    assert vera.get("/konto").status_code == 200
    assert town.house.people.register.everybody() == before


def sent(town: Town, cookie: str, **content: object) -> Response:
    return bare(town, transferlotse=cookie).post("/konto/name", **content)  # type: ignore[arg-type]


def test_the_token_counts_in_the_header_and_as_the_first_field_alone(town: Town) -> None:
    cookie = town.signed_in("anna").cookies[COOKIE]
    token = csrf_token(cookie)
    good = {"csrf": token, "name": "Anna B."}
    late = {"name": "Anna B.", "csrf": token}
    assert sent(town, cookie, data=good).status_code == 303
    assert sent(town, cookie, data=good, files={"datei": ("a.txt", b"x")}).status_code == 303
    assert sent(town, cookie, data={"name": "Anna"}, headers={HEADER: token}).status_code == 303
    for wrong in (late, {**good, "csrf": token[:-1]}, {**good, "csrf": token + "0"}, {**good, "csrf": token.upper()}):
        assert sent(town, cookie, data=wrong).status_code == 403, wrong
        assert sent(town, cookie, data=wrong, files={"datei": ("a.txt", b"x")}).status_code == 403, wrong
    assert sent(town, cookie, data={"name": "A"}, params={"csrf": token}).status_code == 403
    assert sent(town, cookie, data={"name": "A"}, files={"csrf": ("a.txt", token.encode())}).status_code == 403
    assert sent(town, cookie, content=f'{{"csrf": "{token}"}}').status_code == 403


Result = TypeVar("Result")


def run(reading: Coroutine[Any, Any, Result]) -> Result:
    """In a thread of its own: the browser of another test may keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, reading).result()


@pytest.mark.parametrize("piece", [1, 100, 65_536])
def test_of_a_large_upload_only_the_beginning_is_read_and_nothing_is_lost(piece: int) -> None:
    token = csrf_token("cookie")
    head = f'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{token}\r\n--b\r\n'.encode()
    body = head + b"x" * 100_000
    given = [0]

    async def receive() -> Message:
        start, given[0] = given[0], given[0] + piece
        return {"type": "http.request", "body": body[start : given[0]], "more_body": given[0] < len(body)}

    async def read() -> tuple[bool, int, bytes]:
        is_own, anew = await carries_token({"type": "http", "headers": []}, receive, token)
        at_once = given[0]
        whole = b""
        while True:
            message = await anew()
            whole += message["body"]
            if not message["more_body"]:
                return is_own, at_once, whole

    is_own, at_once, whole = run(read())
    assert is_own
    assert at_once < 1000 + piece
    assert whole == body


def test_the_whole_body_reaches_the_route(town: Town) -> None:
    cookie = town.signed_in("rita", Role.EDITOR).cookies[COOKIE]
    content = b"Der Stadtrat beschloss den Haushalt einstimmig. " * 5000
    given = {"data": {"csrf": csrf_token(cookie)}, "files": {"dateien": ("haushalt.txt", content)}}
    assert bare(town, transferlotse=cookie).post("/dokumente", **given).status_code == 303
    job = bare(town, transferlotse=cookie).get("/api/v1/jobs").json()["jobs"][0]
    assert job["file_name"] == "haushalt.txt"
    stored = town.house.corpus.files.local(hashlib.sha256(content).hexdigest())
    assert stored.read_bytes() == content


def test_a_token_ends_with_its_session(town: Town) -> None:
    anna = town.signed_in("anna")
    old = csrf_token(anna.cookies[COOKIE])
    anna.post("/abmelden")
    sign_in(anna, "anna")
    assert anna.post("/konto/name", data={"name": "Anna B."}, headers={HEADER: old}).status_code == 403
    assert anna.post("/konto/name", data={"name": "Anna B."}).status_code == 303


def test_what_cannot_be_sent_says_what_to_do_and_keeps_the_question(town: Town) -> None:
    cookie = town.signed_in("anna").cookies[COOKIE]
    browser = bare(town, transferlotse=cookie)
    page = browser.post("/fragen", data={"frage": "Was kostet ein <Brunnen>?", "land": "SN"})
    assert page.status_code == 403
    assert "Was kostet ein &lt;Brunnen&gt;?</textarea>" in page.text
    assert 'name="land" value="SN"' in page.text
    assert csrf_token(cookie) in FIRST_FIELD.findall(page.text[page.text.index("<main") :])
    assert texts.PAGE_OUTDATED in browser.post("/konto/name", data={"name": "Anna"}).text
    program = browser.post("/api/v1/questions", json={"question": "Was kostet ein Brunnen?"})
    assert (program.status_code, program.json()["detail"]) == (403, texts.PAGE_OUTDATED)


def test_nobody_is_signed_in_as_somebody_else_over_a_session_that_lives(town: Town) -> None:
    town.person("mallory")
    anna = town.signed_in("anna")
    browser = bare(town, transferlotse=anna.cookies[COOKIE])
    assert browser.post("/anmelden", data={"name": "mallory", "passwort": PASSWORD}).status_code == 403
    assert anna.get("/konto").status_code == 200


def test_programs_with_a_key_need_no_token(house: House) -> None:
    with signing_in(house, key="schluessel") as town:
        shown = {"authorization": "Bearer schluessel"}
        assert town.browser().post("/api/v1/documents", headers=shown).status_code == 422


def test_the_conversations_of_a_visitor_are_protected_from_the_second_request_on(house: House) -> None:
    with signing_in(house, anonymous_reading=True) as town:
        browser = bare(town)
        first = browser.post("/api/v1/questions", json={"question": "Wie viele Brunnen?"})
        token = csrf_token(browser.cookies[VISITOR])
        assert first.headers[HEADER] == token
        at = f"/api/v1/conversations/{first.json()['conversation']}"
        other = town.browser()
        other.post("/api/v1/questions", json={"question": "Wie viele Bäume?"})
        for shown in ({}, {HEADER: csrf_token(other.cookies[VISITOR])}):
            assert browser.delete(at, headers=shown).status_code == 403
        assert token in browser.get("/").text
        assert browser.delete(at, headers={HEADER: token}).status_code == 204


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_of_every_template_gets_the_field(path: Path) -> None:
    text = path.read_text()
    forms = re.findall(r"<form\b[^>]*>", text)
    assert all(re.search(r'\bmethod="(post|get)"', form) or "method" not in form for form in forms)
    assert not re.search(r'formmethod=|<(?:input|textarea|select)\b[^>]*\sform="', text), "a field before the first"
    posting = [form for form in forms if re.search(r"method\W*post", form, re.IGNORECASE)]
    assert len(FIRST_FIELD.findall(with_token(text, "0" * 64))) == len(posting)
    assert not re.search(r"<button\b[^>]*\bform=[^>]*\bname=|<button\b[^>]*\bname=[^>]*\bform=", text)


def test_every_form_of_every_page_carries_the_token_of_its_session(town: Town) -> None:
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    asked = vera.post("/api/v1/questions", json={"question": "Wie viele Brunnen?"}).json()
    document = town.house.corpus.documents()[0].id
    at = f"/dokumente/{document}"
    seen = 0
    for path in (
        "/",
        f"/fragen/{asked['conversation']}",
        "/gespraeche",
        "/dokumente",
        *(f"{at}/{what}" for what in ("angaben", "ersetzen", "loeschen")),
        "/auswertung",
        "/verwaltung",
        "/verwaltung/personen",
        "/konto",
        "/nirgends",
    ):
        page = vera.get(path).text
        tokens = FIRST_FIELD.findall(page)
        assert len(tokens) == len(POST_FORM.findall(page)), path
        assert set(tokens) <= {csrf_token(vera.cookies[COOKIE])}
        seen += len(tokens)
    assert seen > 20
    streamed = vera.post(
        "/api/v1/questions", json={"question": "Wie viele Brunnen?"}, headers={"accept": "text/event-stream"}
    )
    assert csrf_token(vera.cookies[COOKIE]) in streamed.text
