"""The messages that hold an answer: said empty and noted first, filled by edits; so no text is ever said twice."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bots.telegram.inbox import Arrived
from bots.telegram.rendering import Message, so_far
from bots.telegram.talk import Talk
from corpus.texts import telegram as texts

# Where Telegram does not answer, stopping is more.
STOPPING_SECONDS = 5.0


class Messages:
    """Those for one question, with what a process that was killed has said of them already."""

    def __init__(self, talk: Talk, *, reply_to: int | None = None) -> None:
        self.arrived: Arrived = talk.arrived
        self._talk = talk
        self._reply_to = reply_to

    async def open(self) -> None:
        """Say at once that the question came."""
        if not self.arrived.messages:
            await self._say(so_far(texts.SEARCHING, ()))

    async def show(self, html: str) -> None:
        """What there is so far stands in the first one."""
        await self._talk.voice.change(self._talk.chat.id, self.arrived.messages[0], html)

    async def fill(self, whole: Sequence[Message]) -> None:
        """Put the whole answer into as many as it needs."""
        for place, message in enumerate(whole):
            if place == len(self.arrived.messages):
                await self._say(texts.GOES_ON)
            await self._talk.voice.change(
                self._talk.chat.id, self.arrived.messages[place], message.html, message.keyboard
            )

    def note_answer(self, answer_id: str) -> None:
        """Remember which answer it is."""
        self.arrived = self._talk.inbox.note(self.arrived, answer_id=answer_id)

    async def _say(self, html: str) -> None:
        """Say it and note that it was said; told to stop meanwhile, it gets this far, or that would be left over."""
        saying = asyncio.create_task(self._said_and_noted(html))
        try:
            await asyncio.shield(saying)
        finally:
            if not saying.done():
                await asyncio.wait([saying], timeout=STOPPING_SECONDS)
                saying.cancel()

    async def _said_and_noted(self, html: str) -> None:
        said = await self._talk.voice.say(self._talk.chat.id, html, reply_to=self._reply_to)
        self.arrived = await asyncio.to_thread(self._talk.inbox.note, self.arrived, messages=[said])
