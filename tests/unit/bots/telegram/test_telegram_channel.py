"""The bot beside the pages: what it hears, how it is, and that nothing of it keeps the house from its work."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from pydantic import HttpUrl

from assistant.administration.telegram_state import TROUBLE, USERNAME
from assistant.web.app import create_app
from assistant.wiring import House
from bots.telegram import polling
from bots.telegram.channel import telegram as channel
from bots.telegram.webhook import secret_of
from corpus.texts import telegram as texts
from tests.conftest import any_free_port
from tests.servers.telegram import TOKEN, Fault, Telegram, telegram
from tests.signing_in import ADDRESS
from tests.telegram_bot import bot_of, forgetting, with_bot

ANNA = 17
HELP = texts.HELP[:20]
SECRET = "X-Telegram-Bot-Api-Secret-Token"


def trouble(house: House) -> str | None:
    return house.corpus.catalogue.fact(TROUBLE)


@contextmanager
def without_a_place(house: House) -> Iterator[None]:
    """Nothing that comes can be stored while the block runs."""
    catalogue = house.corpus.catalogue
    with catalogue.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE telegram_updates RENAME TO gone")
    try:
        yield
    finally:
        with catalogue.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE gone RENAME TO telegram_updates")


def warned(caplog: pytest.LogCaptureFixture, sentence: str) -> int:
    return sum(record.getMessage() == sentence for record in caplog.records)


def test_without_a_token_there_is_no_bot_and_no_route(house: House) -> None:
    before = threading.active_count()
    with channel(house) as router:
        assert router.routes == []
        assert threading.active_count() == before


def test_the_house_knows_how_the_bot_is_called(house: House) -> None:
    with bot_of(house) as bot:
        bot.write(ANNA, "/hilfe")
        bot.wait_for_text(ANNA, HELP)
        assert house.corpus.catalogue.fact(USERNAME) == "transferlotse_bot"
        assert not trouble(house)


@pytest.mark.parametrize("token", [TOKEN, "4712:" + "x" * 35, "unsinn"], ids=["revoked later", "revoked", "no token"])
def test_a_revoked_token_is_said_once_and_the_pages_go_on(
    house: House, caplog: pytest.LogCaptureFixture, token: str
) -> None:
    with forgetting(house), telegram() as api:
        house_with_bot = with_bot(house, api)
        api.token = token
        with channel(house_with_bot) as router:
            if token == TOKEN:
                api.write(ANNA, "/hilfe")
                api.wait_for_text(ANNA, HELP)
                api.token = "4711:" + "y" * 35
                api.update(message={})
            api.wait_for(lambda: trouble(house) == texts.REVOKED)
            calls = len(api.calls)
            time.sleep(0.3)
            assert len(api.calls) == calls
            pages = TestClient(create_app(house_with_bot, routers=[router]), base_url=ADDRESS)
            assert pages.get("/").status_code == 200
    assert warned(caplog, texts.REVOKED) == 1
    assert TOKEN not in caplog.text


def test_a_rival_is_said_once_and_when_it_is_gone_the_bot_goes_on(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "RIVAL_SECONDS", 0.1)
    with bot_of(house) as bot:
        bot.faults.append(Fault(409, "Conflict: terminated by other getUpdates request", "getUpdates", times=3))
        bot.write(ANNA, "/hilfe")
        bot.wait_for_text(ANNA, HELP)
        bot.wait_for(lambda: not trouble(house))
    assert warned(caplog, texts.RIVAL) == 1


def test_telegram_out_of_reach_at_the_start_and_later_is_said_and_got_over(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.telegram.channel.AGAIN_SECONDS", 0.1)
    monkeypatch.setattr(polling, "PAUSE_SECONDS", 0.1)
    with forgetting(house), telegram() as api:
        api.is_refusing = True
        with channel(with_bot(house, api)):
            for count in (1, 2):
                api.wait_for(lambda: trouble(house) == texts.UNREACHABLE)
                assert warned(caplog, texts.UNREACHABLE) == count
                api.is_refusing = False
                api.write(ANNA, "/hilfe")
                api.wait_for(lambda number=count: len(api.shown(ANNA)) == number)
                api.wait_for(lambda: trouble(house) == "")
                api.is_refusing = True


def test_what_cannot_be_stored_is_not_confirmed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "PAUSE_SECONDS", 0.1)
    with bot_of(house) as bot:
        bot.write(ANNA, "/hilfe")
        bot.wait_for_text(ANNA, HELP)
        with without_a_place(house):
            bot.write(ANNA, "/neu")
            bot.wait_for(lambda: trouble(house) == texts.NOT_STORED)
            assert len(bot.unconfirmed) == 1
        bot.wait_for_text(ANNA, texts.NEW)
        bot.wait_for(lambda: bot.unconfirmed == [])


@contextmanager
def brought(house: House, api: Telegram) -> Iterator[str]:
    """The pages of a house on a port, to which Telegram brings the updates -> their address."""
    address = f"http://127.0.0.1:{any_free_port()}"
    settings: dict[str, Any] = {"telegram_webhook_url": HttpUrl(address)}
    with forgetting(house), channel(with_bot(house, api, **settings)) as router:
        config = uvicorn.Config(
            create_app(with_bot(house, api, **settings), routers=[router]),
            port=int(address.rpartition(":")[2]),
            lifespan="off",
            log_level="error",
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join()


def test_telegram_may_bring_the_updates_and_nobody_else(house: House) -> None:
    with telegram() as api, brought(house, api) as address:
        api.write(ANNA, "/hilfe")
        api.wait_for_text(ANNA, HELP)
        assert api.webhook["url"] == f"{address}/telegram"
        assert api.called("getUpdates") == []
        assert set(api.deliveries) == {200}
        update = {"update_id": 7, "message": api.shown(ANNA)[0].text}
        for headers in ({}, {SECRET: ""}, {SECRET: "falsch"}, {SECRET: TOKEN}, {SECRET: "ä".encode()}):
            assert httpx.post(f"{address}/telegram", json=update, headers=headers).status_code == 403
        shown = {SECRET: secret_of(TOKEN)}
        for body in (b"", b"{", b"[]", b'"x"', b"{}", b'{"update_id": "x"}', b'{"update_id": null}'):
            assert httpx.post(f"{address}/telegram", content=body, headers=shown).status_code == 400
        for harmless in ({"update_id": 8}, {"update_id": 9, "message": {}}, {"update_id": 10, "poll": {}}):
            assert httpx.post(f"{address}/telegram", json=harmless, headers=shown).status_code == 200
        assert len(api.shown(ANNA)) == 1


def test_a_delivery_that_comes_twice_or_could_not_be_stored_is_seen_to_once(house: House) -> None:
    with telegram() as api, brought(house, api) as address:
        api.write(ANNA, "/hilfe")
        api.wait_for_text(ANNA, HELP)
        with without_a_place(house):
            api.write(ANNA, "/neu")
            api.wait_for(lambda: 500 in api.deliveries)
        api.wait_for_text(ANNA, texts.NEW)
        stranger = {"id": ANNA, "type": "private", "first_name": "Anna"}
        again = {
            "update_id": api.last_update,
            "message": {"message_id": 5, "date": 0, "chat": stranger, "text": "/neu"},
        }
        sent = httpx.post(f"{address}/telegram", json=again, headers={SECRET: secret_of(TOKEN)})
        assert sent.status_code == 200
        api.write(18, "/hilfe")
        api.wait_for_text(18, HELP)
        assert len(api.shown(ANNA)) == 2


def test_an_address_that_telegram_does_not_take_is_said(house: House) -> None:
    with telegram() as api:
        api.faults.append(Fault(400, "Bad Request: bad webhook: HTTPS url must be provided", "setWebhook"))
        with brought(house, api):
            api.wait_for(lambda: trouble(house) == texts.WEBHOOK_REFUSED)


def test_a_house_that_asks_again_after_a_webhook_takes_it_away(house: House) -> None:
    with forgetting(house), telegram() as api:
        api.webhook = {"url": "http://127.0.0.1:9", "secret": ""}
        with channel(with_bot(house, api)):
            api.write(ANNA, "/hilfe")
            api.wait_for_text(ANNA, HELP)
            assert api.webhook == {}


def test_told_to_end_it_ends_in_the_middle_of_a_wait(house: House) -> None:
    with bot_of(house) as bot:
        bot.wait_for(lambda: bot.called("getUpdates"))
        began = time.monotonic()
    assert time.monotonic() - began < 3
