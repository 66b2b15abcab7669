"""How the bot at Telegram is: its channel writes it down, the pages say it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.catalogue import Catalogue
from corpus.settings import Settings

# The names of the facts: how the bot is called there, without the @; a German sentence on why nothing comes just now.
USERNAME, TROUBLE = "telegram.username", "telegram.trouble"


@dataclass(frozen=True, slots=True)
class TelegramState:
    """Whether a bot is set up; its `username` is '' until Telegram has said it, `trouble` while there is none."""

    is_on: bool = False
    username: str = ""
    trouble: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether people can write to it."""
        return bool(self.is_on and self.username)


def has_telegram(settings: Settings) -> bool:
    """Whether a bot is set up."""
    return bool(settings.telegram_token and settings.telegram_token.get_secret_value())


def telegram_state(catalogue: Catalogue, settings: Settings) -> TelegramState:
    """How it is at this moment; of a bot that was set up once and is not any more, nothing is said."""
    if not has_telegram(settings):
        return TelegramState()
    return TelegramState(True, catalogue.fact(USERNAME) or "", catalogue.fact(TROUBLE) or "")
