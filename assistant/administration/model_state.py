"""Whether the chat model answers just now."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass

from langchain_core.messages import HumanMessage

from assistant.answering.writing.listening import ModelFailed, Patience, pieces
from assistant.choosing import chosen_chat_model
from corpus.errors import TransferlotseError
from corpus.settings import Settings
from corpus.texts import administration as texts

PATIENCE = Patience(first=10, pause=5, whole=15)


@dataclass(frozen=True, slots=True)
class ModelState:
    """How long it took to the first word, in seconds, or the German `failure`."""

    seconds: float
    failure: str = ""


def model_state(settings: Settings) -> ModelState:
    """Ask the chat model of the settings for a word; raises TransferlotseError where there is none."""
    model = chosen_chat_model(settings, seconds=PATIENCE.first)
    if model is None:
        raise TransferlotseError(texts.NO_MODEL)
    begun = time.perf_counter()
    try:
        with closing(pieces(model, [HumanMessage(texts.PROBE)], PATIENCE)) as said:
            failure = "" if next(said, None) else texts.MODEL_SILENT
    except ModelFailed as failed:
        failure = failed.reason
    return ModelState(time.perf_counter() - begun, failure)
