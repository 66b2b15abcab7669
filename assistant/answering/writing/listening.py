"""Listens to a chat model that may refuse, hang, break off or never end."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, Full, Queue
from threading import Event, Thread

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from corpus.texts import writing as texts

CUT = "…"  # ends what the model was cut off in the middle of
MOST_CHARACTERS = 12_000  # longer than any answer: a model that never ends is cut off
AHEAD = 64  # pieces that a model may be ahead of what is checked: more would be written for nobody
BUSY = (429, 503)
_LOOK_UP = 0.2  # s between two looks whether anybody still listens

_log = logging.getLogger(__name__)


class ModelFailed(Exception):
    """The model gave no usable answer; a German sentence for people in `args[0]`."""

    @property
    def reason(self) -> str:
        """The German sentence."""
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for the first words, between two pieces, and for the whole answer."""

    first: float = 60
    pause: float = 20
    whole: float = 180


@dataclass(frozen=True, slots=True)
class _Failure:
    reason: str


def pieces(model: BaseChatModel, told: list[BaseMessage], patience: Patience) -> Generator[str]:
    """The text of the answer as it comes; raises ModelFailed. Closing the iterator stops the model."""
    said: Queue[str | _Failure | None] = Queue(AHEAD)
    stopped = Event()
    args = (_listen, model, told, said, stopped)
    Thread(target=copy_context().run, args=args, daemon=True, name="answer").start()
    deadline = time.monotonic() + patience.whole
    wait = patience.first
    heard = 0
    try:
        while True:
            left = deadline - time.monotonic()
            try:
                if left <= 0:
                    raise Empty
                piece = said.get(timeout=min(wait, left))
            except Empty:
                raise ModelFailed(texts.TOO_SLOW if not heard else texts.BROKE_OFF) from None
            if piece is None:
                return
            if isinstance(piece, _Failure):
                raise ModelFailed(piece.reason)
            heard += len(piece)
            if heard > MOST_CHARACTERS:
                yield CUT
                return
            wait = patience.pause
            yield piece
    finally:
        stopped.set()


def _listen(model: BaseChatModel, told: list[BaseMessage], said: Queue[str | _Failure | None], stopped: Event) -> None:
    heard = False
    try:
        for chunk in model.stream(told):
            if chunk.text:
                heard = True
                _say(chunk.text, said, stopped)
            if chunk.response_metadata.get("finish_reason") == "length":
                _say(CUT, said, stopped)
            if stopped.is_set():
                return
        _say(None, said, stopped)
    except Exception as error:  # any vendor raises anything
        _log.warning("the chat model failed: %s", type(error).__name__)
        busy = getattr(error, "status_code", None) in BUSY
        _say(_Failure(texts.BROKE_OFF if heard else texts.BUSY if busy else texts.FAILED), said, stopped)


def _say(piece: str | _Failure | None, said: Queue[str | _Failure | None], stopped: Event) -> None:
    """Waits where nobody has read what was said before; says nothing more once nobody listens."""
    while not stopped.is_set():
        try:
            return said.put(piece, timeout=_LOOK_UP)
        except Full:
            continue
