"""One update as a room gets it: who says what, in which house, and through which voice to answer."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message

from assistant.people.chats import Chat
from assistant.people.viewer import Viewer
from assistant.rates import Counts
from assistant.wiring import House
from bots.telegram.buttons import Keyboard
from bots.telegram.first_words import FirstWords
from bots.telegram.inbox import Arrived, Inbox
from bots.telegram.voice import Voice


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in a chat; `house` is as this viewer sees it, and `counts` is how much everybody asked for.

    `message_id` is the message that came, or the one whose button was pressed.
    """

    voice: Voice
    house: House
    counts: Counts
    first_words: FirstWords
    viewer: Viewer
    chat: Chat
    inbox: Inbox
    arrived: Arrived
    message_id: int

    async def say(self, html: str, keyboard: Keyboard = ()) -> int:
        """Say something in this chat -> the message's id."""
        return await self.voice.say(self.chat.id, html, keyboard)


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed: what its data says after the first colon, in parts. Whoever sees to it acknowledges it.

    `about` is the message that the one with the button replies to, where Telegram still knows it.
    """

    id: str
    said: tuple[str, ...]
    about: Message | None = None
