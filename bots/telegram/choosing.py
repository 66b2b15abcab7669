"""/filter: in which part of the corpus the next questions are asked, chosen by buttons in one message."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping

from assistant.filter_choices import FIELDS, choices_of, value_of
from bots.telegram.buttons import Button
from bots.telegram.markup import bold, escaped, shortened
from bots.telegram.rendering import Message
from bots.telegram.talk import Press, Talk
from corpus.corpus import Corpus
from corpus.errors import NotFound
from corpus.models import Filters
from corpus.texts import filters as filter_texts
from corpus.texts import telegram as texts

ON_A_PAGE = 10
LONGEST_LABEL = 50
NOTHING = "-"
PAGE = "p"


async def choose(talk: Talk, _: str) -> None:
    """/filter: what holds now, and what can be changed."""
    shown = await asyncio.to_thread(_overview, talk.house.corpus, talk.chat.filters.values)
    await talk.say(shown.html, shown.keyboard)


async def change(talk: Talk, press: Press) -> None:
    """A button of that message: show the values of a field, take one, or let it be."""
    shown = await asyncio.to_thread(_pressed, talk, press)
    await talk.voice.acknowledge(press.id)
    await talk.voice.change(talk.chat.id, talk.message_id, shown.html, shown.keyboard)


def _pressed(talk: Talk, press: Press) -> Message:
    corpus, chosen = talk.house.corpus, dict(talk.chat.filters.values)
    match press.said:
        case ("",):
            return _overview(corpus, chosen)
        case (said,) if said == NOTHING:
            chosen = {}
        case (key, said) if said == NOTHING:
            chosen.pop(key, None)
        case (key,) if key in FIELDS:
            return _field(corpus, key, chosen.get(key, ""), 0)
        case (key, said) if key in FIELDS and said[:1] == PAGE and said[1:].isdecimal():
            return _field(corpus, key, chosen.get(key, ""), int(said[1:]))
        case (key, said) if key in FIELDS:
            chosen[key] = _value(corpus, key, said)
        case _:
            raise NotFound(texts.STALE_BUTTON)
    filters = {key: chosen[key] for key in FIELDS if key in chosen}
    talk.house.people.chats.set_filters(talk.chat.id, Filters(filters))
    return _overview(corpus, filters)


def _overview(corpus: Corpus, chosen: Mapping[str, str]) -> Message:
    """What holds in each field of which the documents know anything."""
    rows = []
    for key in FIELDS:
        value = chosen.get(key, "")
        if choices_of(corpus, key, value):
            name = value_of(corpus, key, value) if value else filter_texts.EVERY
            said = filter_texts.CHIP.format(label=filter_texts.LABELS[key], value=name)
            rows.append([Button(shortened(said, LONGEST_LABEL), f"f:{key}")])
    if chosen:
        rows.append([Button(texts.FILTER_REMOVE_ALL, f"f:{NOTHING}")])
    hint = texts.FILTER_HINT if rows else texts.FILTER_NONE
    return Message(f"{bold(texts.FILTER_TITLE)}\n{escaped(hint)}", rows)


def _field(corpus: Corpus, key: str, chosen: str, page: int) -> Message:
    """The values of one field, some at a time."""
    choices = choices_of(corpus, key, chosen)
    last = max(0, (len(choices) - 1) // ON_A_PAGE)
    page = min(page, last)
    rows = [
        [_button(f"f:{key}:{_hash(choice.value)}", choice.name, is_chosen=choice.value == chosen)]
        for choice in choices[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    ]
    turning = []
    if page > 0:
        turning.append(Button(texts.FILTER_BEFORE, f"f:{key}:{PAGE}{page - 1}"))
    if page < last:
        turning.append(Button(texts.FILTER_MORE, f"f:{key}:{PAGE}{page + 1}"))
    everything = _button(f"f:{key}:{NOTHING}", texts.FILTER_EVERY, is_chosen=not chosen)
    return Message(bold(filter_texts.LABELS[key]), [[everything], *rows, turning, [Button(texts.FILTER_BACK, "f:")]])


def _button(data: str, name: str, *, is_chosen: bool) -> Button:
    label = shortened(name, LONGEST_LABEL)
    return Button(texts.CHOSEN.format(name=label) if is_chosen else label, data)


def _value(corpus: Corpus, key: str, hashed: str) -> str:
    """The value that a button stands for, if the documents still have it."""
    for choice in choices_of(corpus, key, ""):
        if _hash(choice.value) == hashed:
            return choice.value
    raise NotFound(texts.FILTER_GONE)


def _hash(value: str) -> str:
    """A value in few bytes, which is all that a button can say."""
    return hashlib.sha256(value.encode()).hexdigest()[:8]
