"""What somebody at Telegram cannot reach: buttons that nobody offered, other people's answers, groups.

How codes are guessed is tried in tests/unit/assistant/people/test_pairing.py; who may bring updates, and what comes
twice, in tests/unit/bots/telegram.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from matrix_scene import counted_writes

from assistant.conversations.models import AnswerState
from assistant.models import Answer, Citation, Question, Sentence, Status
from assistant.people.chat_traces import chat_owner
from assistant.people.models import Role
from assistant.wiring import House, open_house
from bots.telegram import rooms
from corpus.models import Document
from corpus.texts import telegram as texts
from tests.faults.small_corpus import publish, small_settings
from tests.servers.telegram import Shown, Telegram
from tests.signing_in import Town, signing_in
from tests.telegram_bot import INFORMED, bot_of

ANNA, BERND, GROUP = INFORMED
SECRET = "Zebrafink"
ARGUMENTS = ("{id}", "{id}:1", "{id}:0", "{id}:x1", "{id}:wrong:1")
NO_IDS = ("0" * 32, "../../etc/passwd", "' OR 1=1", "\x00", "")


@pytest.fixture(scope="module")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = small_settings(tmp_path_factory.mktemp("attacks") / "data")
    with open_house(settings.model_copy(update={"requests_per_minute": 0, "questions_per_minute": 0})) as house:
        yield house


@pytest.fixture(scope="module")
def document(small_house: House, tmp_path_factory: pytest.TempPathFactory) -> Document:
    folder = tmp_path_factory.mktemp("documents")
    return publish(small_house.corpus, folder, "tiere", f"Der {SECRET} wohnt im Park.", "Zwei.")


@pytest.fixture
def town(small_house: House) -> Iterator[Town]:
    with signing_in(small_house) as town:
        yield town


@pytest.fixture
def bot(town: Town) -> Iterator[Telegram]:
    """Anna and Bernd are readers with a paired chat each; nobody else may ask."""
    with bot_of(town.house, telegram_everyone=False) as api:
        for chat_id, name in ((ANNA, "anna"), (BERND, "bernd")):
            town.house.people.pairing.redeem(town.house.people.pairing.new_code(town.person(name)), chat_id)
        yield api


def answer_of(town: Town, owner: str, document: Document) -> str:
    """An answer of somebody's that cites the document -> its id."""
    house, quote = town.house, f"Der {SECRET} wohnt im Park."
    passage = house.corpus.passages(document.id)[0]
    cited = Citation(1, document.id, f"Bericht {SECRET}", 1, None, passage.id, quote, "", "/")
    stored = house.conversations.of(owner).begin(Question(f"Wo wohnt der {SECRET}?"), None)
    said = (Sentence(quote, (1,), 1.0),)
    answer = Answer(stored.question, stored.question, Status.ANSWERED, "quoted", said, (cited,), (cited,))
    house.conversations.finish(stored.id, AnswerState.DONE, answer)
    return stored.id


def pressed(api: Telegram, message: Shown, data: str) -> dict[str, Any]:
    """What is said to somebody who presses a button that says anything at all."""
    press = api.call_back(message, data)
    said: dict[str, Any] = api.wait_for(lambda: api.acknowledged.get(press))
    api.wait_for(lambda: api.unconfirmed == [])
    return said


def message_of(api: Telegram, chat_id: int) -> Shown:
    known = len(api.shown(chat_id))
    api.write(chat_id, "/hilfe")
    shown: Shown = api.wait_for(lambda: api.shown(chat_id)[known:])[0]
    return shown


def seen(api: Telegram, chat_id: int) -> str:
    """All that a chat ever showed, files and pictures among it."""
    shown = api.shown(chat_id)
    files = [message.document or message.image or b"" for message in shown]
    said = [text for message in shown for text in message.said]
    alerts = [str(answer.get("text")) for answer in api.acknowledged.values()]
    return " ".join([*said, *alerts, *(content.decode(errors="replace") for content in files)])


