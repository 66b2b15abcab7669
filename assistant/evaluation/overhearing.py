"""Listens to what a chat model is asked and says while it writes an answer, and when."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk, GenerationChunk

from assistant.answering.writing.splitting import written_sentences


class Overheard(BaseCallbackHandler):
    """One answer of a model; times are those of `time.perf_counter`, None before it is asked and before it speaks."""

    def __init__(self) -> None:
        self.asked_at: float | None = None
        self._said: list[tuple[float, str]] = []

    def on_chat_model_start(self, serialized: dict[str, Any], messages: list[list[BaseMessage]], **_: Any) -> None:
        """It is asked now."""
        del serialized, messages
        self.asked_at = time.perf_counter()

    def on_llm_new_token(
        self,
        token: str | list[str | dict[str, Any]],
        *,
        chunk: GenerationChunk | ChatGenerationChunk | None = None,
        **_: Any,
    ) -> None:
        """It says a piece now; pieces without text, such as the first of many services, are no word."""
        del token
        if chunk and chunk.text:
            self._said.append((time.perf_counter(), chunk.text))

    @property
    def spoke_at(self) -> float | None:
        """When its first word came."""
        return self._said[0][0] if self._said else None

    @property
    def reply(self) -> str:
        """All that it has said."""
        return "".join(text for _, text in self._said)

    def completed_at(self, sentence: str) -> float | None:
        """When so much was said that the sentence could be told as whole; None where it has not been written."""
        times: list[float] = []

        def pieces() -> Iterator[str]:
            for heard_at, text in tuple(self._said):
                times.append(heard_at)
                yield text

        return next((times[-1] for written in written_sentences(pieces()) if written.text == sentence), None)
