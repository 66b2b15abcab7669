"""Looks at an update, finds out who it is from, and brings it to the room that sees to it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from html import escape

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, Update

from assistant.people.chat_traces import chat_owner
from assistant.people.viewer import NOBODY
from assistant.rates import Counts, Kind
from assistant.reporting import report
from assistant.wiring import House
from bots.telegram import rooms
from bots.telegram.answering import answer
from bots.telegram.failures import Gone, Revoked, saying_what_went_wrong
from bots.telegram.files import offer
from bots.telegram.first_words import FirstWords
from bots.telegram.inbox import Arrived, Inbox
from bots.telegram.talk import Press, Talk
from bots.telegram.visitor import refusal, viewer_of
from bots.telegram.voice import Voice, plain
from corpus.database import is_away
from corpus.errors import TooManyRequests
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
        self._counts = Counts(house.settings, house.corpus.catalogue, "telegram")
        self._first_words = FirstWords()

    async def see_to(self, arrived: Arrived) -> None:
        """Do what an update asks for; what goes wrong is said in its chat.

        Raises Revoked, and whatever says that the database is away: then it is to be seen to again.
        """
        self._first_words.are_due(arrived.update_id)
        try:
            # Who floods the bot would else keep it from everybody, for Telegram takes only so much from it.
            await asyncio.to_thread(self._counts.count, Kind.REQUESTS, chat_owner(arrived.chat_id))
            update = Update.de_json(dict(arrived.content), None)
            if update.callback_query:
                await self._pressed(arrived, update.callback_query)
            elif update.effective_message:
                await self._came(arrived, update.effective_message, was_edited=update.edited_message is not None)
        except Revoked:
            raise
        except (Gone, TooManyRequests):
            pass
        except Exception as error:  # whatever came must not come again and again
            if is_away(error):
                raise
            report(error)
        finally:
            self._first_words.are_said(arrived.update_id)

    async def _came(self, arrived: Arrived, message: Message, *, was_edited: bool) -> None:
        text = self._said_to_us(message)
        if text is None:
            return
        talk = await self._talk(arrived, message)
        async with saying_what_went_wrong(lambda said: talk.say(escape(said))):
            is_plain = not was_edited and not talk.chat.is_group
            await self._see_to_message(talk, message, text, None if is_plain else message.message_id)

    async def _see_to_message(self, talk: Talk, message: Message, text: str, reply_to: int | None) -> None:
        hint = next((said for kind, said in HINTS.items() if getattr(message, kind)), None)
        # Of a moving picture Telegram says that it is a file, too.
        document = None if message.animation else message.document
        if not text and not document and not hint:  # somebody came, something was pinned ...
            return
        command = COMMAND.fullmatch(text)
        name = command[1].casefold() if command else ""
        if talk.viewer is NOBODY and name not in rooms.FOR_EVERYBODY:
            await talk.say(refusal(talk.chat, talk.house.settings))
        elif command:
            room = rooms.COMMANDS.get(name)
            await (room(talk, (command[3] or "").strip()) if room else talk.say(texts.UNKNOWN_COMMAND))
        elif text:
            await answer(talk, text, reply_to=reply_to)
        elif document:
            await offer(talk, message, document)
        elif hint:
            await talk.say(hint)

    async def _pressed(self, arrived: Arrived, query: CallbackQuery) -> None:
        def alert(said: str) -> Awaitable[None]:
            return self._voice.acknowledge(query.id, said[:LONGEST_ALERT], alert=True)

        name, *said = (query.data or "").split(":")
        room = rooms.PRESSES.get(name)
        async with saying_what_went_wrong(alert):
            if room is None or query.message is None:
                await self._voice.acknowledge(query.id, texts.STALE_BUTTON)
                return
            talk = await self._talk(arrived, query.message)
            if talk.viewer is NOBODY and name not in rooms.PRESSES_FOR_EVERYBODY:
                await alert(plain(refusal(talk.chat, talk.house.settings)))
            else:
                about = query.message.reply_to_message if isinstance(query.message, Message) else None
                await room(talk, Press(query.id, tuple(said), about))

    async def _talk(self, arrived: Arrived, message: MaybeInaccessibleMessage) -> Talk:
        name = _readable(message.chat.title or message.chat.full_name or "")
        chat = await asyncio.to_thread(self._house.people.chats.enter, arrived.chat_id, name)
        viewer = viewer_of(chat, self._house.settings)
        house = self._house.seen_by(viewer)
        return Talk(
            self._voice,
            house,
            self._counts,
            self._first_words,
            viewer,
            chat,
            self._inbox,
            arrived,
            message.message_id,
        )

    def _said_to_us(self, message: Message) -> str | None:
        """What was written, '' where it is no text; None where a group speaks of something else."""
        text = _readable(message.text or "").strip()
        if message.chat.id > 0:
            return text
        mention = re.compile(rf"(?<!\w)@{re.escape(self._voice.username)}(?!\w)", re.IGNORECASE)
        if command := COMMAND.fullmatch(text):
            return text if (command[2] or self._voice.username).casefold() == self._voice.username.casefold() else None
        if mention.search(text):
            return " ".join(mention.sub(" ", text).split())
        answered = message.reply_to_message
        is_reply = answered and answered.from_user and answered.from_user.username == self._voice.username
        return text if is_reply else None


def _readable(text: str) -> str:
    """Without halves of characters, which nothing can keep."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
