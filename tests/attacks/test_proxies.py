"""Whose word counts about where a request comes from, and under which name this server was called."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from assistant.people.attempts import BY_ADDRESS
from assistant.people.models import Role
from assistant.wiring import House
from corpus.settings import Settings
from tests.signing_in import Town, sign_in, signing_in

MOST = BY_ADDRESS.amount  # wrong passwords
PROXY = ("10.0.0.5", 40000)
STRANGER = ("192.0.2.7", 40000)


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    with signing_in(house, trusted_proxies="10.0.0.0/24, fd00::/8", hosts="lotse.intern, Wissen.Intern") as town:
        yield town


def tries(town: Town, peer: tuple[str, int], forwarded: list[str]) -> list[int]:
    """The answers to a wrong password for a new name each time, with these X-Forwarded-For headers."""
    return [
        sign_in(
            town.browser(client=peer), f"name{number}", "falsch falsch", headers={"x-forwarded-for": said}
        ).status_code
        for number, said in enumerate(forwarded)
    ]


def test_behind_a_trusted_proxy_each_client_has_its_own_count(town: Town) -> None:
    town.person("anna")
    assert tries(town, PROXY, ["203.0.113.1"] * (MOST + 1)) == [401] * MOST + [429]
    told = {"x-forwarded-for": "203.0.113.2"}
    assert sign_in(town.browser(client=PROXY), "anna", headers=told).status_code == 303


@pytest.mark.parametrize("peer", [STRANGER, ("10.0.1.5", 40000), ("::ffff:192.0.2.7", 40000), ("fe80::1", 40000)])
def test_whoever_is_no_trusted_proxy_has_one_count_whatever_they_say(town: Town, peer: tuple[str, int]) -> None:
    assert tries(town, peer, [f"198.51.100.{number}" for number in range(MOST + 1)]) == [401] * MOST + [429]


@pytest.mark.parametrize("peer", [PROXY, ("::ffff:10.0.0.5", 40000), ("fd00::5", 40000)])
def test_only_the_last_address_that_no_proxy_has_counts(town: Town, peer: tuple[str, int]) -> None:
    forged = [f"198.51.100.{number}, 203.0.113.9, 10.0.0.7" for number in range(MOST + 1)]
    assert tries(town, peer, forged) == [401] * MOST + [429]


def test_the_sixth_wrong_password_of_a_name_is_refused_behind_a_proxy_too(town: Town) -> None:
    town.person("anna")
    told = [
        sign_in(
            town.browser(client=PROXY), "anna", "falsch falsch", headers={"x-forwarded-for": f"203.0.113.{number}"}
        ).status_code
        for number in range(6)
    ]
    assert told == [401] * 5 + [429]


def test_a_proxy_that_says_https_gets_the_secure_cookie_and_a_stranger_does_not(town: Town) -> None:
    town.person("anna")
    told = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.1"}
    assert "__Host-" in sign_in(town.browser(client=PROXY), "anna", headers=told).headers["set-cookie"]
    assert "__Host-" not in sign_in(town.browser(client=STRANGER), "anna", headers=told).headers["set-cookie"]


@pytest.mark.parametrize("name", ["lotse.intern", "LOTSE.intern:8443", "wissen.intern"])
def test_further_names_are_answered_to(town: Town, name: str) -> None:
    assert town.browser().get("/healthz", headers={"host": name}).status_code == 200


@pytest.mark.parametrize("peer", [PROXY, STRANGER])
@pytest.mark.parametrize("name", ["boese.example", "lotse.intern.boese.example", "intern", ","])
def test_no_proxy_can_bring_another_name(town: Town, name: str, peer: tuple[str, int]) -> None:
    browser = town.browser(client=peer)
    assert browser.get("/healthz", headers={"host": name}).status_code == 421
    forwarded = {"host": name, "x-forwarded-host": "lotse.intern", "forwarded": "host=lotse.intern"}
    assert browser.get("/healthz", headers=forwarded).status_code == 421


def test_a_foreign_x_forwarded_host_is_in_no_link(town: Town) -> None:
    admin = town.signed_in("vera", Role.ADMINISTRATOR)
    invited = {"name": "Anna", "anmeldename": "anna", "rolle": "reader"}
    page = admin.post("/verwaltung/personen", data=invited, headers={"x-forwarded-host": "boese.example"})
    assert "/passwort/" in page.text
    assert "boese.example" not in page.text


@pytest.mark.parametrize("said", ["*", "10.0.0.1/8", "proxy.intern", "10.0.0.0/33", "10.0.0.1;10.0.0.2"])
def test_a_setting_that_names_no_network_is_refused_at_the_start(said: str) -> None:
    with pytest.raises(ValidationError):
        Settings(trusted_proxies=said)
