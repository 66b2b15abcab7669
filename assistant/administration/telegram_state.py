"""How the bot at Telegram is: its channel writes it down, the pages say it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.catalogue import Catalogue
from corpus.processes import Kind, living
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


def token_of(settings: Settings) -> str:
    """The bot's token; '' where none is set up."""
    return settings.telegram_token.get_secret_value() if settings.telegram_token else ""


def telegram_state(catalogue: Catalogue, settings: Settings) -> TelegramState:
    """How it is at this moment; of a bot that was set up once and is not any more, nothing is said.

    Where several processes serve, the token may be known to that of the bot alone.
    """
    if not token_of(settings) and not _is_served_elsewhere(catalogue):
        return TelegramState()
    return TelegramState(True, catalogue.fact(USERNAME) or "", catalogue.fact(TROUBLE) or "")


def _is_served_elsewhere(catalogue: Catalogue) -> bool:
    return catalogue.is_shared and any(process.kind is Kind.BOT for process in living(catalogue))
