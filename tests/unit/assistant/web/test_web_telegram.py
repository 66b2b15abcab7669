"""What the pages say of the bot at Telegram, and how an account is paired with a chat."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pydantic import SecretStr

from assistant.administration.telegram_state import TROUBLE, USERNAME
from assistant.people.models import Role
from assistant.wiring import House
from corpus.records import forget_fact, set_fact
from corpus.texts import administration as admin
from corpus.texts import people as texts
from tests.signing_in import Town, signing_in

TOKEN = SecretStr("4711:streng-geheim")


@contextmanager
def told(house: House, **facts: str) -> Iterator[None]:
    """As if the bot had said this of itself."""
    names = {"username": USERNAME, "trouble": TROUBLE}
    with house.corpus.catalogue.writing() as connection:
        for name, value in facts.items():
            set_fact(connection, names[name], value)
    try:
        yield
    finally:
        with house.corpus.catalogue.writing() as connection:
            for name in names.values():
                forget_fact(connection, name)


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    with told(house, username="lotse_bot"), signing_in(house, telegram_token=TOKEN) as town:
        yield town


def test_a_code_is_shown_once_with_a_link_and_a_picture_of_it_and_pairs_a_chat(town: Town) -> None:
    rita = town.signed_in("rita", Role.EDITOR)
    page = html.unescape(rita.get("/konto").text)
    assert texts.TELEGRAM_LEAD.format(username="lotse_bot") in page
    assert texts.TELEGRAM_LEAVES in page
    shown = rita.post("/konto/telegram")
    (code,) = set(re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", shown.text))
    assert f'href="https://t.me/lotse_bot?start={code}"' in shown.text
    assert f"/verbinden {code}" in shown.text
    assert re.search(r'role="img" aria-label="QR-Code[^"]+"><svg viewBox="0 0 (\d+) \1"', shown.text)
    assert "style=" not in shown.text
    assert code not in rita.get("/konto").text
    town.house.people.chats.enter(7, "Rita <b>Telegram</b>")
    town.house.people.pairing.redeem(code, 7)
    page = rita.get("/konto").text
    assert "Rita &lt;b&gt;Telegram&lt;/b&gt;" in page
    assert '"name": "Rita <b>Telegram</b>"' in rita.get("/konto/daten").text
    assert rita.post("/konto/telegram/7/loesen").headers["location"] == "/konto?erledigt=telegram"
    after = rita.get("/konto?erledigt=telegram").text
    assert texts.TELEGRAM_UNPAIRED in after
    assert "Rita &lt;b&gt;" not in after


@pytest.mark.parametrize("number", ["0", "-7", "9" * 40, "sieben", "7.5"])
def test_what_is_no_number_of_a_chat_is_none(town: Town, number: str) -> None:
    assert town.signed_in("rita").post(f"/konto/telegram/{number}/loesen").status_code == 422


def test_without_a_bot_the_pages_are_silent_about_telegram(house: House) -> None:
    with told(house, username="lotse_bot"), signing_in(house) as town:
        vera = town.signed_in("vera", Role.ADMINISTRATOR)
        assert "Telegram" not in vera.get("/konto").text
        assert "Telegram" not in vera.get("/datenschutz").text
        assert vera.post("/konto/telegram").status_code == 404
        assert admin.TELEGRAM_OFF in vera.get("/verwaltung").text
        # Whoever paired a chat while there was one sees it and can part with it.
        vera_here = town.house.people.register.named("vera")
        town.house.people.chats.enter(7, "Veras Chat")
        town.house.people.pairing.redeem(town.house.people.pairing.new_code(vera_here), 7)
        page = vera.get("/konto").text
        assert "Veras Chat" in page
        assert texts.TELEGRAM_OFF in page
        assert texts.TELEGRAM_CONNECT not in page


def test_the_privacy_page_says_what_leaves_the_house_where_there_is_a_bot(town: Town) -> None:
    page = town.browser().get("/datenschutz").text
    assert "<h2>Wenn Sie bei Telegram fragen</h2>" in page
    assert not re.search(r"\[[A-Z]+\]", page), "every mark is filled in"
    assert "endet es 90 Tage nach Ihrer letzten Nachricht" in " ".join(page.split())


def test_administrators_see_how_the_bot_is(house: House) -> None:
    with signing_in(house, telegram_token=TOKEN) as town:
        vera = town.signed_in("vera", Role.ADMINISTRATOR)

        def said() -> str:
            return html.unescape(vera.get("/verwaltung").text)

        assert admin.TELEGRAM_BEGINNING in said()
        assert texts.TELEGRAM_NOT_READY in html.unescape(vera.get("/konto").text)
        assert vera.post("/konto/telegram").status_code == 404
        with told(house, username="lotse_bot"):
            assert admin.TELEGRAM_READY.format(username="lotse_bot") in said()
            assert admin.TELEGRAM_PAIRED in said()
        with told(house, username="lotse_bot", trouble="Der Schlüssel gilt nicht."):
            assert "Störung: Der Schlüssel gilt nicht." in said()
        assert "streng-geheim" not in said()
    with signing_in(house, telegram_token=TOKEN, telegram_everyone=True) as town:
        assert admin.TELEGRAM_EVERYONE in town.signed_in("vera", Role.ADMINISTRATOR).get("/verwaltung").text
