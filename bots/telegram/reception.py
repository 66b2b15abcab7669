"""Looks at an update, finds out who it is from, and brings it to the room that sees to it."""

from __future__ import annotations

import asyncio
import re
from html import escape

from telegram import CallbackQuery, Message, Update

from assistant.people.viewer import NOBODY
from assistant.reporting import report
from assistant.wiring import House
from bots.telegram import rooms
from bots.telegram.answering import answer
from bots.telegram.failures import Gone, Revoked
from bots.telegram.inbox import Arrived, Inbox
from bots.telegram.talk import Press, Talk
from bots.telegram.visitor import refusal, viewer_of
from bots.telegram.voice import Voice, plain
from corpus.errors import TransferlotseError
from corpus.texts import telegram as texts

COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)
LONGEST_ALERT = 200
# What no question is: which attribute of a message says so, and what is said to it.
HINTS = {
    "voice": texts.NO_VOICE,
    "audio": texts.NO_VOICE,
    "video_note": texts.NO_VOICE,
    "photo": texts.NO_PICTURE,
    "video": texts.NO_PICTURE,
    "animation": texts.NO_STICKER,
    "sticker": texts.NO_STICKER,
    "dice": texts.NO_STICKER,
    "document": texts.NO_FILE,
    "location": texts.ONLY_TEXT,
    "contact": texts.ONLY_TEXT,
    "poll": texts.ONLY_TEXT,
}


class Reception:
    """Sees to one update after the other of each chat."""

    def __init__(self, house: House, inbox: Inbox, voice: Voice) -> None:
        self._house = house
        self._inbox = inbox
        self._voice = voice

    async def see_to(self, arrived: Arrived) -> None:
        """Do what an update asks for; what goes wrong is said in its chat. Raises Revoked."""
        try:
            update = Update.de_json(dict(arrived.content), None)
            if update.callback_query:
                await self._pressed(arrived, update.callback_query)
            elif update.effective_message:
                await self._came(arrived, update.effective_message, was_edited=update.edited_message is not None)
        except Revoked:
            raise
        except Gone:
            pass
        except Exception as error:  # whatever came must not come again and again
            report(error)

    async def _came(self, arrived: Arrived, message: Message, *, was_edited: bool) -> None:
        talk = await self._talk(arrived, message)
        text = self._said_to_us(message)
        if text is None:
            return
        reply_to = message.message_id if was_edited or talk.chat.is_group else None
        try:
            await self._see_to_message(talk, message, text, reply_to)
        except TransferlotseError as error:
            await talk.say(escape(error.message))
        except (Gone, Revoked):
            raise
        except Exception as error:
            report(error)
            await talk.say(texts.UNEXPECTED)

    async def _see_to_message(self, talk: Talk, message: Message, text: str, reply_to: int | None) -> None:
        command = COMMAND.fullmatch(text)
        name = command[1].casefold() if command else ""
        if talk.viewer is NOBODY and name not in rooms.FOR_EVERYBODY:
            await talk.say(refusal(talk.chat, talk.house.settings))
        elif command:
            room = rooms.COMMANDS.get(name)
            await (room(talk, (command[3] or "").strip()) if room else talk.say(texts.UNKNOWN_COMMAND))
        elif text:
            await answer(talk, text, reply_to=reply_to)
        elif hint := next((said for kind, said in HINTS.items() if getattr(message, kind)), None):
            await talk.say(hint)

    async def _pressed(self, arrived: Arrived, query: CallbackQuery) -> None:
        if not isinstance(query.message, Message):  # too old to be known
            await self._voice.acknowledge(query.id, texts.STALE_BUTTON)
            return
        talk = await self._talk(arrived, query.message)
        name, *said = (query.data or "").split(":")
        room = rooms.PRESSES.get(name)
        try:
            if talk.viewer is NOBODY:
                told = plain(refusal(talk.chat, talk.house.settings))
                await talk.voice.acknowledge(query.id, told[:LONGEST_ALERT], alert=True)
            elif room is None:
                await talk.voice.acknowledge(query.id, texts.STALE_BUTTON)
            else:
                await room(talk, Press(query.id, tuple(said)))
        except TransferlotseError as error:
            await talk.voice.acknowledge(query.id, error.message[:LONGEST_ALERT], alert=True)
        except (Gone, Revoked):
            raise
        except Exception as error:
            report(error)
            await talk.voice.acknowledge(query.id, texts.UNEXPECTED, alert=True)

    async def _talk(self, arrived: Arrived, message: Message) -> Talk:
        name = message.chat.title or message.chat.full_name or ""
        chat = await asyncio.to_thread(self._house.people.chats.enter, arrived.chat_id, name)
        viewer = viewer_of(chat, self._house.settings)
        house = self._house.seen_by(viewer)
        return Talk(self._voice, house, viewer, chat, self._inbox, arrived, message.message_id)

    def _said_to_us(self, message: Message) -> str | None:
        """What was written, '' where it is no text; None where a group speaks of something else."""
        text = (message.text or "").strip()
        if message.chat.id > 0:
            return text
        mention = re.compile(rf"(?<!\w)@{re.escape(self._voice.username)}(?!\w)", re.IGNORECASE)
        if COMMAND.fullmatch(text):
            return text if mention.search(text) or "@" not in text.split()[0] else None
        if mention.search(text):
            return " ".join(mention.sub(" ", text).split())
        answered = message.reply_to_message
        is_reply = answered and answered.from_user and answered.from_user.username == self._voice.username
        return text if is_reply else None
