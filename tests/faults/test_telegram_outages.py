"""Many at once, a Bot API that wants to be left alone, and one that is away: every question is answered once."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from assistant.people.chat_traces import chat_owner
from assistant.wiring import House, open_house
from corpus.texts import telegram as texts
from tests.faults.small_corpus import publish, small_settings
from tests.servers.telegram import Fault, Telegram
from tests.telegram_bot import bot_of

PEOPLE = range(101, 131)
QUESTION = "Was kostet der Brunnen Nummer {number} am Markt?"


@pytest.fixture(scope="module")
def fountains(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("fountains")
    with open_house(small_settings(folder / "data")) as house:
        publish(
            house.corpus, folder, "brunnen", *(f"Der Brunnen Nummer {n} am Markt kostet {n}000 Euro." for n in PEOPLE)
        )
        yield house


@pytest.fixture
def bot(fountains: House) -> Iterator[Telegram]:
    with bot_of(fountains, informed=PEOPLE) as api:
        yield api


def ask(bot: Telegram, number: int, *, questions: int = 1) -> None:
    for _ in range(questions):
        bot.write(number, QUESTION.format(number=number))


def all_are_answered_once(house: House, bot: Telegram, *, questions: int = 1, seconds: float = 60) -> None:
    """Each of the people has as many answers as questions, to what they asked themselves, and sees nothing else."""

    def is_whole(number: int) -> bool:
        shown = bot.shown(number)
        return len(shown) >= questions and all(one.edits and not one.text.endswith("…") for one in shown)

    bot.wait_for(lambda: all(map(is_whole, PEOPLE)), seconds)
    bot.wait_for(lambda: bot.unconfirmed == [])
    for number in PEOPLE:
        theirs = house.conversations.of(chat_owner(number))
        (conversation,) = theirs.newest()
        stored = theirs.answers(conversation.id)
        assert [one.question for one in stored] == [QUESTION.format(number=number)] * questions
        for one, shown in zip(stored, bot.shown(number), strict=True):
            assert one.answer
            assert one.answer.sentences[0].text in shown.text


def test_thirty_people_at_once_get_each_their_own_answer(fountains: House, bot: Telegram) -> None:
    for number in PEOPLE:
        ask(bot, number)
    all_are_answered_once(fountains, bot)


def test_through_calls_for_patience_and_passing_failures_every_question_is_answered_once(
    fountains: House, bot: Telegram
) -> None:
    bot.faults += [
        Fault(429, "Too Many Requests: retry after 1", retry_after=1, skip=5, times=2),
        Fault(502, "Bad Gateway", "editMessageText", skip=3, times=4),
        Fault(500, "Internal Server Error", "sendMessage", skip=8, times=3),
        # Done, and the reply lost: an edit is made again without harm.
        Fault(0, method="editMessageText", skip=9, times=5, does_work=True),
        Fault(504, "Gateway Timeout", "getUpdates", times=2),
    ]
    for number in PEOPLE:
        ask(bot, number)
    all_are_answered_once(fountains, bot)


@pytest.mark.parametrize("seconds", [3, pytest.param(60, marks=pytest.mark.long)])
def test_through_an_outage_every_question_is_answered_once(fountains: House, bot: Telegram, seconds: int) -> None:
    for number in PEOPLE[:15]:
        ask(bot, number)
    bot.wait_for(lambda: len(bot.messages) > 5)
    bot.is_refusing = True
    for number in PEOPLE[15:]:
        ask(bot, number)
    time.sleep(seconds)
    bot.is_refusing = False
    all_are_answered_once(fountains, bot, seconds=seconds + 60)


def test_a_chat_that_takes_little_gets_all_of_it_in_the_end(bot: Telegram) -> None:
    bot.rate = 1
    ask(bot, PEOPLE[0], questions=2)
    bot.wait_for(lambda: len([shown for shown in bot.shown(PEOPLE[0]) if shown.edits]) == 2, 40)
    assert [shown.text for shown in bot.shown(PEOPLE[0]) if texts.SEARCHING in shown.text] == []
