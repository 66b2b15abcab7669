"""Questions that are asked by a button: one that goes on from an answer, or the same once more."""

from __future__ import annotations

import asyncio

from assistant.conversations.models import StoredAnswer
from bots.telegram.answering import answer
from bots.telegram.failures import saying_what_went_wrong
from bots.telegram.markup import escaped
from bots.telegram.talk import Press, Talk
from corpus.errors import NotFound
from corpus.models import Filters
from corpus.texts import telegram as texts


async def ask_next(talk: Talk, press: Press) -> None:
    """One of the questions that an answer offers."""
    match press.said:
        case (answer_id, place) if place.isdecimal():
            stored = await _stored(talk, answer_id)
            offered = stored.answer.next_questions if stored.answer else ()
            if int(place) < len(offered):
                return await _ask(talk, press, offered[int(place)], stored.filters)
    raise NotFound(texts.STALE_BUTTON)


async def ask_without_filters(talk: Talk, press: Press) -> None:
    """The same question, asked of all documents."""
    stored = await _asked(talk, press)
    await _ask(talk, press, stored.question, Filters())


async def ask_again(talk: Talk, press: Press) -> None:
    """The same question, just as it was asked."""
    stored = await _asked(talk, press)
    await _ask(talk, press, stored.question, stored.filters)


async def _asked(talk: Talk, press: Press) -> StoredAnswer:
    match press.said:
        case (answer_id,):
            return await _stored(talk, answer_id)
    raise NotFound(texts.STALE_BUTTON)


async def _stored(talk: Talk, answer_id: str) -> StoredAnswer:
    return await asyncio.to_thread(talk.house.conversations.answer, answer_id)


async def _ask(talk: Talk, press: Press, question: str, filters: Filters) -> None:
    await talk.voice.acknowledge(press.id)
    # After a restart it has been said before.
    if not talk.arrived.messages:
        await talk.say(texts.ASKED.format(question=escaped(question)))
    async with saying_what_went_wrong(lambda said: talk.say(escaped(said))):
        await answer(talk, question, filters)
