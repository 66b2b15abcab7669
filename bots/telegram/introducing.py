"""What Telegram shows of the bot before anybody writes: its commands, and what it is for."""

from __future__ import annotations

from telegram import BotCommand
from telegram.error import BadRequest
from telegram.ext import ExtBot

from assistant.reporting import report
from bots.telegram.insisting import insisting
from corpus.texts import telegram as texts


async def introduce(bot: ExtBot[int]) -> None:
    """Say so; the bot works without it."""
    try:
        await insisting(lambda: _introduce(bot))
    except BadRequest as error:
        report(error)


async def _introduce(bot: ExtBot[int]) -> None:
    """Only what Telegram does not know yet: it takes few changes in a while."""
    menu = tuple(BotCommand(name, said) for name, said in texts.MENU.items())
    if await bot.get_my_commands() != menu:
        await bot.set_my_commands(menu)
    if (await bot.get_my_description()).description != texts.DESCRIPTION:
        await bot.set_my_description(texts.DESCRIPTION)
    if (await bot.get_my_short_description()).short_description != texts.SHORT_DESCRIPTION:
        await bot.set_my_short_description(texts.SHORT_DESCRIPTION)
