"""How much one person, or one address, may ask for in a while."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from assistant.people.models import Role
from assistant.web.app import create_app
from assistant.wiring import House
from corpus.texts import web as texts
from tests.signing_in import ADDRESS, Town, sign_in, signing_in

QUESTION = {"question": "Wie lange muss ein Marmorkuchen im Ofen backen?"}
NAMES = (f"datei-{number}.xyz" for number in itertools.count())


@pytest.fixture
def narrow(house: House) -> Iterator[Callable[..., Town]]:
    """The house with sign-in and these rates."""
    opened: list[Any] = []

    def open_town(**settings: Any) -> Town:
        opened.append(signing_in(house, **settings))
        town: Town = opened[-1].__enter__()
        return town

    yield open_town
    for town in reversed(opened):
        town.__exit__(None, None, None)


def ask(browser: TestClient) -> Response:
    return browser.post("/api/v1/questions", json=QUESTION)


def hand_over(browser: TestClient, number: int) -> Response:
    """Files that no reader takes: they count like any."""
    return browser.post("/api/v1/documents", files=[("file", (next(NAMES), b"\0\1\2")) for _ in range(number)])


def test_too_many_questions_are_refused_with_a_sentence_and_a_time(narrow: Callable[..., Town]) -> None:
    town = narrow(questions_per_minute=3)
    anna, berta = town.signed_in("anna"), town.signed_in("berta")
    assert [ask(anna).status_code for _ in range(4)] == [200] * 3 + [429]
    refused = ask(anna)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["retryable"] is True
    assert texts.TOO_MANY_QUESTIONS.partition("{")[0] in refused.json()["detail"]
    page = anna.post("/fragen", data={"frage": "Noch eine?"})
    assert (page.status_code, "retry-after" in page.headers) == (429, True)
    assert texts.TOO_MANY in page.text
    assert anna.get("/dokumente").status_code == 200, "reading goes on"
    assert ask(berta).status_code == 200, "another person has a count of their own"


def test_who_is_signed_in_counts_alone_wherever_they_come_from(narrow: Callable[..., Town]) -> None:
    town = narrow(questions_per_minute=3)
    anna = town.signed_in("anna")
    elsewhere = town.browser(client=("203.0.113.9", 1))
    sign_in(elsewhere, "anna")
    assert [ask(browser).status_code for browser in (anna, elsewhere, anna, elsewhere)] == [200] * 3 + [429]


def test_a_thrown_away_cookie_and_a_neighbouring_address_give_nothing_new(narrow: Callable[..., Town]) -> None:
    town = narrow(questions_per_minute=3, anonymous_reading=True)
    told = [
        ask(town.browser(client=(f"2001:db8:1:2::{number}", 1))).status_code  # a new visitor each time
        for number in range(4)
    ]
    assert told == [200] * 3 + [429]
    headers = {"x-forwarded-for": "203.0.113.1"}
    again = town.browser(client=("2001:db8:1:2::99", 1)).post("/api/v1/questions", json=QUESTION, headers=headers)
    assert again.status_code == 429
    assert ask(town.browser(client=("2001:db8:1:3::1", 1))).status_code == 200


def test_all_requests_count_but_static_files_do_not(narrow: Callable[..., Town]) -> None:
    town = narrow(requests_per_minute=20)
    stranger = town.browser()
    static = town.app.state.html.static_url
    assert {stranger.get(f"{static}/logo.svg").status_code for _ in range(30)} == {200}
    told = [stranger.get(path).status_code for path in ("/api/v1/documents", "/", "/healthz", "/nirgends") * 5]
    assert 429 not in told
    for path in ("/api/v1/documents", "/", "/healthz", "/nirgends", "/anmelden"):
        assert stranger.get(path).status_code == 429, path
    assert stranger.get(f"{static}/logo.svg").status_code == 200


def test_files_count_one_by_one_and_are_refused_before_they_are_read(narrow: Callable[..., Town]) -> None:
    town = narrow(files_per_hour=5)
    rita = town.signed_in("rita", Role.EDITOR)
    assert hand_over(rita, 3).status_code == 202
    refused = hand_over(rita, 3)
    assert (refused.status_code, int(refused.headers["retry-after"]) > 3000) == (429, True)
    assert hand_over(rita, 2).status_code == 202, "what still fits is taken"
    sent = itertools.count()

    def endless() -> Iterator[bytes]:
        for number in sent:
            assert number < 50, "the body is being read"
            yield b"x" * 100_000

    headers = {"content-type": "multipart/form-data; boundary=b"}
    for method, path in (("POST", "/api/v1/documents"), ("PUT", "/api/v1/documents/x/file"), ("POST", "/dokumente")):
        assert rita.request(method, path, content=endless(), headers=headers).status_code == 429, path


def test_zero_is_any_number(narrow: Callable[..., Town]) -> None:
    town = narrow(requests_per_minute=0, questions_per_minute=0, files_per_hour=0)
    stranger = town.browser()
    assert {stranger.get("/api/v1/documents").status_code for _ in range(200)} == {401}


def test_the_commands_of_the_house_are_not_counted(house: House) -> None:
    with signing_in(house, key="schluessel", requests_per_minute=5) as town:
        shown = {"authorization": "Bearer schluessel"}
        assert {town.browser().get("/api/v1/jobs", headers=shown).status_code for _ in range(20)} == {200}


def test_one_person_at_this_machine_is_not_counted_where_nobody_signs_in(house: House) -> None:
    house_of_one = house.settings.model_copy(update={"requests_per_minute": 5})
    app = create_app(replace(house, settings=house_of_one))
    here = TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 1))
    there = TestClient(app, base_url=ADDRESS, client=("192.0.2.1", 1))
    assert {here.get("/healthz").status_code for _ in range(20)} == {200}
    assert [there.get("/healthz").status_code for _ in range(6)] == [200] * 5 + [429]
