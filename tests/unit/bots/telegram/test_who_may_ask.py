from __future__ import annotations

import time

import pytest

from assistant.wiring import House
from bots.telegram.inbox import Inbox
from corpus.texts import telegram as texts
from tests.servers.telegram import Telegram
from tests.telegram_bot import bot_of

LISTED, OTHER, GROUP, OTHER_GROUP = 17, 18, -1001, -1002
QUESTION = "Was kostet das Bürgerbudget in Amselwitz?"


def settled(house: House, bot: Telegram) -> None:
    """Wait until all that came has been seen to."""
    bot.wait_for(lambda: bot.unconfirmed == [] and not Inbox(house.corpus.catalogue).waiting())


def test_without_everybody_only_listed_chats_may_ask_and_others_hear_their_number(house: House) -> None:
    with bot_of(house, telegram_everyone=False, telegram_chats=f" {LISTED}, {GROUP}") as bot:
        bot.write(LISTED, QUESTION)
        bot.wait_for(lambda: any(shown.edits for shown in bot.shown(LISTED)))
        bot.write(OTHER, QUESTION)
        assert bot.wait_for_text(OTHER, str(OTHER)).text.startswith(texts.NOT_ADMITTED[:20])
        bot.write(OTHER, "/hilfe")
        bot.wait_for_text(OTHER, texts.HELP[:20])
        assert house.conversations.of(f"telegram:{OTHER}").newest() == []


def test_a_group_is_answered_where_it_speaks_to_the_bot_and_only_if_it_is_listed(house: House) -> None:
    with bot_of(house, telegram_chats=str(GROUP)) as bot:
        for chat in (GROUP, OTHER_GROUP):
            bot.write(chat, QUESTION, by=LISTED)
            bot.write(chat, f"@someone_else {QUESTION}", by=LISTED)
            bot.write(chat, f"@transferlotse_bots {QUESTION}", by=LISTED)
            bot.write(chat, "/hilfe@another_bot", by=LISTED)
            bot.send(chat, by=LISTED, sticker_set_name="x")
        settled(house, bot)
        assert bot.shown(GROUP) == bot.shown(OTHER_GROUP) == []

        asked = bot.write(GROUP, f"@Transferlotse_Bot, {QUESTION}", by=LISTED)
        shown = bot.wait_for(lambda: [one for one in bot.shown(GROUP) if one.edits])[0]
        assert (shown.reply_to, shown.edits) == (asked, 1)
        bot.write(GROUP, "Und wer entscheidet darüber?", by=OTHER, reply_to=shown.id)
        bot.wait_for(lambda: len([one for one in bot.shown(GROUP) if one.edits]) == 2)
        assert len(house.conversations.of(f"telegram:{GROUP}").newest()) == 1

        bot.write(OTHER_GROUP, f"@transferlotse_bot {QUESTION}", by=LISTED)
        assert str(OTHER_GROUP) in bot.wait_for_text(OTHER_GROUP, texts.GROUP_NOT_ADMITTED[:20]).text


@pytest.mark.alone
def test_something_is_to_be_seen_within_300_ms(house: House) -> None:
    with bot_of(house, informed=range(1, 61)) as bot:
        took = []
        for chat in range(1, 61):
            began = time.monotonic()
            bot.write(chat, QUESTION)
            bot.wait_for(lambda number=chat: bot.shown(number))
            took.append(bot.shown(chat)[0].at - began)
            bot.wait_for(lambda number=chat: bot.shown(number)[0].edits)
        assert sorted(took)[56] <= 0.3, sorted(took)[-10:]


@pytest.mark.alone
def test_thirty_people_at_once_see_something_soon_and_each_gets_one_answer(house: House) -> None:
    everybody = range(1, 31)
    with bot_of(house, informed=everybody) as bot:
        began = time.monotonic()
        for chat in everybody:
            bot.write(chat, QUESTION)
        bot.wait_for(lambda: all(any(shown.edits for shown in bot.shown(chat)) for chat in everybody), 120)
        settled(house, bot)
        took = sorted(bot.shown(chat)[0].at - began for chat in everybody)
        assert took[28] <= 1.5, took
        assert {len(bot.shown(chat)) for chat in everybody} == {1}
