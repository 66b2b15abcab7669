"""Questions at Telegram, from what a person writes to what they see."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import pytest

from assistant.conversations.asking import Asking
from assistant.conversations.models import StoredAnswer
from assistant.wiring import House
from bots.telegram.inbox import Inbox
from corpus.texts import answers as answer_texts
from corpus.texts import telegram as texts
from tests.paced import PacedAssistant
from tests.servers.telegram import Fault, Shown, Telegram
from tests.telegram_bot import bot_of, chat_of

ANNA = 17
QUESTION = "Was kostet das Bürgerbudget in Amselwitz?"
SEARCHING = f"{texts.SEARCHING} …"


def answered(house: House, bot: Telegram, count: int = 1, chat: int = ANNA) -> list[StoredAnswer]:
    """The answers in the chat's conversation, once there are so many and their messages say so."""
    theirs = house.conversations.of(f"telegram:{chat}")

    def are_there() -> list[StoredAnswer]:
        found = [one for talk in theirs.newest() for one in theirs.answers(talk.id)]
        told = [shown for shown in bot.shown(chat) if shown.edits]
        return found if len(found) >= count and len(told) >= count else []

    stored: list[StoredAnswer] = bot.wait_for(are_there)
    return stored


def test_a_question_is_answered_in_one_message_and_the_next_belongs_to_the_same_conversation(
    house: House, bot: Telegram
) -> None:
    bot.write(ANNA, QUESTION)
    (first,) = answered(house, bot)
    bot.write(ANNA, "Und wer entscheidet darüber?")
    _, second = answered(house, bot, 2)
    assert (second.conversation_id, second.position) == (first.conversation_id, 2)
    one, other = bot.shown(ANNA)
    assert one.said[0] == other.said[0] == SEARCHING
    assert first.answer
    assert first.answer.sentences[0].text in one.text
    assert bot.called("sendChatAction")
    bot.wait_for(lambda: bot.unconfirmed == [])


def test_a_new_question_begins_a_new_conversation(house: House, bot: Telegram) -> None:
    bot.write(ANNA, QUESTION)
    (first,) = answered(house, bot)
    bot.write(ANNA, "/neu")
    bot.wait_for_text(ANNA, texts.NEW)
    bot.write(ANNA, QUESTION)
    assert {stored.position for stored in answered(house, bot, 2)} == {1}
    assert chat_of(house, ANNA).conversation_id != first.conversation_id


def test_a_conversation_that_was_deleted_in_the_browser_is_begun_anew(house: House, bot: Telegram) -> None:
    bot.write(ANNA, QUESTION)
    (first,) = answered(house, bot)
    house.people.chats.go_on_in(ANNA, None)
    house.conversations.of("telegram:17").remove(first.conversation_id)
    bot.write(ANNA, QUESTION)
    bot.wait_for(lambda: len([shown for shown in bot.shown(ANNA) if shown.edits]) == 2)
    (second,) = answered(house, bot)
    assert second.conversation_id == chat_of(house, ANNA).conversation_id


def test_an_edited_message_is_answered_again_below_it(house: House, bot: Telegram) -> None:
    written = bot.write(ANNA, "Was kostet das Büdget in Amselwitz?")
    answered(house, bot)
    bot.edit(ANNA, written, QUESTION)
    assert [stored.question for stored in answered(house, bot, 2)][-1] == QUESTION
    assert [shown.reply_to for shown in bot.shown(ANNA)] == [None, written]


def test_an_answer_grows_before_the_eyes_of_who_asked(house: House) -> None:
    assistant = PacedAssistant(house.corpus)
    assistant.hold()
    with closing(Asking(assistant, house.conversations)) as asking:
        held = replace(house, assistant=assistant, asking=asking)
        with bot_of(held) as bot:
            bot.write(ANNA, QUESTION)
            assistant.permits.release(1)
            bot.wait_for_text(ANNA, "Dokumente werden durchsucht")
            (shown,) = bot.shown(ANNA)
            assistant.permits.release(4)
            bot.wait_for(lambda: shown.edits >= 2)
            assert shown.text.endswith(" …")
            assistant.permits.release(1000)
            answered(house, bot)
            bot.wait_for(lambda: not shown.text.endswith(" …"))
            edited = [at for name, _, at in bot.calls if name == "editMessageText"]
            # The last one, which is the whole answer, need not wait.
            assert all(later - earlier > 1 for earlier, later in pairwise(edited[:-1]))


