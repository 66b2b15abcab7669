from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.wiring import House
from tests.servers.telegram import Telegram
from tests.telegram_bot import bot_of


@pytest.fixture
def bot(house: House) -> Iterator[Telegram]:
    """The Bot API with the bot of a house that everybody may ask."""
    with bot_of(house) as api:
        yield api
