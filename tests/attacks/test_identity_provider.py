"""Signing in by an identity provider: a real one, and one that lies."""

from __future__ import annotations

import html
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx import Response
from joserfc.jwk import RSAKey
from pydantic import SecretStr
from sqlalchemy import select, update

from assistant.people.models import Role, State
from assistant.people.oidc.entrance import AT_ONCE
from assistant.people.tokens import now
from assistant.wiring import House
from corpus.errors import RefusedInput
from corpus.schema import oidc_flows
from corpus.texts import people as texts
from tests.servers.identity import CLIENT_ID, CLIENT_SECRET, Liar, agree, lying_provider, real_provider, tell
from tests.signing_in import PASSWORD, Town, TownBrowser, sign_in, signing_in

ROLES = {"Stadt": "reader", "Redaktion": "editor", "IT": "administrator"}
STATE_COOKIE = "transferlotse-anmeldung"


def settings(issuer: str, **more: object) -> dict[str, object]:
    known = {"oidc_client_id": CLIENT_ID, "oidc_client_secret": SecretStr(CLIENT_SECRET), "oidc_roles": ROLES}
    return known | {"oidc_issuer": issuer, "oidc_label": "Mit dem Stadt-Konto anmelden"} | more


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with real_provider() as issuer:
        yield issuer


@pytest.fixture
def town(house: House, issuer: str) -> Iterator[Town]:
    with signing_in(house, **settings(issuer)) as town:
        yield town


@pytest.fixture
def liar() -> Iterator[Liar]:
    with lying_provider() as liar:
        yield liar


@pytest.fixture
def deceived(house: House, liar: Liar) -> Iterator[Town]:
    with signing_in(house, **settings(liar.issuer)) as town:
        yield town


def leave(browser: TownBrowser, way: str = "/") -> str:
    left = browser.get("/anmelden/anbieter", params={"weiter": way})
    assert left.status_code == 303, html.unescape(left.text)
    return left.headers["location"]


def path_of(address: str) -> str:
    parts = urlsplit(address)
    assert parts.netloc == "127.0.0.1:8000"
    return f"{parts.path}?{parts.query}"


def by_provider(browser: TownBrowser, sub: str, way: str = "/") -> Response:
    return browser.get(path_of(agree(leave(browser, way), sub)))


def by_liar(browser: TownBrowser, liar: Liar) -> Response:
    return browser.get(path_of(liar.back(leave(browser))))


def test_somebody_comes_by_the_provider_with_role_and_groups_and_goes_where_they_wanted(
    town: Town, issuer: str
) -> None:
    tell(issuer, "u-1", name="Anna Müller", preferred_username="Anna", email="anna@stadt.example", groups=["Redaktion"])
    browser = town.browser()
    page = browser.get("/anmelden?weiter=/dokumente").text
    assert "Mit dem Stadt-Konto anmelden" in page
    assert 'href="/anmelden/anbieter?weiter=/dokumente"' in page
    come = by_provider(browser, "u-1", "/dokumente?seite=2")
    assert (come.status_code, come.headers["location"]) == (303, "/dokumente?seite=2")
    assert STATE_COOKIE not in browser.cookies
    anna = town.house.people.register.named("anna")
    assert (anna.name, anna.role, anna.groups, anna.email) == (
        "Anna Müller",
        Role.EDITOR,
        {"Redaktion"},
        "anna@stadt.example",
    )
    assert (anna.state, anna.from_provider, anna.has_password) == (State.ACTIVE, True, False)
    assert browser.get("/api/v1/jobs").status_code == 200
    assert by_provider(town.browser(), "u-1").status_code == 303
    assert len(town.house.people.register.everybody()) == 1


def test_a_group_that_is_called_nearly_so_is_another(town: Town, issuer: str) -> None:
    tell(issuer, "u-3", name="Carla", preferred_username="carla", groups=["Stadt", "IT ", "I T", "Redaktion\u00a0"])
    assert by_provider(town.browser(), "u-3").status_code == 303
    carla = town.house.people.register.named("carla")
    assert (carla.role, carla.groups) == (Role.READER, {"Stadt", "I T"})


