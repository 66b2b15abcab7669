"""The bot of a house in this process, with the Bot API on loopback."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

from pydantic import HttpUrl, SecretStr
from sqlalchemy import delete

from assistant.people.chats import Chat
from assistant.wiring import House
from bots.telegram.channel import telegram as channel
from corpus.schema import conversations, telegram_chats, telegram_updates
from tests.servers.telegram import Shown, Telegram, telegram

INFORMED = (17, 18, -1001)


def with_bot(house: House, api: Telegram, **settings: object) -> House:
    """The same house with a bot of this service, which everybody may ask unless `settings` say otherwise."""
    given = {
        "telegram_token": SecretStr(api.token),
        "telegram_api_url": HttpUrl(api.url),
        "telegram_everyone": True,
        **settings,
    }
    return replace(house, settings=house.settings.model_copy(update=given))


@contextmanager
def bot_of(house: House, *, informed: Collection[int] = INFORMED, **settings: object) -> Iterator[Telegram]:
    """What people do and see at Telegram while the bot of this house runs.

    In the chats that are `informed` what must be told before the first answer was told already.
    """
    with forgetting(house), telegram() as api:
        for chat_id in informed:
            house.people.chats.enter(chat_id, "")
            house.people.chats.set_informed(chat_id)
        with channel(with_bot(house, api, **settings)):
            yield api


@contextmanager
def forgetting(house: House) -> Iterator[None]:
    """Afterwards nobody at Telegram is known."""
    try:
        yield
    finally:
        with house.corpus.catalogue.writing() as connection:
            for table in (telegram_updates, telegram_chats):
                connection.execute(delete(table))
            connection.execute(delete(conversations).where(conversations.c.owner.startswith("telegram:")))


def chat_of(house: House, chat_id: int) -> Chat:
    """What the house knows of a chat."""
    return house.people.chats.enter(chat_id, "Anna")


def asked(api: Telegram, chat_id: int, question: str) -> Shown:
    """Somebody asks, and waits for the whole answer -> the message with its buttons."""
    before = len(api.shown(chat_id))
    api.write(chat_id, question)
    return answered(api, chat_id, before)


def answered(api: Telegram, chat_id: int, before: int) -> Shown:
    """The message with the buttons of an answer, once it is there behind so many that were `before`."""
    message: Shown = api.wait_for(lambda: next((m for m in api.shown(chat_id)[before:] if m.keyboard), None))
    return message


def said_to(api: Telegram, press: str) -> str:
    """What is said to a press itself, once it was seen to."""
    given = api.wait_for(lambda: api.acknowledged.get(press))
    return str(given.get("text", ""))
