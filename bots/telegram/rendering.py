"""An answer as Telegram's HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from assistant.models import Answer, Sentence
from bots.telegram.buttons import Keyboard


@dataclass(frozen=True, slots=True)
class Message:
    """One message, short enough for Telegram, and the buttons below it."""

    html: str
    keyboard: Keyboard = ()


def so_far(status: str, sentences: Iterable[Sentence]) -> str:
    """An answer on its way, in one message: its sentences, or what is being done for it."""
    told = " ".join(sentence.told for sentence in sentences)
    return f"{escape(told)} …" if told else f"<i>{escape(status)} …</i>"


def told(answer: Answer) -> list[Message]:
    """A whole answer."""
    return [Message(escape(answer.text or "—"))]