def test_what_the_provider_says_anew_holds_from_the_next_sign_in(town: Town, issuer: str) -> None:
    tell(issuer, "u-2", name="Berta", preferred_username="berta", groups=["IT", "Bauamt", "x" * 81, 7])
    browser = town.browser()
    by_provider(browser, "u-2")
    assert browser.get("/verwaltung/personen").status_code == 200
    tell(issuer, "u-2", name="Berta B.", preferred_username="berta", groups=["Stadt", "Kämmerei"])
    by_provider(town.browser(), "u-2")
    assert browser.get("/verwaltung/personen").status_code == 403
    berta = town.house.people.register.named("berta")
    assert (berta.name, berta.role, berta.groups) == ("Berta B.", Role.READER, {"Stadt", "Kämmerei"})
    token = town.house.people.api_tokens.create(berta, "Suche", Role.READER, 30)
    tell(issuer, "u-2", name="Berta B.", preferred_username="berta", groups=["Kämmerei"])
    refused = by_provider(town.browser(), "u-2")
    assert (refused.status_code, texts.PROVIDER_NOT_ADMITTED in refused.text) == (401, True)
    assert browser.get("/api/v1/documents").status_code == 401
    assert town.house.people.api_tokens.whose(token) is None


def test_who_is_in_no_group_is_admitted_where_the_house_says_so(house: House, issuer: str) -> None:
    tell(issuer, "u-3", name="Clara", preferred_username="clara", realm_access={"roles": ["IT"]})
    tell(issuer, "u-4", name="Doris", preferred_username="doris")
    more = {"oidc_default_role": "reader", "oidc_groups_claim": "realm_access.roles"}
    with signing_in(house, **settings(issuer, **more)) as town:
        for sub in ("u-3", "u-4"):
            assert by_provider(town.browser(), sub).status_code == 303
        roles = {known.sign_in_name: known.role for known in town.house.people.register.everybody()}
        assert roles == {"clara": Role.ADMINISTRATOR, "doris": Role.READER}


def test_who_is_disabled_here_stays_out(town: Town, issuer: str) -> None:
    tell(issuer, "u-5", preferred_username="emil", groups=["Stadt"])
    by_provider(browser := town.browser(), "u-5")
    town.house.people.register.disable(town.house.people.register.named("emil").id)
    assert browser.get("/api/v1/documents").status_code == 401
    refused = by_provider(browser, "u-5")
    assert (refused.status_code, texts.DISABLED in refused.text) == (401, True)


def test_nobody_takes_a_local_account_over_by_its_name_or_address(town: Town, issuer: str) -> None:
    vera = town.person("vera@stadt.example", Role.ADMINISTRATOR)
    town.house.people.register.set_email(vera.id, "vera@stadt.example")
    tell(issuer, "u-6", preferred_username="vera@stadt.example", email="vera@stadt.example", groups=["Stadt"])
    browser = town.browser()
    assert by_provider(browser, "u-6").status_code == 303
    assert browser.get("/verwaltung/personen").status_code == 403
    other = town.house.people.register.named("u-6")
    assert (other.id != vera.id, other.role) == (True, Role.READER)
    assert town.house.people.register.person(vera.id) == town.house.people.register.named("vera@stadt.example")


def test_the_provider_gives_what_cannot_be_changed_here(town: Town, issuer: str) -> None:
    tell(issuer, "u-7", preferred_username="frida", groups=["Stadt"])
    by_provider(browser := town.browser(), "u-7")
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    frida = town.house.people.register.named("frida")
    at = f"/verwaltung/personen/{frida.id}"
    for path, data in (("rolle", {"rolle": "administrator"}), ("gruppen", {"gruppen": "Bauamt"}), ("link", {})):
        refused = vera.post(f"{at}/{path}", data=data)
        assert (refused.status_code, texts.FROM_PROVIDER in refused.text) == (422, True), path
        assert f"{at}/{path}" not in vera.get("/verwaltung/personen").text
    page = browser.get("/konto").text
    assert texts.FROM_PROVIDER_HERE in page
    assert texts.OLD_PASSWORD not in page
    assert browser.post("/konto/name", data={"name": "Vera"}).status_code == 422
    new = {"bisher": "", "neu": PASSWORD, "noch_einmal": PASSWORD}
    assert browser.post("/konto/passwort", data=new).status_code == 401
    assert sign_in(town.browser(), "frida", "").status_code == 401
    assert town.house.people.register.person(frida.id) == frida
    assert browser.post("/konto/loeschen").status_code == 303
    assert [known.sign_in_name for known in town.house.people.register.everybody()] == ["vera"]


