"""What people think of an answer, by buttons: a verdict, what is wrong, and a question that lacks evidence.

Each button says what is to hold, so that an update that is seen to twice changes nothing more.
"""

from __future__ import annotations

import asyncio

from assistant.conversations.models import Reason
from assistant.wiring import House
from bots.telegram import keyboards
from bots.telegram.rendering import told
from bots.telegram.talk import Press, Talk
from corpus.errors import NotFound
from corpus.texts import gaps as gap_texts
from corpus.texts import telegram as texts

VERDICTS = {"1": True, "0": False}


async def give(talk: Talk, press: Press) -> None:
    """Helpful or not, or neither any more."""
    match press.said:
        case (answer_id, "1" | "0" as said):
            await asyncio.to_thread(talk.house.verdicts.give, answer_id, helpful=VERDICTS[said])
            thanks = texts.THANKS if VERDICTS[said] else texts.WHAT_IS_WRONG
        case (answer_id, keyboards.WITHDRAWN):
            await asyncio.to_thread(talk.house.verdicts.withdraw, answer_id)
            thanks = texts.WITHDRAWN
        case _:
            raise NotFound(texts.STALE_BUTTON)
    await talk.voice.acknowledge(press.id, thanks)
    await _show_again(talk, answer_id)


async def give_reason(talk: Talk, press: Press) -> None:
    """One thing that is wrong, or is not any more."""
    match press.said:
        case (answer_id, reason, "1" | keyboards.WITHDRAWN as said) if reason in set(Reason):
            await asyncio.to_thread(_with_reason, talk.house, answer_id, Reason(reason), holds=said == "1")
        case _:
            raise NotFound(texts.STALE_BUTTON)
    await talk.voice.acknowledge(press.id, texts.THANKS)
    await _show_again(talk, answer_id)


async def report_gap(talk: Talk, press: Press) -> None:
    """The editors get the question, with nothing about who asked."""
    match press.said:
        case (answer_id,):
            await asyncio.to_thread(talk.house.gaps.report, answer_id)
        case _:
            raise NotFound(texts.STALE_BUTTON)
    await talk.voice.acknowledge(press.id, gap_texts.REPORTED)
    await _show_again(talk, answer_id)


def _with_reason(house: House, answer_id: str, reason: Reason, *, holds: bool) -> None:
    before = house.conversations.answer(answer_id).feedback
    reasons = set(before.reasons) if before else set[Reason]()
    text = before.text if before else ""
    changed = reasons | {reason} if holds else reasons - {reason}
    house.verdicts.give(answer_id, helpful=False, reasons=changed, text=text)


async def _show_again(talk: Talk, answer_id: str) -> None:
    """The message below which the button is, as things are now."""
    stored = await asyncio.to_thread(talk.house.conversations.answer, answer_id)
    last = (await asyncio.to_thread(told, talk.house, talk.viewer, stored))[-1]
    await talk.voice.change(talk.chat.id, talk.message_id, last.html, last.keyboard)
