from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.wiring import House
from corpus.texts import web as texts

QUESTION = {"question": "Wer zahlt?"}


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:99", "[::1]:8000"])
def test_the_house_answers_to_its_own_names(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


OTHER_NAMES = ("evil.example", "127.0.0.1.evil.example", "", "[::1", "localhost@evil.example", "evil.example@localhost")


@pytest.mark.parametrize("host", [*OTHER_NAMES, "localhost/evil", "localhost?x", "localhost:8000:1"])
def test_it_answers_to_no_other_name(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8000"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/questions"),
        ("POST", "/fragen"),
        ("POST", "/api/v1/documents"),
        ("DELETE", "/api/v1/documents/x"),
    ],
)
def test_a_foreign_page_changes_nothing(client: TestClient, method: str, path: str, headers: dict[str, str]) -> None:
    assert client.request(method, path, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": "http://127.0.0.1:8000"},
        {},
    ],
)
def test_the_own_page_and_programs_may_ask(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/v1/questions", json=QUESTION, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/", "/dokumente", "/nirgends", "/api/v1/documents", "/api/v1/nirgends", "/healthz"])
def test_every_answer_carries_the_strict_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_a_body_over_one_megabyte_is_refused_announced_or_not(client: TestClient) -> None:
    def in_pieces() -> Iterator[bytes]:
        yield from (b"x" * 100_000 for _ in range(11))

    json_type = {"content-type": "application/json"}
    for content in (b"x" * 1_100_000, in_pieces()):
        response = client.post("/api/v1/questions", content=content, headers=json_type)
        assert response.status_code == 413
        assert response.json()["detail"] == texts.TOO_LARGE.format(limit=1)


def test_an_unknown_failure_shows_and_logs_nothing_of_its_words(house: House, caplog: pytest.LogCaptureFixture) -> None:
    secret = "-".join(("Zauber", "kranich"))

    def fail() -> None:
        raise RuntimeError(secret)

    app = create_app(house)
    app.add_api_route("/api/v1/kaputt", fail)
    app.add_api_route("/kaputt", fail)
    with TestClient(app, base_url="http://127.0.0.1") as client, caplog.at_level(logging.DEBUG):
        problem = client.get("/api/v1/kaputt")
        page = client.get("/kaputt")
    assert (problem.status_code, problem.json()["detail"]) == (500, texts.UNEXPECTED)
    assert page.status_code == 500
    assert texts.UNEXPECTED in page.text
    assert secret not in problem.text + page.text + caplog.text
    assert "unexpected RuntimeError" in caplog.text
    assert problem.headers["x-content-type-options"] == "nosniff"


def test_unknown_addresses_are_problems_for_programs_and_pages_for_people(client: TestClient) -> None:
    assert client.get("/api/v1/nirgends").json()["detail"] == texts.NO_SUCH_ADDRESS
    assert client.put("/api/v1/questions").json()["status"] == 405
    page = client.get("/nirgends")
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert texts.NO_SUCH_ADDRESS in page.text


def test_the_house_lives_and_is_ready(client: TestClient, house: House) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    documents = len(house.corpus.documents())
    assert client.get("/readyz").json() == {"status": "ok", "documents": documents, "by_meaning": True}


def test_the_description_of_the_api_is_true_about_errors_and_hides_the_pages(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert "/fragen" not in described["paths"]
    for path, methods in described["paths"].items():
        for method in methods.values():
            assert "HTTPValidationError" not in str(method), path
            if path != "/healthz":
                assert "application/problem+json" in method["responses"]["default"]["content"], path
    assert "text/event-stream" in described["paths"]["/api/v1/questions"]["post"]["responses"]["200"]["content"]
    assert client.get("/docs").status_code == 404


def test_nothing_is_kept_by_browsers_unless_it_says_so_itself(client: TestClient) -> None:
    for path in ("/api/v1/conversations", "/api/v1/documents/nirgends", "/nirgends", "/healthz"):
        assert client.get(path).headers["cache-control"] == "no-store"
