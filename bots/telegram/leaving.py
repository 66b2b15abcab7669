"""/loeschen: everything that the house keeps of somebody's asking, after it was said what that is."""

from __future__ import annotations

import asyncio
from html import escape

from assistant.people.chat_traces import chat_owner
from bots.telegram.buttons import Button
from bots.telegram.talk import Press, Talk
from corpus.texts import telegram as texts

YES, NO = "ja", "nein"


async def ask_whether(talk: Talk, _: str) -> None:
    """Say exactly what would go and what would stay, with a button for each answer."""
    count = await asyncio.to_thread(_count, talk)
    person = talk.chat.person
    if talk.chat.is_group:
        what = texts.LEAVING_GROUP.format(count=count)
    elif person and not person.disabled:
        what = texts.LEAVING_ACCOUNT.format(count=count, name=escape(person.name))
    else:
        what = texts.LEAVING.format(count=count)
    buttons = [Button(texts.LEAVE, f"d:{YES}"), Button(texts.STAY, f"d:{NO}")]
    await talk.say(f"{what}\n\n{texts.LEAVING_STAYS}", [buttons])


async def leave_pressed(talk: Talk, press: Press) -> None:
    """Do so, or leave everything as it is."""
    await talk.voice.acknowledge(press.id)
    if press.said == (YES,):
        await asyncio.to_thread(_leave, talk)
        await talk.voice.change(talk.chat.id, talk.message_id, texts.LEFT)
    else:
        await talk.voice.change(talk.chat.id, talk.message_id, texts.STAYED)


def _owners(talk: Talk) -> list[str]:
    """Whose conversations are meant: the chat's own, and those of its account; a locked one stays as it is."""
    person = talk.chat.person
    is_theirs = person is not None and not person.disabled and not talk.chat.is_group
    return [chat_owner(talk.chat.id), *([person.id] if person and is_theirs else [])]


def _count(talk: Talk) -> int:
    return sum(len(talk.house.conversations.of(owner).newest(most=None)) for owner in _owners(talk))


def _leave(talk: Talk) -> None:
    # The chat goes last: whatever interrupts this, the button is known to be theirs when it is pressed again.
    for owner in _owners(talk):
        talk.house.asking.of(owner).remove_all()
    talk.house.people.chats.forget(talk.chat.id, talk.arrived.update_id)
