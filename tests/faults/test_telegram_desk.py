"""Two real bots of one house: one answers, and when it is killed or the database goes away, each question once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from threading import Thread

import pytest

from assistant.people.chats import Chats
from corpus.opening import open_corpus
from corpus.settings import Settings
from corpus.texts import telegram as texts
from scripts.scale.child import Child
from tests.conftest import any_free_port
from tests.faults.small_corpus import EMBEDDINGS, publish
from tests.faults.telegram_server import CHAT, bot_process
from tests.scaled import scaled_settings
from tests.servers.chroma import chroma_server as own_chroma
from tests.servers.postgresql import postgresql
from tests.servers.telegram import Shown, Telegram, telegram

QUESTION = "Was kostet der Brunnen am Markt?"
ANSWER = "Der Brunnen am Markt kostet 4.000 Euro."
# After which somebody else must have taken over; this machine may be busy.
TAKEN_OVER_WITHIN = 30.0

pytestmark = [pytest.mark.long, pytest.mark.dear]


@dataclass(frozen=True)
class House:
    """A house without processes yet."""

    settings: Settings
    database: Child
    folder: Path

    @contextmanager
    def bot(self, api: Telegram, name: str, **further: str) -> Iterator[Popen[bytes]]:
        """A process that runs, whether it answers or waits for its turn."""
        said = self.folder / f"{name}.log"
        assert self.settings.database_url
        given = {
            "database_url": self.settings.database_url.get_secret_value(),
            "chroma_url": str(self.settings.chroma_url),
            "files_url": str(self.settings.files_url),
            **further,
        }
        with bot_process(self.folder / name, api, output=said, **given) as process:
            deadline = time.monotonic() + 90
            while texts.RUNNING.partition(".")[0] not in said.read_text():
                assert process.poll() is None, said.read_text()
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield process


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    further = {**EMBEDDINGS, "files_url": str(tmp_path / "files")}
    with (
        postgresql(is_durable=False) as database,
        own_chroma(tmp_path) as chroma,
        scaled_settings(database, chroma, tmp_path / "data", **further) as settings,
    ):
        with open_corpus(settings) as corpus:
            publish(corpus, tmp_path, "brunnen", ANSWER, "Starkregen gab es keinen.")
            chats = Chats(corpus.catalogue)
            chats.enter(CHAT, "Anna")
            chats.set_informed(CHAT)
        yield House(settings, database, tmp_path)


def answered(api: Telegram, count: int, seconds: float = 60) -> None:
    """Wait for so many answers; there must never be more."""

    def told() -> list[Shown]:
        found = [shown for shown in api.shown(CHAT) if ANSWER in shown.text and not shown.text.endswith("…")]
        assert len(found) <= count
        return found if len(found) == count else []

    api.wait_for(told, seconds)


def test_one_bot_answers_and_another_takes_over_when_it_is_killed(house: House) -> None:
    with telegram() as api, ExitStack() as stack:
        first = stack.enter_context(house.bot(api, "first"))
        api.write(CHAT, QUESTION)
        answered(api, 1)
        stack.enter_context(house.bot(api, "second"))
        for count in (2, 3):
            api.write(CHAT, QUESTION)
            answered(api, count)
        api.write(CHAT, QUESTION)
        first.kill()
        first.wait(20)
        answered(api, 4, TAKEN_OVER_WITHIN)
        api.write(CHAT, QUESTION)
        answered(api, 5)
        api.wait_for(lambda: api.unconfirmed == [])


def test_a_database_that_was_away_is_found_again_and_nothing_is_lost_or_said_twice(house: House) -> None:
    with telegram() as api, ExitStack() as stack:
        for name in ("first", "second"):
            stack.enter_context(house.bot(api, name))
        api.write(CHAT, QUESTION)
        answered(api, 1)
        house.database.stop()
        api.write(CHAT, QUESTION)
        time.sleep(6)
        house.database.start()
        answered(api, 2, TAKEN_OVER_WITHIN)
        for count in (3, 4):
            api.write(CHAT, QUESTION)
            answered(api, count)


def test_news_may_come_to_any_process_and_one_answers(house: House) -> None:
    with telegram() as api, ExitStack() as stack:
        ports = any_free_port(), any_free_port()
        # Telegram brings it to the second, and the first has the turn.
        address = f"http://127.0.0.1:{ports[1]}"
        for name, port in zip(("first", "second"), ports, strict=True):
            stack.enter_context(house.bot(api, name, port=str(port), telegram_webhook_url=address))
        Thread(target=api.deliver, daemon=True).start()
        for count in (1, 2):
            api.write(CHAT, QUESTION)
            answered(api, count)
