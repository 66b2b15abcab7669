"""Listens to a chat model that may refuse, hang, break off or never end."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from corpus.texts import writing as texts

CUT = "…"  # ends what the model was cut off in the middle of
MOST_CHARACTERS = 12_000  # longer than any answer: a model that never ends is cut off
BUSY = (429, 503)

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
    said: Queue[str | _Failure | None] = Queue()
    stopped = Event()
    Thread(target=_listen, args=(model, told, said, stopped), daemon=True, name="answer").start()
    deadline = time.monotonic() + patience.whole
    wait = patience.first
    heard = 0
    try:
        while True:
            try:
                piece = said.get(timeout=max(0.0, min(wait, deadline - time.monotonic())))
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
            if stopped.is_set():
                return
            if chunk.text:
                heard = True
                said.put(chunk.text)
            if chunk.response_metadata.get("finish_reason") == "length":
                said.put(CUT)
        said.put(None)
    except Exception as error:  # any vendor raises anything
        _log.warning("the chat model failed: %s", type(error).__name__)
        busy = getattr(error, "status_code", None) in BUSY
        said.put(_Failure(texts.BROKE_OFF if heard else texts.BUSY if busy else texts.FAILED))
