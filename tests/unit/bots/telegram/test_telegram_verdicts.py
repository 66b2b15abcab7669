"""What people do with an answer at Telegram: judge it, report it, ask on."""

from __future__ import annotations

from assistant.conversations.models import Reason, StoredAnswer
from assistant.wiring import House
from corpus.models import Filters
from corpus.texts import conversations as talks
from corpus.texts import filters as filter_texts
from corpus.texts import gaps as gap_texts
from corpus.texts import telegram as texts
from corpus.texts import web
from tests.servers.telegram import Shown, Telegram
from tests.telegram_bot import answered, asked, bot_of, said_to

FOUNTAIN = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?"
CAKE = "Wie lange muss ein Marmorkuchen mit Vanilleglasur im Ofen backen?"
ANNA, BERTA = 17, 18


def stored_of(house: House, chat_id: int, back: int = 1) -> StoredAnswer:
    mine = house.conversations.of(f"telegram:{chat_id}")
    return mine.answers(mine.newest()[0].id)[-back]


def waits_for_button(bot: Telegram, message: Shown, button: str) -> None:
    bot.wait_for(lambda: button in message.buttons)


def test_a_verdict_is_kept_shown_as_chosen_and_can_be_withdrawn(house: House, bot: Telegram) -> None:
    shown = asked(bot, ANNA, FOUNTAIN)
    text = shown.text
    assert said_to(bot, bot.press(shown, talks.HELPFUL)) == texts.THANKS
    waits_for_button(bot, shown, f"✓ {talks.HELPFUL}")
    kept = stored_of(house, ANNA).feedback
    assert kept
    assert kept.helpful
    assert said_to(bot, bot.press(shown, f"✓ {talks.HELPFUL}")) == texts.WITHDRAWN
    waits_for_button(bot, shown, talks.HELPFUL)
    assert stored_of(house, ANNA).feedback is None
    assert shown.text == text


def test_what_is_wrong_is_told_by_further_buttons(house: House, bot: Telegram) -> None:
    shown = asked(bot, ANNA, FOUNTAIN)
    assert said_to(bot, bot.press(shown, talks.NOT_HELPFUL)) == texts.WHAT_IS_WRONG
    waits_for_button(bot, shown, "Veraltet")
    for reason in ("Veraltet", "Falsch"):
        bot.press(shown, reason)
        waits_for_button(bot, shown, f"✓ {reason}")
    # As when an update is seen to twice, after a restart.
    said_to(bot, bot.call_back(shown, shown.data("✓ Falsch").replace(":-", ":1")))
    kept = stored_of(house, ANNA).feedback
    assert kept
    assert (kept.helpful, set(kept.reasons)) == (False, {Reason.OUTDATED, Reason.FALSE})
    bot.press(shown, "✓ Veraltet")
    waits_for_button(bot, shown, "Veraltet")
    assert stored_of(house, ANNA).feedback.reasons == (Reason.FALSE,)  # type: ignore[union-attr]


def test_a_question_without_evidence_is_reported_once(house: House, bot: Telegram) -> None:
    shown = asked(bot, ANNA, CAKE)
    data = shown.data(gap_texts.REPORT)
    assert said_to(bot, bot.press(shown, gap_texts.REPORT)) == gap_texts.REPORTED
    bot.wait_for(lambda: gap_texts.REPORTED in shown.text)
    assert gap_texts.REPORT not in shown.buttons
    assert said_to(bot, bot.call_back(shown, data)) == gap_texts.REPORTED
    answer_id = stored_of(house, ANNA).id
    reported = house.gaps.of_answers([answer_id])[answer_id]
    assert (reported.question, reported.note) == (CAKE, "")


def test_an_answer_with_evidence_is_no_gap(bot: Telegram) -> None:
    shown = asked(bot, ANNA, FOUNTAIN)
    answer_id = shown.data("1").split(":")[1]
    said = said_to(bot, bot.call_back(shown, f"g:{answer_id}"))
    assert said == gap_texts.NOT_A_GAP[:200]


def test_nobody_judges_or_asks_on_from_an_answer_of_somebody_else(house: House, bot: Telegram) -> None:
    answer_id = asked(bot, ANNA, FOUNTAIN).data("1").split(":")[1]
    bot.write(BERTA, "/hilfe")
    message: Shown = bot.wait_for(lambda: next(iter(bot.shown(BERTA)), None))
    for data in ("v:{}:1", "v:{}:-", "r:{}:false:1", "g:{}", "n:{}:0", "w:{}", "e:{}"):
        assert said_to(bot, bot.call_back(message, data.format(answer_id))) == talks.ANSWER_NOT_FOUND
    assert len(bot.shown(BERTA)) == 1
    assert stored_of(house, ANNA).feedback is None


def test_what_no_button_says_changes_nothing(house: House, bot: Telegram) -> None:
    shown = asked(bot, ANNA, FOUNTAIN)
    answer_id = stored_of(house, ANNA).id
    forged = ["v:{}:2", "v:{}", "r:{}:rude:1", "r:{}:false:x", "g:{}:1", "n:{}:99", "n:{}:-1", "n:{}:²", "w:{}:1", "e"]
    for data in forged:
        assert said_to(bot, bot.call_back(shown, data.format(answer_id))) == texts.STALE_BUTTON
    assert len(bot.shown(ANNA)) == 1
    assert stored_of(house, ANNA).feedback is None


def test_a_further_question_is_told_and_answered_in_the_same_conversation(house: House, bot: Telegram) -> None:
    shown = asked(bot, ANNA, FOUNTAIN)
    first = stored_of(house, ANNA)
    assert first.answer
    question = first.answer.next_questions[0]
    bot.call_back(shown, f"n:{first.id}:0")
    answered(bot, ANNA, 1)
    assert bot.shown(ANNA)[1].text == f"Ihre Frage: {question}"
    second = stored_of(house, ANNA)
    assert (second.question, second.conversation_id, second.position) == (question, first.conversation_id, 2)


def test_the_same_question_can_be_asked_without_filters(house: House, bot: Telegram) -> None:
    bot.write(ANNA, "/hilfe")
    bot.wait_for(lambda: bot.shown(ANNA))
    house.people.chats.set_filters(ANNA, Filters({"municipality": "Brunnleben"}))
    shown = asked(bot, ANNA, FOUNTAIN)
    assert web.NO_EVIDENCE_TITLE in shown.text
    assert "Kommune: Brunnleben" in shown.text
    bot.press(shown, filter_texts.ASK_WITHOUT)
    again = answered(bot, ANNA, 2)
    assert "¹" in again.text
    assert stored_of(house, ANNA).filters == Filters()
    # They hold on for what is asked by hand.
    assert house.people.chats.enter(ANNA, "Anna").filters == Filters({"municipality": "Brunnleben"})


def test_who_asks_too_much_by_buttons_is_told_so(house: House) -> None:
    with bot_of(house, questions_per_minute=1) as bot:
        shown = asked(bot, ANNA, FOUNTAIN)
        bot.press(shown, shown.buttons[-2])
        assert bot.wait_for_text(ANNA, "sehr viele Fragen")
        assert stored_of(house, ANNA).question == FOUNTAIN
