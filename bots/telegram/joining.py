"""Coming in: the greeting, and the code that makes a chat somebody's."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from html import escape

from assistant.people.models import Person
from assistant.people.viewer import NOBODY
from bots.telegram.buttons import Button
from bots.telegram.informing import inform
from bots.telegram.talk import Press, Talk
from bots.telegram.visitor import refusal
from corpus.errors import NotFound, RefusedInput
from corpus.texts import telegram as texts


async def start(talk: Talk, code: str) -> None:
    """/start: the greeting; with what stands in a link of the account's page, the same as /verbinden."""
    if code:
        await pair(talk, code)
    elif talk.viewer is NOBODY:
        await talk.say(refusal(talk.chat, talk.house.settings))
    else:
        await talk.say(texts.WELCOME)
        await inform(talk)


async def pair(talk: Talk, code: str) -> None:
    """/verbinden CODE: from now on this chat is that of somebody's account; raises TooManyAttempts."""
    if not talk.house.settings.sign_in:
        await talk.say(texts.NO_ACCOUNTS)
        return
    if not code:
        await talk.say(texts.HOW_TO_PAIR)
        return
    try:
        person = await asyncio.to_thread(talk.house.people.pairing.redeem, code, talk.chat.id)
    except RefusedInput as refused:
        whose = texts.PAIRED_ALREADY.format(account=_account(talk.chat.person)) if talk.chat.person else ""
        await talk.say(escape(refused.message) + whose)
        return
    await talk.say(texts.PAIRED.format(account=_account(person)), [[Button(texts.NOT_MINE, "trennen")]])
    await inform(talk)


async def unpair_pressed(talk: Talk, press: Press) -> None:
    """'Nicht mein Konto': the chat is nobody's any more."""
    if talk.chat.person:
        with suppress(NotFound):
            await asyncio.to_thread(talk.house.people.chats.unpair, talk.chat.id, talk.chat.person.id)
    await talk.voice.acknowledge(press.id)
    await talk.voice.change(talk.chat.id, talk.message_id, texts.UNPAIRED)


def _account(person: Person) -> str:
    return escape(f"{person.name} ({person.sign_in_name})")