def test_a_button_does_not_wait_for_an_answer_that_takes_its_time(house: House) -> None:
    assistant = PacedAssistant(house.corpus)
    assistant.hold()
    with closing(Asking(assistant, house.conversations)) as asking:
        held = replace(house, assistant=assistant, asking=asking)
        with bot_of(held) as bot:
            bot.write(ANNA, "/hilfe")
            told = bot.wait_for_text(ANNA, texts.HELP[:20])
            bot.write(ANNA, QUESTION)
            bot.wait_for_text(ANNA, SEARCHING)
            press = bot.call_back(told, "neu")
            bot.wait_for(lambda: press in bot.acknowledged)
            assert bot.shown(ANNA)[1].said == [SEARCHING]
            assistant.permits.release(1000)
            answered(house, bot)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, texts.NO_VOICE),
        ({"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]}, texts.NO_PICTURE),
        ({"location": {"latitude": 51.0, "longitude": 11.0}}, texts.ONLY_TEXT),
        (
            {
                "sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
                | {"is_animated": False, "is_video": False}
            },
            texts.NO_STICKER,
        ),
        ({"text": "/nirgends"}, texts.UNKNOWN_COMMAND),
        ({"text": "/hilfe@transferlotse_bot"}, texts.HELP.split(",", maxsplit=1)[0]),
    ],
    ids=["voice", "photo", "location", "sticker", "unknown command", "help"],
)
def test_what_is_no_question_gets_a_kind_word(bot: Telegram, content: dict[str, object], said: str) -> None:
    bot.send(ANNA, **content)
    assert bot.wait_for_text(ANNA, said).edits == 0


