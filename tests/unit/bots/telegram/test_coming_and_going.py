"""The greeting, pairing, what is told of privacy, and leaving: a real bot against the Bot API on loopback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.conversations.asking import Asking
from assistant.housekeeping import keep_house
from assistant.models import Question
from assistant.people.chat_traces import chat_owner
from assistant.people.models import Role
from assistant.people.pairing import BY_CHAT
from assistant.wiring import House, open_house
from corpus.schema import telegram_chats, telegram_updates
from corpus.texts import people as people_texts
from corpus.texts import telegram as texts
from tests.faults.small_corpus import small_settings
from tests.paced import PacedAssistant
from tests.servers.telegram import Shown, Telegram
from tests.signing_in import Town, signing_in
from tests.telegram_bot import bot_of

ANNA, BERND, GROUP = 17, 18, -1001
NOTICE = "Hier antwortet ein KI-System, kein Mensch."


@pytest.fixture(scope="module")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(small_settings(tmp_path_factory.mktemp("coming") / "data")) as house:
        yield house


@pytest.fixture
def town(small_house: House) -> Iterator[Town]:
    with signing_in(small_house, house_name="Stadt <Ottersfurt>", contact_email="hilfe@ottersfurt.example") as town:
        yield town


@pytest.fixture
def bot(town: Town) -> Iterator[Telegram]:
    """In a house where only who is paired may ask."""
    with bot_of(town.house, informed=(), telegram_everyone=False) as api:
        yield api


def code_of(town: Town, name: str = "rita", role: Role = Role.READER) -> str:
    """A code of somebody who is new here."""
    return town.house.people.pairing.new_code(town.person(name, role))


def paired(town: Town, api: Telegram, chat_id: int = ANNA) -> None:
    api.write(chat_id, f"/verbinden {code_of(town)}")
    api.wait_for_text(chat_id, "ist jetzt mit dem Konto")
    api.wait_for_text(chat_id, NOTICE)


def told(api: Telegram, chat_id: int, text: str) -> Shown:
    """What the bot says next to this."""
    known = len(api.shown(chat_id))
    api.write(chat_id, text)
    return api.wait_for(lambda: api.shown(chat_id)[known:])[0]


def test_a_stranger_is_told_how_to_come_in_and_a_link_with_a_code_lets_them(town: Town, bot: Telegram) -> None:
    for text in ("/start", "Was kostet der Brunnen?"):
        refused = told(bot, ANNA, text)
        assert "/verbinden CODE" in refused.text
        assert str(ANNA) in refused.text
    assert town.house.conversations.of(chat_owner(ANNA)).newest() == []
    assert "K7QF-2M9X" in told(bot, ANNA, "/verbinden").text
    answer = told(bot, ANNA, f"/start {code_of(town)}")
    assert "mit dem Konto rita (rita) verbunden" in answer.text
    assert answer.buttons == [texts.NOT_MINE]
    bot.wait_for_text(ANNA, NOTICE)
    told(bot, ANNA, "Was kostet der Brunnen?")
    rita = town.house.people.register.named("rita")
    bot.wait_for(lambda: town.house.conversations.of(rita.id).newest())
    assert len([shown for shown in bot.shown(ANNA) if NOTICE in shown.text]) == 1, "once is enough"


def test_whoever_was_led_into_a_foreign_account_leaves_it_by_the_button(town: Town, bot: Telegram) -> None:
    paired(town, bot)
    rita = town.house.people.register.named("rita")
    message = bot.wait_for_text(ANNA, "ist jetzt mit dem Konto")
    bot.press(message, texts.NOT_MINE)
    bot.wait_for_text(ANNA, texts.UNPAIRED)
    assert town.house.people.chats.of(rita.id) == []
    assert "/verbinden CODE" in told(bot, ANNA, "Was kostet der Brunnen?").text


def test_wrong_codes_are_refused_and_the_sixth_is_not_looked_at(town: Town, bot: Telegram) -> None:
    code = code_of(town)
    for _ in range(BY_CHAT.amount):
        assert told(bot, ANNA, "/verbinden 2222-2222").text == people_texts.WRONG_CODE
    assert "zu viele falsche Codes" in told(bot, ANNA, f"/verbinden {code}").text
    assert "verbunden" in told(bot, BERND, f"/verbinden {code}").text
    bot.wait_for_text(BERND, NOTICE)
    again = told(bot, BERND, f"/verbinden {code}").text
    assert again.startswith("Dieser Code gilt nicht")
    assert "Verbunden ist dieser Chat mit dem Konto rita (rita)." in again


def test_a_code_in_a_group_pairs_nobody_and_is_void(town: Town, bot: Telegram) -> None:
    code = code_of(town)
    assert "In einer Gruppe geht das nicht" in told(bot, GROUP, f"/verbinden@transferlotse_bot {code}").text
    assert told(bot, ANNA, f"/verbinden {code}").text == people_texts.WRONG_CODE


def test_who_is_disabled_is_out_with_the_next_message_and_cannot_delete_what_is_in_the_browser(
    town: Town, bot: Telegram
) -> None:
    paired(town, bot)
    rita = town.house.people.register.named("rita")
    told(bot, ANNA, "Was kostet der Brunnen?")
    bot.wait_for(lambda: town.house.conversations.of(rita.id).newest())
    bot.wait_for(lambda: bot.unconfirmed == [])
    town.house.people.register.disable(rita.id)
    assert told(bot, ANNA, "Und der andere?").text == texts.LOCKED
    bot.press(told(bot, ANNA, "/loeschen"), texts.LEAVE)
    bot.wait_for_text(ANNA, "Alles ist gelöscht")
    assert len(town.house.conversations.of(rita.id).newest()) == 1


def test_privacy_is_told_to_everybody(bot: Telegram) -> None:
    said = told(bot, ANNA, "/datenschutz").text
    assert "Verantwortlich: Stadt <Ottersfurt>. Kontakt: hilfe@ottersfurt.example." in said
    assert "90 Tage" in said
    assert "außerhalb der Europäischen Union" in said
    assert "{" not in said


def test_help_names_every_command_of_the_menu(bot: Telegram) -> None:
    said = told(bot, ANNA, "/hilfe").text
    assert set(re.findall(r"^/(\w+) – ", said, re.MULTILINE)) == texts.MENU.keys()
    assert {"verbinden", "datenschutz", "loeschen", "neu", "hilfe"} <= texts.MENU.keys()


def test_leaving_says_what_goes_and_takes_all_of_it_or_nothing(town: Town, bot: Telegram) -> None:
    paired(town, bot)
    rita = town.house.people.register.named("rita")
    mine = town.house.asking.of(rita.id)
    mine.begin(Question("Was kostet der Brunnen im Browser?"))
    told(bot, ANNA, "Was kostet der Brunnen hier?")
    bot.wait_for(lambda: len(town.house.conversations.of(rita.id).newest()) == 2)
    question = told(bot, ANNA, "/loeschen")
    assert "alle Ihre Gespräche (2)" in question.text
    assert "auch die im Browser" in question.text
    assert "in der Liste der Chats mit „Chat löschen“" in question.text
    bot.press(question, texts.STAY)
    bot.wait_for_text(ANNA, texts.STAYED)
    assert len(town.house.conversations.of(rita.id).newest()) == 2
    question = told(bot, ANNA, "/loeschen")
    bot.press(question, texts.LEAVE)
    bot.wait_for_text(ANNA, "Alles ist gelöscht")
    bot.wait_for(lambda: bot.unconfirmed == [])
    assert town.house.conversations.of(rita.id).newest() == []
    assert town.house.people.register.person(rita.id) == rita, "the account stays"
    with town.house.corpus.catalogue.reading() as connection:
        assert connection.execute(select(telegram_chats).where(telegram_chats.c.chat_id == ANNA)).all() == []
        assert connection.execute(select(telegram_updates).where(telegram_updates.c.chat_id == ANNA)).all() == []
    assert "/verbinden CODE" in told(bot, ANNA, "Was kostet der Brunnen?").text


def test_without_accounts_there_is_nothing_to_pair_and_what_everybody_asked_goes_by_chat(small_house: House) -> None:
    with bot_of(small_house, informed=()) as api:
        assert told(api, ANNA, "/verbinden 2222-2222").text == texts.NO_ACCOUNTS
        for chat_id in (ANNA, BERND):
            assert NOTICE in told(api, chat_id, f"Was kostet der Brunnen {chat_id}?").text
            api.wait_for(lambda chat_id=chat_id: small_house.conversations.of(chat_owner(chat_id)).newest())
        question = told(api, ANNA, "/loeschen")
        assert "Ihre Gespräche in diesem Chat (1)" in question.text
        api.press(question, texts.LEAVE)
        api.wait_for_text(ANNA, "Alles ist gelöscht")
        kept = [len(small_house.conversations.of(chat_owner(chat_id)).newest()) for chat_id in (ANNA, BERND)]
    assert kept == [0, 1]


def test_whoever_leaves_while_an_answer_is_made_leaves_nothing_either(small_house: House) -> None:
    assistant = PacedAssistant(small_house.corpus)
    assistant.hold()
    with closing(Asking(assistant, small_house.conversations)) as asking:
        held = replace(small_house, assistant=assistant, asking=asking)
        with bot_of(held) as api:
            question = told(api, ANNA, "/loeschen")
            told(api, ANNA, "Was kostet der Brunnen?")
            api.wait_for(lambda: held.conversations.of(chat_owner(ANNA)).newest())
            api.press(question, texts.LEAVE)
            api.wait_for_text(ANNA, "Alles ist gelöscht")
            assistant.permits.release(1000)
            api.write(BERND, "/hilfe")
            api.wait_for_text(BERND, "Schreiben Sie")
            api.wait_for(lambda: api.unconfirmed == [])
            assert held.conversations.of(chat_owner(ANNA)).newest() == []
            with held.corpus.catalogue.reading() as connection:
                kept = connection.execute(select(telegram_updates).where(telegram_updates.c.chat_id == ANNA)).all()
                chats = set(connection.execute(select(telegram_chats.c.chat_id)).scalars())
            assert kept == []
            assert ANNA not in chats
            assert texts.UNEXPECTED not in [shown.text for shown in api.shown(ANNA)]


def test_a_chat_without_an_account_is_forgotten_with_its_conversations_when_the_period_is_over(
    tmp_path: Path,
) -> None:
    with open_house(small_settings(tmp_path / "data")) as house:
        for chat_id in (ANNA, BERND):
            house.people.chats.enter(chat_id, "\u202eAnna\u200b")
        vera = house.people.register.add("Vera", "vera", Role.READER)
        house.people.pairing.redeem(house.people.pairing.new_code(vera), BERND)
        assert house.people.chats.of(vera.id)[0].name == "Anna", "what cannot be seen is no part of a name"
        now = datetime.now(UTC)
        keep_house(house, now + timedelta(days=house.settings.retention_days - 1))
        keep_house(house, now + timedelta(days=house.settings.retention_days + 1))
        with house.corpus.catalogue.reading() as connection:
            assert connection.execute(select(telegram_chats.c.chat_id)).scalars().all() == [BERND]