def test_an_address_of_a_way_back_works_once_and_in_its_own_browser_alone(town: Town, issuer: str) -> None:
    tell(issuer, "u-8", preferred_username="gerd", groups=["Stadt"])
    attacker, victim = town.browser(), town.browser()
    back = path_of(agree(leave(attacker), "u-8"))
    foreign = victim.get(back)
    assert (foreign.status_code, texts.PROVIDER_NOT_BEGUN in foreign.text) == (401, True)
    leave(victim)
    assert victim.get(back).status_code == 401, "with a sign-in of its own on the way"
    state = attacker.cookies[STATE_COOKIE]
    assert attacker.get(back).status_code == 303
    attacker.cookies[STATE_COOKIE] = state
    assert attacker.get(back).status_code == 401, "a second time"
    assert victim.get("/konto").status_code == 303


@pytest.mark.parametrize("state", ["", "x", "ä", "0" * 43, "' OR 1=1 --"])
def test_a_forged_state_is_refused_even_where_the_browser_keeps_it(town: Town, state: str) -> None:
    browser = town.browser()
    kept = state.encode("ascii", "ignore").decode() or "x"
    browser.cookies[STATE_COOKIE] = kept
    for shown in (state, kept):
        assert browser.get("/anmelden/rueckkehr", params={"state": shown, "code": "x"}).status_code == 401


def test_a_way_back_that_took_too_long_is_closed_whichever_way_the_clock_is_off(town: Town, issuer: str) -> None:
    tell(issuer, "u-9", preferred_username="hans", groups=["Stadt"])
    browser = town.browser()
    back = path_of(agree(leave(browser), "u-9"))
    catalogue = town.house.corpus.catalogue
    with catalogue.writing() as connection:
        connection.execute(update(oidc_flows).values(expires_at=now()))
    assert browser.get(back).status_code == 401
    leave(browser)
    with catalogue.reading() as connection:
        assert len(connection.execute(select(oidc_flows)).all()) == 1, "late ones are forgotten"


@pytest.mark.parametrize("way", ["https://boese.example/", "//boese.example", "/\\boese.example", "/anmelden/anbieter"])
def test_the_way_back_leads_to_no_other_host(town: Town, issuer: str, way: str) -> None:
    tell(issuer, "u-10", preferred_username="ida", groups=["Stadt"])
    assert by_provider(town.browser(), "u-10", way).headers["location"] == "/"


def test_who_cancels_at_the_provider_is_told_so(town: Town) -> None:
    browser = town.browser()
    refused = browser.get(path_of(agree(leave(browser), "u-11", "deny")))
    assert refused.status_code == 401
    assert texts.PROVIDER_NOT_BEGUN in refused.text or texts.PROVIDER_CANCELLED in refused.text


def test_the_state_is_kept_out_of_reach_and_for_ten_minutes(town: Town) -> None:
    left = town.browser().get("/anmelden/anbieter")
    cookie = left.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Max-Age=600"))
    asked = parse_qs(urlsplit(left.headers["location"]).query)
    assert (asked["code_challenge_method"], asked["response_type"]) == (["S256"], ["code"])
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/anmelden/rueckkehr"]
    with town.house.corpus.catalogue.reading() as connection:
        assert asked["state"][0] not in str(connection.execute(select(oidc_flows)).all())


def test_an_honest_provider_is_believed(deceived: Town, liar: Liar) -> None:
    browser = deceived.browser()
    assert by_liar(browser, liar).headers["location"] == "/"
    assert browser.get("/api/v1/jobs").status_code == 200
    liar.claims = {"groups": None}
    liar.userinfo = {"sub": "anna", "groups": ["IT"]}
    liar.described = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    by_liar(browser, liar)
    assert browser.get("/verwaltung/personen").status_code == 200


DAY = 86_400
LIES: list[tuple[dict[str, object], str]] = [
    ({"nonce": "eine andere"}, texts.PROVIDER_REFUSED),
    ({"nonce": None}, texts.PROVIDER_REFUSED),
    ({"iss": "https://boese.example"}, texts.PROVIDER_REFUSED),
    ({"aud": "ein anderer Dienst"}, texts.PROVIDER_REFUSED),
    ({"aud": []}, texts.PROVIDER_REFUSED),
    ({"aud": [CLIENT_ID, "ein anderer Dienst"]}, texts.PROVIDER_REFUSED),
    ({"azp": "ein anderer Dienst"}, texts.PROVIDER_REFUSED),
    ({"sub": None}, texts.PROVIDER_REFUSED),
    ({"sub": ""}, texts.PROVIDER_REFUSED),
    ({"exp": None}, texts.PROVIDER_REFUSED),
    ({"exp": -DAY}, texts.PROVIDER_CLOCK),
    ({"iat": DAY, "exp": 2 * DAY}, texts.PROVIDER_CLOCK),
    ({"nbf": DAY}, texts.PROVIDER_CLOCK),
]