HOSTILE = {
    "20,000 characters": "Wie viel kostet es? " * 1000,
    "only entities": "\u2063\u2800\u200b",
    "only a mention": "@transferlotse_bot",
    "right to left": "\u202eنص؟ كم تكلف الميزانية في Amselwitz\u202c",
    "markup": "<b>Was</b> kostet </b> & <script>alert(1)</script> das Bürgerbudget <a href='x'>?",
    "markdown": "*Was* _kostet_ [das](tg://user?id=1) `Bürgerbudget`?",
    "half a character": "Was kostet \ud83d das?",
    "nothing in it": "\0\0",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_written_gets_one_answer_that_telegram_takes(bot: Telegram, text: str) -> None:
    bot.write(ANNA, text)
    bot.wait_for(lambda: bot.unconfirmed == [] and bot.shown(ANNA))
    bot.write(ANNA, "/hilfe")
    bot.wait_for_text(ANNA, texts.HELP[:20])
    shown = bot.shown(ANNA)
    assert len(shown) == 2
    assert shown[0].text != SEARCHING
    assert texts.UNEXPECTED not in shown[0].text


@pytest.mark.parametrize("data", ["", "x", ":::", "neu:x", "q:" + "f" * 32 + ":1", "ä" * 32, "v:1:1:1:1", "\0"])
def test_whatever_a_button_sends_is_acknowledged(bot: Telegram, data: str) -> None:
    bot.write(ANNA, "/hilfe")
    press = bot.call_back(bot.wait_for_text(ANNA, texts.HELP[:20]), data)
    bot.wait_for(lambda: press in bot.acknowledged)


def test_an_update_that_comes_again_is_not_answered_again(house: House, bot: Telegram) -> None:
    bot.write(ANNA, QUESTION)
    (update,) = bot.wait_for(lambda: list(bot.pending.values()))
    answered(house, bot)
    bot.wait_for(lambda: bot.unconfirmed == [])
    bot.replay(update)
    bot.wait_for(lambda: bot.unconfirmed == [])
    bot.write(ANNA, "/hilfe")
    bot.wait_for_text(ANNA, texts.HELP[:20])
    assert len(bot.shown(ANNA)) == 2


def test_kinds_of_updates_that_nobody_wants_are_passed_over(house: House, bot: Telegram) -> None:
    bot.update(
        inline_query={"id": "1", "from": {"id": 3, "is_bot": False, "first_name": "X"}, "query": "x", "offset": ""}
    )
    bot.send(ANNA, pinned_message={"message_id": 1, "date": 0, "chat": {"id": ANNA, "type": "private"}})
    too_old = {"message_id": 1, "date": 0, "chat": {"id": ANNA, "type": "private"}}
    user = {"id": ANNA, "is_bot": False, "first_name": "Anna"}
    bot.update(callback_query={"id": "0", "from": user, "message": too_old, "chat_instance": "1", "data": "neu"})
    bot.wait_for_text(ANNA, texts.NEW)
    bot.write(ANNA, QUESTION)
    answered(house, bot)
    assert len(bot.shown(ANNA)) == 2
    bot.wait_for(lambda: bot.unconfirmed == [])


def test_whoever_blocks_the_bot_does_not_stop_it_for_others(house: House, bot: Telegram) -> None:
    bot.write(ANNA, "/hilfe")
    bot.wait_for_text(ANNA, texts.HELP[:20])
    bot.blocked.add(ANNA)
    for number in range(3):
        bot.write(ANNA, f"{QUESTION} {number}")
    bot.write(18, QUESTION)
    answered(house, bot, chat=18)
    bot.wait_for(lambda: bot.unconfirmed == [])
    assert len(bot.shown(ANNA)) == 1
    bot.blocked.clear()
    bot.write(ANNA, "/neu")
    bot.wait_for_text(ANNA, texts.NEW)


def test_a_message_that_somebody_removes_meanwhile_is_not_missed(bot: Telegram) -> None:
    bot.faults.append(Fault(502, method="editMessageText"))
    bot.write(ANNA, QUESTION)
    shown: Shown = bot.wait_for(lambda: bot.shown(ANNA))[0]
    bot.remove(shown)
    bot.write(ANNA, "/neu")
    bot.wait_for_text(ANNA, texts.NEW)
    assert len(bot.shown(ANNA)) == 1


def test_who_asks_too_much_hears_it(house: House) -> None:
    with bot_of(house, questions_per_minute=2) as bot:
        for _ in range(4):
            bot.write(ANNA, QUESTION)
        bot.wait_for(lambda: len(bot.shown(ANNA)) == 4)
        assert len(answered(house, bot, 2)) == 2


def test_a_flood_is_not_answered_at_length(house: House) -> None:
    with bot_of(house, requests_per_minute=3) as bot:
        for _ in range(9):
            bot.write(ANNA, "/hilfe")
        bot.wait_for(lambda: bot.unconfirmed == [] and not Inbox(house.corpus.catalogue).waiting())
        assert len(bot.shown(ANNA)) == 3
        bot.write(18, "/hilfe")
        bot.wait_for_text(18, texts.HELP[:20])


def test_the_menu_and_what_the_bot_is_for_are_told_once(house: House) -> None:
    with bot_of(house) as bot:
        bot.wait_for(lambda: len(bot.descriptions) == 2)
        assert {command["command"]: command["description"] for command in bot.commands} == texts.MENU
        assert len(bot.called("setMyCommands")) == 1


def test_a_question_that_cannot_be_asked_says_why(bot: Telegram) -> None:
    bot.write(ANNA, "x" * 2001)
    shown = bot.wait_for_text(ANNA, "2001")
    assert len(bot.shown(ANNA)) == 1
    assert shown.text.startswith(answer_texts.QUESTION_TOO_LONG[:10])
