"""Commands about asking, some of which are buttons as well."""

from __future__ import annotations

import asyncio

from bots.telegram.talk import Press, Talk
from corpus.texts import telegram as texts


async def give_help(talk: Talk, _: str) -> None:
    """/hilfe: how to ask, and every command."""
    commands = "\n".join(f"/{name} – {said}" for name, said in texts.MENU.items())
    await talk.say(f"{texts.HELP}\n\n{commands}")


async def begin_anew(talk: Talk, _: str) -> None:
    """/neu: the next question begins a conversation."""
    await asyncio.to_thread(talk.house.people.chats.go_on_in, talk.chat.id, None)
    await talk.say(texts.NEW)


async def begin_anew_pressed(talk: Talk, press: Press) -> None:
    """The same by a button."""
    await talk.voice.acknowledge(press.id)
    await begin_anew(talk, "")