@pytest.mark.parametrize(("lie", "said"), LIES, ids=lambda value: str(value)[:40])
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    deceived: Town, liar: Liar, lie: dict[str, object], said: str
) -> None:
    times = {name: time.time() + value for name, value in lie.items() if isinstance(value, int)}
    liar.claims = lie | {name: int(at) for name, at in times.items()}
    browser = deceived.browser()
    refused = by_liar(browser, liar)
    assert (refused.status_code, said in refused.text) == (401, True)
    assert deceived.house.people.register.everybody() == []
    assert browser.get("/api/v1/documents").status_code == 401


def test_a_token_that_the_provider_did_not_sign_is_refused(deceived: Town, liar: Liar) -> None:
    for mode in ("none", "secret", "refused"):
        liar.mode = mode
        assert by_liar(deceived.browser(), liar).status_code == 401, mode
    liar.mode = "ok"
    liar.signing = RSAKey.generate_key(2048, {"kid": "1"})
    assert by_liar(deceived.browser(), liar).status_code == 401, "foreign key of the same name"
    liar.signing = None
    liar.userinfo = {"sub": "jemand anderes", "groups": ["IT"]}
    assert by_liar(deceived.browser(), liar).status_code == 401, "userinfo of somebody else"
    assert deceived.house.people.register.everybody() == []


def test_another_issuer_in_the_address_is_refused(deceived: Town, liar: Liar) -> None:
    browser = deceived.browser()
    back = path_of(liar.back(leave(browser)))
    assert browser.get(f"{back.partition('&iss')[0]}&iss=https://boese.example").status_code == 401


@pytest.mark.parametrize("mode", ["error", "redirect", "garbage"])
def test_without_the_provider_the_page_says_so_and_passwords_go_on(deceived: Town, liar: Liar, mode: str) -> None:
    deceived.person("vera")
    browser = deceived.browser()
    back = path_of(liar.back(leave(browser)))
    liar.mode = mode
    for path in (back, "/anmelden/anbieter"):
        failed = browser.get(path)
        assert (failed.status_code, texts.PROVIDER_DOWN in failed.text) == (503, True)
        assert texts.SIGN_IN_NAME in failed.text
    assert "/anderswo" not in liar.asked
    assert sign_in(browser, "vera").status_code == 303


def test_a_provider_that_never_answers_holds_up_a_few_alone(house: House) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        ThreadPoolExecutor(AT_ONCE) as threads,
        signing_in(house, **settings(f"http://127.0.0.1:{silent.getsockname()[1]}")) as town,
    ):
        waiting = [threads.submit(town.browser().get, "/anmelden/anbieter") for _ in range(AT_ONCE)]
        time.sleep(1)
        began = time.monotonic()
        refused = town.browser().get("/anmelden/anbieter")
        assert time.monotonic() - began < 2
        assert (refused.status_code, texts.ENTRY_BUSY in refused.text) == (429, True)
        assert all(texts.PROVIDER_DOWN in answer.result().text for answer in waiting)


def test_a_provider_that_describes_itself_wrongly_is_not_used(deceived: Town, liar: Liar) -> None:
    for wrong in (
        {"issuer": "https://boese.example"},
        {"authorization_endpoint": "http://boese.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
    ):
        liar.described = wrong
        failed = deceived.browser().get("/anmelden/anbieter")
        assert (failed.status_code, texts.PROVIDER_UNUSABLE in failed.text) == (503, True), wrong


def test_without_a_provider_its_pages_lead_to_signing_in_and_half_of_its_settings_are_refused(house: House) -> None:
    with signing_in(house) as town:
        for path in ("/anmelden/anbieter", "/anmelden/rueckkehr?code=x&state=y"):
            assert town.browser().get(path).headers["location"] == "/anmelden"
    for wrong in ({"oidc_client_secret": None}, {"oidc_client_id": None}, {"oidc_issuer": "http://boese.example"}):
        with (
            pytest.raises(RefusedInput, match="TRANSFERLOTSE_OIDC_ISSUER"),
            signing_in(house, **settings("https://konto.stadt.example") | wrong),
        ):
            pass
