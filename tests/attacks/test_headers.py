"""The headers of every answer, whatever route and status, and what a browser may do with a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from fastapi.routing import iter_route_contexts
from httpx import Response
from pydantic import HttpUrl
from starlette.routing import Mount

from assistant.people.models import Role
from assistant.web.headers import FILE_POLICY, HEADERS, POLICY
from assistant.wiring import House
from tests.signing_in import Town, sign_in, signing_in

PUBLIC = "https://wissen.stadt.example"


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    with signing_in(house, requests_per_minute=0) as town:
        yield town


def check(response: Response, said: object) -> None:
    headers = response.headers
    for name in HEADERS:
        assert len(headers.get_list(name)) == 1, (said, name)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy, said
    assert "frame-ancestors 'none'" in policy, said
    assert "unsafe" not in policy, said
    assert "*" not in policy, said
    assert headers["x-content-type-options"] == "nosniff", said
    assert headers["x-frame-options"] == "DENY", said
    assert headers["referrer-policy"] == "no-referrer", said
    assert headers["cross-origin-opener-policy"] == "same-origin", said
    assert headers["cross-origin-resource-policy"] == "same-origin", said
    assert "camera=()" in headers["permissions-policy"], said
    assert "access-control-allow-origin" not in headers, said
    assert "server" not in headers, said
    if response.headers.get("content-type", "").startswith("text/html"):
        assert policy == POLICY, said
    if response.headers.get("content-disposition", "").startswith("attachment"):
        assert policy == FILE_POLICY, said


def test_every_route_and_kind_of_status_carries_the_strict_headers(town: Town) -> None:
    document = next(d for d in town.house.corpus.documents() if d.current.media_type == "application/pdf")
    admin, stranger = town.signed_in("vera", Role.ADMINISTRATOR), town.browser()
    asked = admin.post("/api/v1/questions", json={"question": "Wie viele Brunnen gibt es?"}).json()
    ids = {"document_id": document.id, "answer_id": asked["id"], "conversation_id": asked["conversation"]}
    statuses: Counter[int] = Counter()
    for route in iter_route_contexts(town.app.routes):
        if isinstance(route.original_route, Mount):
            continue
        for name in ("document_id", "answer_id", "conversation_id", ""):
            known = {name: ids[name]} if name else {}
            path = re.sub(r"{(\w+)(?::\w+)?}", lambda part, known=known: known.get(part[1], "1"), route.path or "")
            if name and f"{{{name}}}" not in (route.path or ""):
                continue
            for method in sorted(route.methods or ()):
                is_deed = method not in ("GET", "HEAD")
                for browser in (stranger,) if is_deed and name == "document_id" else (stranger, admin):
                    if (method, path) in (("POST", "/abmelden"), ("POST", "/konto/abmelden")) and browser is admin:
                        continue
                    response = browser.request(method, path)
                    statuses[response.status_code] += 1
                    check(response, (method, path, response.status_code))
    reader = town.signed_in("lena")
    for method, path in (("GET", "/verwaltung"), ("DELETE", "/api/v1/jobs/1"), ("OPTIONS", "/"), ("TRACE", "/konto")):
        response = reader.request(method, path)
        statuses[response.status_code] += 1
        check(response, (method, path, response.status_code))
    assert statuses.keys() >= {200, 303, 401, 403, 404, 405, 422}


def test_what_the_guard_and_the_static_files_answer_carries_them_too(town: Town) -> None:
    browser = town.browser()
    static = town.app.state.html.static_url
    logo = browser.get(f"{static}/logo.svg")
    for response, status in (
        (browser.get("/", headers={"host": "boese.example"}), 421),
        (browser.post("/anmelden", headers={"sec-fetch-site": "cross-site"}), 403),
        (browser.post("/anmelden", content=b"x" * 1_100_000), 413),
        (browser.get("/?frage=" + "a" * 30_000), 414),
        (browser.get("/", headers={"x-long": "a" * 50_000}), 431),
        (browser.get(f"{static}/styles/base.css"), 200),
        (browser.get(f"{static}/../../../pyproject.toml"), 404),
        (browser.get(f"{static}/weg.js"), 404),
        (browser.get(f"{static}/logo.svg", headers={"if-none-match": logo.headers["etag"]}), 304),
        (browser.get(f"{static}/logo.svg", headers={"range": "bytes=0-3"}), 206),
        (logo, 200),
    ):
        assert response.status_code == status
        check(response, response.request.url)
    assert logo.headers["content-security-policy"] == FILE_POLICY


def test_files_leave_as_attachments_that_can_do_nothing_and_pictures_likewise(town: Town) -> None:
    admin = town.signed_in("vera", Role.ADMINISTRATOR)
    documents = town.house.corpus.documents()
    pdf = next(d for d in documents if d.current.media_type == "application/pdf")
    word = next(d for d in documents if d.current.media_type != "application/pdf")
    asked = admin.post("/api/v1/questions", json={"question": "Wie viele Brunnen gibt es?"}).json()
    for path in (
        f"/api/v1/documents/{word.id}/file",
        *(f"/api/v1/answers/{asked['id']}/export?form={form}" for form in ("docx", "pdf", "md")),
        "/auswertung/fragen.csv",
        "/verwaltung/protokoll.csv",
        "/konto/daten",
    ):
        response = admin.get(path)
        if response.status_code == 404:
            continue
        assert response.headers["content-disposition"].startswith("attachment"), path
        assert response.headers["content-security-policy"] == FILE_POLICY, path
    picture = admin.get(f"/api/v1/documents/{pdf.id}/pages/1.webp")
    assert picture.headers["content-security-policy"] == FILE_POLICY
    original = admin.get(f"/api/v1/documents/{pdf.id}/file")
    assert original.headers["content-type"] == "application/pdf"
    assert "script-src" not in original.headers["content-security-policy"]


def test_browsers_that_came_by_https_come_by_nothing_else_again(house: House) -> None:
    with signing_in(house, public_url=HttpUrl(PUBLIC), trusted_proxies="10.0.0.5") as town:
        town.person("anna")
        behind = town.browser("http://wissen.stadt.example")
        for response in (behind.get("/anmelden"), behind.get("/nirgends"), sign_in(behind, "anna")):
            assert response.headers["strict-transport-security"] == "max-age=31536000"
        told = {"x-forwarded-proto": "https"}
        assert "strict-transport-security" in town.browser(client=("10.0.0.5", 1)).get("/", headers=told).headers
        for plain in (town.browser(), town.browser(client=("10.0.0.6", 1))):
            assert "strict-transport-security" not in plain.get("/anmelden", headers=told).headers
