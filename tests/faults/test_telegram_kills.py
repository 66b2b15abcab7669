"""A bot that is killed at any moment: after the next start each question has been answered, and once."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path

import pytest

from assistant.people.chats import Chats
from corpus.opening import open_corpus
from corpus.texts import telegram as texts
from tests.faults.small_corpus import publish, small_settings
from tests.faults.telegram_server import CHAT, bot_process
from tests.servers.telegram import Fault, Shown, Telegram, telegram

QUESTION = "Was kostet der Brunnen am Markt?"
ANSWER = "Der Brunnen am Markt kostet 4.000 Euro."
STEPS = {
    "before it is stored": ("bots.telegram.inbox:Inbox.store", "before", 1),
    "after it is stored": ("bots.telegram.inbox:Inbox.store", "after", 1),
    "before its first message is noted": ("bots.telegram.inbox:Inbox.note", "before", 1),
    "after its first message is noted": ("bots.telegram.inbox:Inbox.note", "after", 1),
    "before it is begun": ("assistant.conversations.asking:Asking.begin", "before", 1),
    "after it is begun": ("assistant.conversations.asking:Asking.begin", "after", 1),
    "after its answer is noted": ("bots.telegram.inbox:Inbox.note", "after", 2),
    "before its answer is stored": ("assistant.conversations.store:Conversations.finish", "before", 1),
    "after its answer is stored": ("assistant.conversations.store:Conversations.finish", "after", 1),
    "before it is done": ("bots.telegram.inbox:Inbox.done", "before", 1),
    "after it is done": ("bots.telegram.inbox:Inbox.done", "after", 1),
}
CALLS = {
    "when its first message is said": ("sendMessage", False),
    "when its first message was said": ("sendMessage", True),
    "when the answer is put in": ("editMessageText", False),
    "when the answer was put in": ("editMessageText", True),
}
# What was said and could not be noted any more cannot be found again; it says nothing but that the bot is looking.
LEFT_OVER = {"before its first message is noted", "when its first message was said"}
QUICK = {"after it is begun"}


@pytest.fixture(scope="module")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("telegram")
    with open_corpus(small_settings(folder / "data")) as corpus:
        publish(corpus, folder, "brunnen", ANSWER, "Starkregen gab es keinen.")
        chats = Chats(corpus.catalogue)
        chats.enter(CHAT, "Anna")
        chats.set_informed(CHAT)
    return folder / "data"


def answered(api: Telegram, count: int) -> list[Shown]:
    """The messages that hold the answer, once there are so many."""

    def told() -> list[Shown]:
        found = [shown for shown in api.shown(CHAT) if ANSWER in shown.text and not shown.text.endswith("…")]
        return found if len(found) >= count else []

    found: list[Shown] = api.wait_for(told, 60)
    return found


def goes_on(data: Path, api: Telegram, name: str) -> None:
    """The next process answers what is open, once, and what comes then."""
    with bot_process(data, api) as process:
        answered(api, 1)
        # It is answered after all that came before it.
        api.write(CHAT, QUESTION)
        assert len(answered(api, 2)) == 2
        api.wait_for(lambda: api.unconfirmed == [])
        process.terminate()
        assert process.wait(60) == 0
    others = [shown.text for shown in api.shown(CHAT) if ANSWER not in shown.text]
    assert others == ([f"{texts.SEARCHING} …"] if name in LEFT_OVER else [])


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.long) for name in STEPS]
)
def test_a_question_is_answered_once_whatever_step_the_bot_is_killed_at(
    name: str, small_data: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(small_data, tmp_path / "data")
    with telegram() as api:
        api.write(CHAT, QUESTION)
        with bot_process(data, api, step=STEPS[name]) as process:
            assert process.wait(60) == -signal.SIGKILL
        goes_on(data, api, name)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.long) for name in CALLS]
)
def test_a_question_is_answered_once_whatever_call_the_bot_is_killed_at(
    name: str, small_data: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(small_data, tmp_path / "data")
    method, does_work = CALLS[name]
    with telegram() as api:
        with bot_process(data, api) as process:
            api.faults.append(Fault(0, method=method, does_work=does_work, kills=process.pid))
            api.write(CHAT, QUESTION)
            assert process.wait(60) == -signal.SIGKILL
        goes_on(data, api, name)


@pytest.mark.long
def test_told_to_stop_in_the_middle_of_an_answer_it_ends_and_answers_after_the_next_start(
    small_data: Path, tmp_path: Path
) -> None:
    data, held = shutil.copytree(small_data, tmp_path / "data"), tmp_path / "held"
    held.touch()
    reranker = {
        "reranker": "tests.faults.held_reranker:HeldReranker",
        "reranker_options": json.dumps({"held": str(held)}),
    }
    with telegram() as api:
        with bot_process(data, api, **reranker) as process:
            api.write(CHAT, QUESTION)
            api.wait_for_text(CHAT, "Dokument", 60)
            process.terminate()
            assert process.wait(30) == 0
        held.unlink()
        goes_on(data, api, "")
