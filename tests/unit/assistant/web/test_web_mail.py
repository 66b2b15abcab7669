"""Links for passwords by mail, through a real mail server."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr

from assistant.people.attempts import BY_ADDRESS
from assistant.people.models import Role
from assistant.wiring import House
from corpus.errors import RefusedInput
from corpus.texts import people as texts
from tests.conftest import any_free_port
from tests.servers.mail import PASSWORD as MAIL_PASSWORD
from tests.servers.mail import USER, Sink, mail_sink
from tests.signing_in import PASSWORD, Town, sign_in, signing_in

INVITED = {"name": "Jörg Möller", "anmeldename": "joerg", "rolle": "reader", "email": " joerg@stadt.example "}


def settings(port: int, **more: object) -> dict[str, object]:
    known = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_user": USER}
    secret = {"smtp_password": SecretStr(MAIL_PASSWORD), "mail_from": "lotse@stadt.example"}
    return known | secret | {"house_name": "Stadt Übigau"} | more


@pytest.fixture
def sink() -> Iterator[Sink]:
    with mail_sink() as sink:
        yield sink


@pytest.fixture
def town(house: House, sink: Sink) -> Iterator[Town]:
    with signing_in(house, **settings(sink.port)) as town:
        yield town


def link_in(text: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/passwort/[\w-]{43})\r?$", text, re.MULTILINE)
    assert found, text
    return found[1]


def test_an_invitation_goes_by_mail_and_the_link_is_not_shown(town: Town, sink: Sink) -> None:
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    handed = vera.post("/verwaltung/personen", data=INVITED)
    assert texts.HAND_OVER_SENT.format(email="joerg@stadt.example") in handed.text
    assert "/passwort/" not in handed.text
    (mail,) = sink.mails
    assert sink.receivers == ["joerg@stadt.example"]
    assert (mail["subject"], mail["from"], mail["to"]) == (
        "Ihre Einladung zu Transferlotse",
        "Stadt Übigau <lotse@stadt.example>",
        "joerg@stadt.example",
    )
    assert mail.get_content_type() == "text/plain"
    assert "Guten Tag Jörg Möller" in mail.get_content()
    both = {"passwort": PASSWORD, "noch_einmal": PASSWORD}
    assert town.browser().post(link_in(mail.get_content()), data=both).status_code == 303
    person = town.house.people.register.named("joerg")
    assert vera.post(f"/verwaltung/personen/{person.id}/link").status_code == 200
    assert "neues Passwort" in sink.mails[1].get_content()


def test_where_mail_fails_or_there_is_no_address_the_link_is_shown(town: Town, sink: Sink) -> None:
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    sink.refuses = True
    failed = vera.post("/verwaltung/personen", data=INVITED)
    assert texts.HAND_OVER_FAILED.format(email="joerg@stadt.example") in failed.text
    assert "/passwort/" in failed.text
    without = vera.post("/verwaltung/personen", data=INVITED | {"anmeldename": "ohne", "email": ""})
    assert "/passwort/" in without.text
    assert 'role="status"' not in without.text
    assert sink.mails == []


@pytest.mark.parametrize("case", ["encryption missing", "wrong password", "nobody there"])
def test_mail_that_cannot_be_handed_in_safely_is_not(house: House, sink: Sink, case: str) -> None:
    more: dict[str, dict[str, object]] = {
        "encryption missing": {"smtp_security": "starttls"},
        "wrong password": {"smtp_password": SecretStr("falsch")},
        "nobody there": {"smtp_port": any_free_port()},
    }
    with signing_in(house, **settings(sink.port) | more[case]) as town:
        vera = town.signed_in("vera", Role.ADMINISTRATOR)
        assert "/passwort/" in vera.post("/verwaltung/personen", data=INVITED).text
    assert sink.mails == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_encrypted_to_a_server_whose_certificate_is_known_and_to_no_other(
    house: House, security: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, certificate = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(certificate)
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    with (
        mail_sink(security, certificate) as sink,
        signing_in(house, **settings(sink.port, smtp_security=security)) as town,
    ):
        vera = town.signed_in("vera", Role.ADMINISTRATOR)
        assert "/passwort/" in vera.post("/verwaltung/personen", data=INVITED).text, "its authority is unknown"
        assert sink.mails == []
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        handed = vera.post("/verwaltung/personen", data=INVITED | {"anmeldename": "joerg2"})
        assert texts.HAND_OVER_SENT.format(email="joerg@stadt.example") in handed.text
        assert len(sink.mails) == 1


def test_who_has_forgotten_a_password_gets_a_link(town: Town, sink: Sink) -> None:
    anna = town.person("anna")
    town.house.people.register.set_email(anna.id, "anna@stadt.example")
    browser = town.browser()
    assert 'href="/anmelden/vergessen"' in browser.get("/anmelden").text
    assert browser.get("/anmelden/vergessen").status_code == 200
    assert texts.FORGOTTEN_SENT in browser.post("/anmelden/vergessen", data={"name": "ANNA"}).text
    (mail,) = sink.wait_for(1)
    new = {"passwort": "ganz neues Wort", "noch_einmal": "ganz neues Wort"}
    assert browser.post(link_in(mail.get_content()), data=new).status_code == 303
    assert sign_in(town.browser(), "anna", "ganz neues Wort").status_code == 303


def test_the_answer_is_the_same_for_everybody_and_so_is_the_time(town: Town, sink: Sink) -> None:
    for name in ("anna", "gesperrt", "ohne"):
        person = town.person(name)
        if name != "ohne":
            town.house.people.register.set_email(person.id, f"{name}@stadt.example")
    town.house.people.register.disable(town.house.people.register.named("gesperrt").id)
    invited = town.house.people.register.add("Neu", "neu", Role.READER, email="neu@stadt.example")
    kept = town.house.people.links.for_person(invited)
    told, taken = set(), {}
    for name in ("anna", "niemand", "gesperrt", "ohne", "neu", "x" * 5000):
        begun = time.perf_counter()
        told.add(town.browser().post("/anmelden/vergessen", data={"name": name}).text)
        taken[name] = time.perf_counter() - begun
    assert len(told) == 1
    assert max(taken.values()) < 5, "nobody waits for the mail server"
    sink.wait_for(1)
    time.sleep(0.5)
    assert sink.receivers == ["anna@stadt.example"]
    assert town.house.people.links.find(kept).person == invited, "the invitation is still good"


def test_nobody_is_flooded_and_no_address_tries_all_names(town: Town, sink: Sink) -> None:
    anna = town.person("anna")
    town.house.people.register.set_email(anna.id, "anna@stadt.example")
    told = [
        town.browser(client=(f"192.0.2.{n}", 5)).post("/anmelden/vergessen", data={"name": "anna"}) for n in range(7)
    ]
    assert [answer.status_code for answer in told] == [200] * 5 + [429] * 2
    assert texts.FORGOTTEN_TOO_OFTEN.format(minutes=15) in told[-1].text
    names = [f"n{number}" for number in range(BY_ADDRESS.amount + 1)]
    known = [town.browser().post("/anmelden/vergessen", data={"name": name}).status_code for name in names]
    assert known == [200] * BY_ADDRESS.amount + [429]
    assert len(sink.wait_for(5)) == 5


@pytest.mark.parametrize(
    "address",
    [
        "anna@stadt.example\r\nBcc: alle@stadt.example",
        "anna@stadt.example\nX: y",
        "a@b@stadt.example",
        "anna",
        "anna@stadt",
        "Anna <anna@stadt.example>",
        "anna@stadt.example, berta@stadt.example",
        "anna@" + "x" * 300 + ".example",
    ],
)
def test_what_is_no_address_is_refused_wherever_it_is_typed(town: Town, address: str) -> None:
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    for path, data in (
        ("/verwaltung/personen", INVITED | {"email": address}),
        ("/konto/email", {"email": address, "passwort": PASSWORD}),
    ):
        refused = vera.post(path, data=data)
        assert (refused.status_code, texts.MAIL_ADDRESS_FORM in refused.text) == (422, True), path
    assert [known.email for known in town.house.people.register.everybody()] == [None]


def test_a_name_with_a_line_end_adds_no_header(town: Town, sink: Sink) -> None:
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    vera.post("/verwaltung/personen", data=INVITED | {"name": "Jörg\r\nBcc: alle@stadt.example"})
    assert sink.receivers == ["joerg@stadt.example"]
    assert sink.mails[0]["bcc"] is None


def test_ones_own_address_is_changed_with_the_password_alone(town: Town) -> None:
    anna = town.signed_in("anna")
    wrong = anna.post("/konto/email", data={"email": "anna@stadt.example", "passwort": "falsch falsch"})
    assert (wrong.status_code, 'value="anna@stadt.example"' in wrong.text) == (401, True)
    assert town.house.people.register.named("anna").email is None
    right = {"email": "anna@stadt.example", "passwort": PASSWORD}
    assert anna.post("/konto/email", data=right).headers["location"] == "/konto?erledigt=email"
    assert 'value="anna@stadt.example"' in anna.get("/konto").text
    anna.post("/konto/email", data={"email": " ", "passwort": PASSWORD})
    assert town.house.people.register.named("anna").email is None


def test_without_mail_nothing_of_it_is_offered_and_a_sender_is_needed(house: House) -> None:
    with signing_in(house) as town:
        assert texts.FORGOTTEN in town.browser().get("/anmelden").text
        for method in ("GET", "POST"):
            assert town.browser().request(method, "/anmelden/vergessen").headers["location"] == "/anmelden"
    for sender in (None, "", "kein Absender"):
        with (
            pytest.raises(RefusedInput, match="TRANSFERLOTSE_MAIL_FROM"),
            signing_in(house, **settings(25, mail_from=sender)),
        ):
            pass