def test_no_button_reaches_another_persons_answer_or_breaks_on_what_is_none(
    town: Town, bot: Telegram, document: Document
) -> None:
    people, tried = town.house.people, 0
    answer_id = answer_of(town, people.register.named("anna").id, document)
    message = message_of(bot, BERND)
    for name in sorted(rooms.PRESSES.keys() - {"trennen"}):
        for ids in ([answer_id] if name in "qovrgnwe" else []) + [None]:
            for argument in ARGUMENTS if ids else NO_IDS:
                data = f"{name}:{argument.format(id=ids)}" if ids else f"{name}:{argument}"
                with counted_writes() as written:
                    pressed(bot, message, data)
                assert [one for one in written if "telegram_" not in one] == [], data
                tried += 1
    assert tried > 80
    assert SECRET not in seen(bot, BERND)
    bernd = people.register.named("bernd")
    assert town.house.conversations.of(bernd.id).newest() == []
    stored = town.house.conversations.of(people.register.named("anna").id).answer(answer_id)
    assert stored.feedback is None
    pressed(bot, message_of(bot, ANNA), f"q:{answer_id}:1")
    assert SECRET in seen(bot, ANNA), "to her it is shown"
    assert texts.UNEXPECTED not in seen(bot, BERND)


def test_a_source_that_is_for_another_group_since_is_not_shown_any_more(
    town: Town, bot: Telegram, document: Document
) -> None:
    answer_id = answer_of(town, town.house.people.register.named("bernd").id, document)
    message = message_of(bot, BERND)
    town.house.corpus.set_audience(document.id, ["Zoo"])
    try:
        for data in (f"q:{answer_id}:1", f"q:{answer_id}:x1", f"o:{answer_id}:1", f"o:{answer_id}:x1"):
            pressed(bot, message, data)
        bot.write(BERND, "/quellen")
        bot.write(BERND, f"Was steht über den {SECRET.lower()} im Park?")
        bot.wait_for(lambda: any(shown.edits for shown in bot.shown(BERND)))
        bot.wait_for(lambda: bot.unconfirmed == [])
        assert SECRET not in seen(bot, BERND)
    finally:
        town.house.corpus.set_audience(document.id, [])
    pressed(bot, message, f"q:{answer_id}:1")
    assert SECRET in seen(bot, BERND)


def test_strangers_and_groups_that_nobody_named_are_refused_politely_and_nothing_of_theirs_is_asked(
    town: Town, bot: Telegram, document: Document
) -> None:
    answer_id = answer_of(town, town.house.people.register.named("anna").id, document)
    for chat_id, addressed in ((999, ""), (-1009, "@transferlotse_bot ")):
        bot.write(chat_id, f"{addressed}Wo wohnt der Fink?", by=999)
        refused = bot.wait_for(lambda chat_id=chat_id: bot.shown(chat_id))[0]
        assert str(chat_id) in refused.text
        for name in rooms.PRESSES.keys() - rooms.PRESSES_FOR_EVERYBODY:
            said = pressed(bot, refused, f"{name}:{answer_id}:1")
            assert said["text"], name
        for command in sorted(rooms.COMMANDS.keys() - rooms.FOR_EVERYBODY):
            known = len(bot.shown(chat_id))
            bot.write(chat_id, f"/{command}", by=999)
            assert bot.wait_for(lambda chat_id=chat_id, known=known: bot.shown(chat_id)[known:])[0].text == refused.text
        assert SECRET not in seen(bot, chat_id)
        assert town.house.conversations.of(chat_owner(chat_id)).newest() == []


def test_in_a_group_nobody_is_more_than_a_reader_of_what_is_for_everybody(town: Town, document: Document) -> None:
    people = town.house.people
    with bot_of(town.house, telegram_everyone=False, telegram_chats=str(GROUP)) as api:
        people.pairing.redeem(people.pairing.new_code(town.person("rita", Role.EDITOR)), ANNA)
        town.house.corpus.set_audience(document.id, ["Zoo"])
        try:
            api.write(GROUP, f"Wo wohnt der {SECRET}?", by=ANNA)  # not addressed
            api.write(GROUP, "@transferlotse_bot Wo wohnt der Fink im Park?", by=ANNA)
            api.wait_for(lambda: any(shown.edits for shown in api.shown(GROUP)))
            api.wait_for(lambda: api.unconfirmed == [])
            assert SECRET not in seen(api, GROUP)
            (asked,) = town.house.conversations.of(chat_owner(GROUP)).newest()
            assert asked.title == "Wo wohnt der Fink im Park?"
            assert town.house.conversations.of(people.register.named("rita").id).newest() == []
            api.send_file(GROUP, b"# Neu", "Neu.md", media_type="text/markdown", caption="@transferlotse_bot")
            api.write(GROUP, "/hilfe@transferlotse_bot", by=ANNA)
            api.wait_for(lambda: any("/loeschen" in shown.text for shown in api.shown(GROUP)))
            assert not any(texts.TAKE_FILE in shown.buttons for shown in api.shown(GROUP))
        finally:
            town.house.corpus.set_audience(document.id, [])
