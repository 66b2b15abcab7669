"""Canaries in the token, in questions and in names at Telegram: none of them in what the bot says, at level debug."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from assistant.wiring import House
from corpus.texts import telegram as texts
from tests.faults.telegram_server import bot_process
from tests.servers.telegram import TOKEN, Fault, telegram
from tests.telegram_bot import bot_of

CANARY = "Murmelfrosch"
ANNA = 17


def test_neither_the_token_nor_what_people_write_is_in_any_output(tmp_path: Path) -> None:
    said = tmp_path / "said"
    with telegram() as api:
        api.name(ANNA, first_name=CANARY, username=CANARY.lower())
        api.faults += [
            Fault(502, "<html>Bad Gateway</html>", "getUpdates"),
            Fault(400, f"Bad Request: {CANARY}", "editMessageText", times=2),
        ]
        with bot_process(tmp_path / "data", api, output=said, log_level="debug") as process:
            for text in (f"Was kostet der {CANARY}?", f"/{CANARY}", f"/neu {CANARY}", f"{CANARY}\0", CANARY * 500):
                api.write(ANNA, text)
            api.send_file(ANNA, CANARY.encode(), f"{CANARY}.txt")
            api.update(message={"message_id": CANARY, "chat": {"id": ANNA}})
            api.call_back(api.wait_for(lambda: api.shown(ANNA), 60)[0], CANARY)
            api.wait_for(lambda: api.acknowledged, 60)
            api.write(ANNA, "/hilfe")
            api.wait_for_text(ANNA, texts.HELP[:20], 60)
            api.token = "4711:" + "y" * 35
            api.update(message={})
            # It ends by itself, for there is nothing left to do.
            assert process.wait(60) == 0
    told = said.read_text()
    assert texts.REVOKED in told
    assert "unexpected" in told
    for canary in (CANARY, TOKEN, TOKEN.partition(":")[2]):
        assert canary.casefold() not in told.casefold(), (canary, told)


def test_what_the_library_would_log_is_not_logged_whatever_the_level(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), bot_of(house) as bot:
        bot.write(ANNA, f"/hilfe {CANARY}")
        bot.wait_for_text(ANNA, texts.HELP[:20])
    for canary in (CANARY, TOKEN):
        assert canary not in caplog.text
