"""A question is answered in its chat, as the answer is made; after a restart only what is missing is said."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from html import escape

from assistant.conversations.models import AnswerState, FailedEvent, StoppedEvent, StoredAnswer, ToldEvent
from assistant.models import BlockEvent, DoneEvent, Question, Sentence, StatusEvent
from assistant.rates import Kind
from bots.telegram.failures import saying_what_went_wrong
from bots.telegram.informing import inform
from bots.telegram.messages import Messages
from bots.telegram.rendering import Message, so_far, told
from bots.telegram.talk import Talk
from corpus.errors import NotFound, TooBusy
from corpus.models import Filters
from corpus.texts import conversations as talks
from corpus.texts import telegram as texts

# Telegram takes about one message a second in a chat, edits among them.
EDIT_SECONDS = 1.5
# It shows for five seconds that somebody types.
TYPING_TICKS = 3
BUSY_SECONDS = 2.0


@dataclass(slots=True)
class _Draft:
    """What there is of an answer while it is made."""

    status: str = texts.SEARCHING
    sentences: dict[int, Sentence] = field(default_factory=dict)
    has_ended: asyncio.Event = field(default_factory=asyncio.Event)


async def answer(talk: Talk, text: str, filters: Filters | None = None, *, reply_to: int | None = None) -> None:
    """Answer a question in the chat's conversation, with the chat's filters unless others are given.

    `reply_to` is the message that holds it, where that is not plain to see. Raises TooManyRequests.
    """
    if not talk.arrived.messages:
        await asyncio.to_thread(talk.counts.count, Kind.QUESTIONS, str(talk.viewer.owner))
    await inform(talk)
    messages = Messages(talk, reply_to=reply_to)
    await messages.open()
    talk.first_words.are_said(talk.arrived.update_id)
    await talk.first_words.wait_for_all()
    async with saying_what_went_wrong(lambda said: messages.fill([Message(escape(said))])):
        question = Question(text, talk.chat.filters if filters is None else filters)
        stored = await _known(talk, messages) or await _begun(talk, messages, question)
        if stored.answer is None:
            stored = await _followed(talk, messages, stored)
        await messages.fill(await asyncio.to_thread(told, talk.house, talk.viewer, stored))


async def _known(talk: Talk, messages: Messages) -> StoredAnswer | None:
    """The answer that a process before this one has made; what it left unfinished is asked anew."""
    answer_id = messages.arrived.answer_id
    if answer_id is None:
        return None
    with suppress(NotFound):
        stored = await asyncio.to_thread(talk.house.conversations.answer, answer_id)
        if stored.state is AnswerState.RUNNING:  # somebody finishes it
            await (await asyncio.to_thread(talk.house.asking.listen, answer_id)).end()
            stored = await asyncio.to_thread(talk.house.conversations.answer, answer_id)
        if stored.state in (AnswerState.DONE, AnswerState.STOPPED):
            return stored
    return None


async def _begun(talk: Talk, messages: Messages, question: Question) -> StoredAnswer:
    def begin() -> StoredAnswer:
        # In one thread, which is waited for: what was begun is noted, even if the bot is told to stop meanwhile.
        try:
            stored = talk.house.asking.begin(question, talk.chat.conversation_id)
        except NotFound:  # the conversation was deleted
            stored = talk.house.asking.begin(question)
        messages.note_answer(stored.id)
        if stored.conversation_id != talk.chat.conversation_id:
            talk.house.people.chats.go_on_in(talk.chat.id, stored.conversation_id)
        return stored

    while True:
        try:
            return await asyncio.to_thread(begin)
        except TooBusy:
            await messages.show(so_far(talks.WAITING, ()))
            await asyncio.sleep(BUSY_SECONDS)


async def _followed(talk: Talk, messages: Messages, stored: StoredAnswer) -> StoredAnswer:
    """Show the answer as it is made -> what it came to."""
    draft = _Draft()
    showing = asyncio.create_task(_show(talk, messages, draft))
    try:
        telling = await asyncio.to_thread(talk.house.asking.listen, stored.id)
        async with aclosing(telling.heard()) as heard:
            async for _, event in heard:
                last = event
                _take(draft, event)
        draft.has_ended.set()
        # An edit on its way must not come after the last one.
        await showing
    finally:
        showing.cancel()
    return _ended(stored, last)


async def _show(talk: Talk, messages: Messages, draft: _Draft) -> None:
    """Let people see it grow; several may read along in a group, which takes far fewer messages."""
    shown, ticks = "", 0
    while not draft.has_ended.is_set():
        if ticks % TYPING_TICKS == 0:
            await talk.voice.typing(talk.chat.id)
        ticks += 1
        with suppress(TimeoutError):
            await asyncio.wait_for(draft.has_ended.wait(), EDIT_SECONDS)
            return
        html = so_far(draft.status, [sentence for _, sentence in sorted(draft.sentences.items())])
        if html != shown and not talk.chat.is_group:
            await messages.show(html)
            shown = html


def _take(draft: _Draft, event: ToldEvent) -> None:
    match event:
        case StatusEvent(text):
            draft.status = text
        case BlockEvent(index, sentence):
            draft.sentences[index] = sentence


def _ended(stored: StoredAnswer, last: ToldEvent) -> StoredAnswer:
    """By what was told, for a full disk keeps nothing."""
    match last:
        case DoneEvent(whole):
            return replace(stored, state=AnswerState.DONE, answer=whole)
        case StoppedEvent(whole):
            return replace(stored, state=AnswerState.STOPPED, answer=whole)
        case FailedEvent(reason):
            return replace(stored, state=AnswerState.FAILED, reason=reason)
    raise AssertionError("an answer ends with its last event")
