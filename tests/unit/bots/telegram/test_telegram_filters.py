"""/filter at Telegram."""

from __future__ import annotations

import pytest

from assistant.wiring import House
from bots.telegram import choosing
from corpus.models import Filters
from corpus.texts import telegram as texts
from tests.servers.telegram import Shown, Telegram
from tests.telegram_bot import asked, said_to

FOUNTAIN = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?"
ANNA = 17


@pytest.fixture
def overview(bot: Telegram) -> Shown:
    bot.write(ANNA, "/filter")
    message: Shown = bot.wait_for(lambda: next(iter(bot.shown(ANNA)), None))
    return message


def press(bot: Telegram, message: Shown, button: str, then: str) -> None:
    bot.press(message, button)
    bot.wait_for(lambda: then in message.buttons)


def filters_of(house: House) -> Filters:
    return house.people.chats.enter(ANNA, "Anna").filters


def test_a_value_is_chosen_in_one_message_and_holds_for_the_next_question(
    house: House, bot: Telegram, overview: Shown
) -> None:
    assert "Kommune: alle" in overview.buttons
    press(bot, overview, "Kommune: alle", "Brunnleben")
    assert overview.buttons[0] == f"✓ {texts.FILTER_EVERY}"
    press(bot, overview, "Brunnleben", "Kommune: Brunnleben")
    press(bot, overview, "Jahr: alle", texts.FILTER_BACK)
    since = next(button for button in overview.buttons if button.startswith("seit"))
    press(bot, overview, since, f"Jahr: {since}")
    year = since.removeprefix("seit ")
    assert filters_of(house) == Filters({"municipality": "Brunnleben", "year": f"{year}-"})
    assert len(bot.shown(ANNA)) == 1
    assert f"Kommune: Brunnleben, Jahr: {since}" in asked(bot, ANNA, FOUNTAIN).text


def test_one_filter_or_all_of_them_are_taken_away(house: House, bot: Telegram, overview: Shown) -> None:
    house.people.chats.set_filters(ANNA, Filters({"municipality": "Brunnleben", "year": "2023-"}))
    press(bot, overview, "Kommune: alle", "✓ Brunnleben")
    press(bot, overview, texts.FILTER_EVERY, "Kommune: alle")
    assert filters_of(house) == Filters({"year": "2023-"})
    press(bot, overview, texts.FILTER_REMOVE_ALL, "Jahr: alle")
    assert filters_of(house) == Filters()
    assert texts.FILTER_REMOVE_ALL not in overview.buttons


def test_many_values_come_page_by_page(bot: Telegram, overview: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "ON_A_PAGE", 3)
    press(bot, overview, "Kommune: alle", texts.FILTER_MORE)
    first = overview.buttons[1:4]
    press(bot, overview, texts.FILTER_MORE, texts.FILTER_BEFORE)
    assert not set(first) & set(overview.buttons)
    press(bot, overview, texts.FILTER_BACK, "Kommune: alle")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("f:municipality:00000000", texts.FILTER_GONE),
        ("f:municipality:Brunnleben", texts.FILTER_GONE),
        ("f:document:00000000", texts.STALE_BUTTON),
        ("f:rowid", texts.STALE_BUTTON),
        ("f", texts.STALE_BUTTON),
        ("f:municipality:p²", texts.FILTER_GONE),
        ("f:a:b:c", texts.STALE_BUTTON),
    ],
)
def test_what_no_button_says_changes_nothing(
    house: House, bot: Telegram, overview: Shown, data: str, said: str
) -> None:
    assert said_to(bot, bot.call_back(overview, data)) == said
    assert filters_of(house) == Filters()


def test_a_page_far_behind_the_last_is_the_last(bot: Telegram, overview: Shown) -> None:
    bot.call_back(overview, f"f:year:p{10**9}")
    bot.wait_for(lambda: texts.FILTER_BACK in overview.buttons)
