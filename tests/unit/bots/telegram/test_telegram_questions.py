from __future__ import annotations

from assistant.wiring import House
from corpus.texts import telegram as texts
from tests.telegram_bot import bot_of

ANNA = 17
QUESTION = "Was kostet das Bürgerbudget in Amselwitz?"


def test_a_question_is_answered_and_its_conversation_goes_on(house: House) -> None:
    with bot_of(house) as api:
        api.write(ANNA, QUESTION)
        shown = api.wait_for_text(ANNA, "[1]")
        api.wait_for(lambda: api.unconfirmed == [])
        api.write(ANNA, "Und wann wurde es beschlossen?")
        api.wait_for(lambda: len(api.shown(ANNA)) == 2)
    assert shown.said[0] == f"{texts.SEARCHING} …"
    stored = house.people.chats.enter(ANNA, "Anna").conversation_id
    assert house.conversations.of("telegram:17").newest() != []
    assert stored
