"""The pages where people sign in, look after their account, and are administered."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.people.models import Role
from assistant.wiring import House
from corpus.texts import people as texts
from corpus.texts import web
from tests.signing_in import PASSWORD, Town, sign_in, signing_in


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    with signing_in(house) as town:
        yield town


def ask(browser: TestClient, question: str) -> dict[str, Any]:
    answer: dict[str, Any] = browser.post("/api/v1/questions", json={"question": question}).json()
    return answer


def link_on(page: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/passwort/[\w-]{43})", page)
    assert found
    return found[1]


def test_who_is_not_signed_in_is_led_to_signing_in_and_back(town: Town) -> None:
    town.person("anna")
    browser = town.browser()
    led = browser.get("/dokumente?seite=2&wort=Bäume")
    assert led.status_code == 303
    page = browser.get(led.headers["location"])
    assert html.escape("/dokumente?seite=2&wort=B%C3%A4ume") in page.text
    assert web.NAVIGATION_DOCUMENTS not in page.text
    back = sign_in(browser, "anna", weiter="/dokumente?seite=2&wort=B%C3%A4ume")
    assert (back.status_code, back.headers["location"]) == (303, "/dokumente?seite=2&wort=B%C3%A4ume")
    assert browser.get("/anmelden?weiter=/dokumente").headers["location"] == "/dokumente"
    refused = town.browser().get("/api/v1/documents")
    assert (refused.status_code, refused.json()["detail"]) == (401, texts.SIGN_IN_NEEDED)


def test_what_was_typed_stays_but_the_password(town: Town) -> None:
    refused = sign_in(town.browser(), "anna & <b>berta</b>", "falsch falsch", weiter="/dokumente")
    assert refused.status_code == 401
    assert texts.WRONG_NAME_OR_PASSWORD in refused.text
    assert 'value="anna &amp; &lt;b&gt;berta&lt;/b&gt;"' in refused.text
    assert 'value="/dokumente"' in refused.text
    assert "falsch falsch" not in refused.text


def test_a_script_that_fetches_a_page_is_refused_and_not_led_elsewhere(town: Town) -> None:
    fetched = town.browser().get("/dokumente/x/ausschnitt", headers={"sec-fetch-dest": "empty"})
    assert fetched.status_code == 401


def test_a_question_sent_when_the_session_has_ended_is_kept_on_the_page(town: Town) -> None:
    question = 'Was kostet "ein" <Brunnen>?'
    page = town.browser().post("/fragen", data={"frage": question, "gespraech": "abc"})
    assert page.status_code == 401
    assert f">{html.escape(question, quote=True).replace('&quot;', '&#34;')}</textarea>" in page.text
    assert 'name="gespraech" value="abc"' in page.text
    assert 'href="/anmelden" target="_blank"' in page.text
    other = town.browser().post("/konto/name", data={"name": "Anna"})
    assert other.status_code == 401
    assert texts.ENDED_BODY in other.text


def test_the_navigation_shows_what_a_role_may_open(town: Town) -> None:
    for name, role, shown in (
        ("lena", Role.READER, {web.NAVIGATION_DOCUMENTS}),
        ("rita", Role.EDITOR, {web.NAVIGATION_DOCUMENTS, web.NAVIGATION_INSIGHT}),
        ("vera", Role.ADMINISTRATOR, {web.NAVIGATION_DOCUMENTS, web.NAVIGATION_INSIGHT, web.NAVIGATION_ADMINISTRATION}),
    ):
        page = town.signed_in(name, role).get("/").text
        navigation = page[page.index("<nav") : page.index("</header>")]
        entries = {web.NAVIGATION_DOCUMENTS, web.NAVIGATION_INSIGHT, web.NAVIGATION_ADMINISTRATION}
        assert {entry for entry in entries if f">{entry}</a>" in navigation} == shown, name
        assert texts.SIGN_OUT in navigation


def test_signing_out_ends_the_session(town: Town) -> None:
    browser = town.signed_in("anna")
    token = browser.cookies["transferlotse"]
    out = browser.post("/abmelden")
    assert (out.status_code, out.headers["location"]) == (303, "/anmelden")
    assert "transferlotse" not in browser.cookies
    browser.cookies["transferlotse"] = token
    assert browser.get("/konto").status_code == 303


def test_an_administrator_invites_and_the_link_is_shown_once(town: Town) -> None:
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    given = {"name": "Anna Beispiel", "anmeldename": "Anna@stadt.example", "rolle": "editor"}
    handed = vera.post("/verwaltung/personen", data=given)
    address = link_on(handed.text)
    listed = vera.get("/verwaltung/personen")
    assert texts.STATES["invited"] in listed.text
    assert "/passwort/" not in listed.text
    anna = town.browser()
    assert "Anna Beispiel" in anna.get(address).text
    differing = anna.post(address, data={"passwort": PASSWORD, "noch_einmal": "anders anders"})
    assert (differing.status_code, texts.PASSWORDS_DIFFER in differing.text) == (422, True)
    set_ = anna.post(address, data={"passwort": PASSWORD, "noch_einmal": PASSWORD})
    assert (set_.status_code, set_.headers["location"]) == (303, "/")
    assert anna.get("/konto").status_code == 200
    gone = town.browser().get(address)
    assert gone.status_code == 404
    assert texts.LINK_GONE in gone.text
    taken = vera.post("/verwaltung/personen", data=given | {"name": "Zweite"})
    assert (taken.status_code, texts.NAME_TAKEN in taken.text, "Zweite" in taken.text) == (422, True, True)


def test_an_administrator_changes_roles_blocks_frees_and_deletes(town: Town) -> None:
    vera, anna = town.signed_in("vera", Role.ADMINISTRATOR), town.signed_in("anna")
    ask(anna, "Wie viele Brunnen gibt es?")
    person = town.house.people.register.named("anna")
    at = f"/verwaltung/personen/{person.id}"
    assert anna.get("/api/v1/jobs").status_code == 403
    assert vera.post(f"{at}/rolle", data={"rolle": "editor"}).status_code == 303
    assert anna.get("/api/v1/jobs").status_code == 200
    assert vera.post(f"{at}/gruppen", data={"gruppen": "Kämmerei,  Bauamt "}).status_code == 303
    assert town.house.people.register.person(person.id).groups == {"Bauamt", "Kämmerei"}
    assert 'value="Bauamt, Kämmerei"' in vera.get("/verwaltung/personen").text
    refused = vera.post(f"{at}/gruppen", data={"gruppen": "x" * 81})
    assert (refused.status_code, texts.GROUP_NAME_FORM.format(longest=80) in refused.text) == (422, True)
    assert vera.post(f"{at}/sperren").status_code == 303
    assert anna.get("/api/v1/jobs").status_code == 401
    assert vera.post(f"{at}/freigeben").status_code == 303
    assert sign_in(anna, "anna").status_code == 303
    assert link_on(vera.post(f"{at}/link").text)
    assert vera.post(f"{at}/loeschen").headers["location"] == "/verwaltung/personen"
    assert anna.get("/api/v1/jobs").status_code == 401
    assert town.house.conversations.of(person.id).newest() == []
    assert vera.post(f"{at}/loeschen").status_code == 404


def test_the_last_administrator_can_neither_go_nor_become_less(town: Town) -> None:
    vera = town.signed_in("vera", Role.ADMINISTRATOR)
    at = f"/verwaltung/personen/{town.house.people.register.named('vera').id}"
    for path, data in (("rolle", {"rolle": "reader"}), ("sperren", {}), ("loeschen", {})):
        refused = vera.post(f"{at}/{path}", data=data)
        assert (refused.status_code, texts.LAST_ADMINISTRATOR in refused.text) == (422, True), path
    refused = vera.post("/konto/loeschen", data={"passwort": PASSWORD})
    assert (refused.status_code, texts.LAST_ADMINISTRATOR in refused.text) == (422, True)


def test_the_account_changes_name_and_password_and_lists_sessions(town: Town) -> None:
    anna, elsewhere = town.signed_in("anna"), town.browser()
    sign_in(elsewhere, "anna")
    page = anna.get("/konto").text
    assert (page.count(texts.SESSION_HERE), page.count(texts.SESSION_ELSEWHERE)) == (1, 1)
    assert anna.post("/konto/name", data={"name": "Anna B."}).headers["location"] == "/konto?erledigt=name"
    assert "Anna B." in anna.get("/konto?erledigt=name").text
    new = {"bisher": PASSWORD, "neu": "ganz neues Wort", "noch_einmal": "ganz neues Wort"}
    for wrong in ({"bisher": "falsch falsch"}, {"noch_einmal": "anders"}, {"neu": "kurz", "noch_einmal": "kurz"}):
        assert anna.post("/konto/passwort", data=new | wrong).status_code in (401, 422)
    assert elsewhere.get("/konto").status_code == 200
    assert anna.post("/konto/passwort", data=new).status_code == 303
    assert anna.get("/konto").status_code == 200
    assert elsewhere.get("/konto").status_code == 303
    assert sign_in(elsewhere, "anna", "ganz neues Wort").status_code == 303
    assert anna.post("/konto/abmelden").headers["location"] == "/anmelden"
    assert elsewhere.get("/konto").status_code == 303


def test_own_data_can_be_taken_along_and_deleted(town: Town) -> None:
    anna, berta = town.signed_in("anna"), town.signed_in("berta")
    answer = ask(anna, "Wie viele Zebras gibt es?")
    anna.post(f"/api/v1/answers/{answer['id']}/feedback", json={"helpful": False, "text": "Keine Zebras"})
    ask(berta, "Wie viele Giraffen gibt es?")
    taken = anna.get("/konto/daten")
    assert taken.headers["content-disposition"] == 'attachment; filename="meine-daten.json"'
    (conversation,) = json.loads(taken.text)["conversations"]
    assert conversation["title"] == "Wie viele Zebras gibt es?"
    assert conversation["answers"][0]["feedback"]["text"] == "Keine Zebras"
    assert "Giraffen" not in taken.text
    assert anna.post("/konto/gespraeche/loeschen").status_code == 303
    assert json.loads(anna.get("/konto/daten").text)["conversations"] == []
    assert len(json.loads(berta.get("/konto/daten").text)["conversations"]) == 1


def test_an_account_is_deleted_with_the_password_and_takes_its_conversations_along(town: Town) -> None:
    anna = town.signed_in("anna")
    ask(anna, "Wie viele Brunnen gibt es?")
    owner = town.house.people.register.named("anna").id
    assert anna.post("/konto/loeschen", data={"passwort": "falsch falsch"}).status_code == 401
    assert anna.post("/konto/loeschen", data={"passwort": PASSWORD}).headers["location"] == "/anmelden"
    assert town.house.conversations.of(owner).newest() == []
    assert sign_in(anna, "anna").status_code == 401


def test_anonymous_readers_find_their_own_conversations_and_nobody_elses(house: House) -> None:
    with signing_in(house, anonymous_reading=True) as town:
        one, two = town.browser(), town.browser()
        assert one.get("/").status_code == 200
        assert not one.cookies
        answer = ask(one, "Wie viele Brunnen gibt es?")
        assert [known["id"] for known in one.get("/api/v1/conversations").json()["conversations"]] == [
            answer["conversation"]
        ]
        ask(two, "Wie viele Bänke gibt es?")
        assert two.get(f"/fragen/{answer['conversation']}").status_code == 404
        assert one.get("/dokumente").status_code == 200
        for closed in ("/api/v1/jobs", "/verwaltung/personen", "/konto"):
            assert one.get(closed).status_code in (303, 401)
        assert web.NAVIGATION_INSIGHT not in one.get("/").text


def test_without_sign_in_everything_is_open_and_one_can_have_the_data(client: TestClient) -> None:
    assert texts.NOT_SET_UP in client.get("/anmelden").text
    assert texts.NOT_SET_UP in client.post("/anmelden", data={"name": "a", "passwort": "b"}).text
    page = client.get("/konto").text
    assert texts.HOUSE_DATA_LEAD in page
    assert texts.OLD_PASSWORD not in page
    ask(client, "Wie viele Zebras gibt es?")
    assert "Zebras" in client.get("/konto/daten").text
    assert texts.PERSONS_OFF in client.get("/verwaltung/personen").text
    for path in ("/konto/name", "/konto/passwort", "/konto/loeschen", "/konto/abmelden", "/verwaltung/personen"):
        assert client.post(path, data={"name": "Anna"}).status_code == 404, path
    assert client.post("/konto/gespraeche/loeschen").status_code == 200
    assert client.get("/api/v1/conversations").json()["conversations"] == []


def test_editors_read_what_was_not_helpful_but_are_led_to_no_conversation(town: Town) -> None:
    anna, rita = town.signed_in("anna"), town.signed_in("rita", Role.EDITOR)
    answer = ask(anna, "Wie viele Okapis gibt es?")
    anna.post(f"/api/v1/answers/{answer['id']}/feedback", json={"helpful": False, "text": "Keine Okapis"})
    page = rita.get("/auswertung").text
    assert "Keine Okapis" in page
    assert answer["conversation"] not in page


def test_readers_see_documents_without_what_changes_them(town: Town) -> None:
    lena, rita = town.signed_in("lena"), town.signed_in("rita", Role.EDITOR)
    document = town.house.corpus.documents()[0]
    for path in ("/dokumente", f"/dokumente/{document.id}"):
        for reader, changes in ((lena, False), (rita, True)):
            page = reader.get(path).text
            assert document.metadata.title in html.unescape(page)
            assert bool(re.search(r"/(ersetzen|loeschen|angaben)\"", page)) == changes, path
    assert 'type="file"' not in lena.get("/dokumente").text
