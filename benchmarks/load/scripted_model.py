"""A chat model that writes what stands in the passages, word by word, in a time that is known beforehand.

It is a real OpenAI-compatible server on loopback (tests/servers/openai_chat.py). Its first sentence is complete exactly
`FIRST_SENTENCE` seconds after it was asked, however long it is, so that what a person waits beyond is the house's own.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from corpus.statements import statement_spans
from corpus.texts import follow_up
from tests.servers.openai_chat import KEY, MODEL, ChatService, chat_service

# A small model on a graphics card: some 25 words a second after half a second of reading.
FIRST_WORD, FIRST_SENTENCE, WHOLE = 0.5, 1.0, 2.0  # seconds
SENTENCES = 3
SHORTEST, LONGEST = 40, 300  # characters of a sentence that is worth saying

_PASSAGE = re.compile(r"^\[(\d+)\] (\{.*\})$", re.MULTILINE)
_WORD = re.compile(r"\S+\s*")
_LAST_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"\s*$')


@dataclass(slots=True)
class ScriptedModel:
    """The running model; while `answering` is cleared it is silent, as one that has too much to do."""

    service: ChatService
    answering: Event = field(default_factory=Event)

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a house that asks it."""
        options = {"base_url": self.service.url, "api_key": KEY, "max_retries": 0}
        return {"chat_model": f"openai:{MODEL}", "chat_model_options": json.dumps(options)}

    def pieces(self, asked: dict[str, Any]) -> Iterator[str]:
        """What it says to a request, in its own time."""
        self.service.asked.clear()  # an hour of prompts is much memory
        instructions, told = (message["content"] for message in asked["messages"])
        if instructions == follow_up.INSTRUCTIONS:
            # At once: the time until the first sentence would not be known otherwise.
            yield reworded(told)
            return
        began = time.perf_counter()
        self.answering.wait()
        first, *others = written(told)
        # The words of a sentence, and the first of the next, by which the house knows that it is complete.
        words = [*_WORD.findall(first), *_WORD.findall(" ".join(others))]
        complete = len(_WORD.findall(first)) + (1 if others else 0)
        for number, word in enumerate(words, 1):
            time.sleep(max(0.0, began + due(number, complete, len(words)) - time.perf_counter()))
            yield word


def due(number: int, complete: int, words: int) -> float:
    """Seconds after which a word is said, the first sentence being complete with word `complete`."""
    if number <= complete:
        return FIRST_WORD + (FIRST_SENTENCE - FIRST_WORD) * number / complete
    return FIRST_SENTENCE + (WHOLE - FIRST_SENTENCE) * (number - complete) / (words - complete)


def written(told: str) -> list[str]:
    """A sentence of each of the first passages, with its number; the beginning of the first where there is none."""
    sentences: list[str] = []
    for number, passage in _PASSAGE.findall(told):
        text = json.loads(passage)["Text"]
        said = (text[start:stop] for start, stop in statement_spans(text))
        good = next((s for s in said if SHORTEST <= len(s) <= LONGEST and s.endswith(".") and "\n" not in s), None)
        if good:
            sentences.append(f"{good} [{number}] ")
        if len(sentences) == SENTENCES:
            break
    return sentences or ["KEINE FUNDSTELLE"]


def reworded(told: str) -> str:
    """The follow-up question as it was asked: grammar then says what was meant."""
    found = _LAST_QUOTED.search(told)
    return str(json.loads(found[0])) if found else ""


@contextmanager
def scripted_model() -> Iterator[ScriptedModel]:
    """The model on a free port of this machine, for as long as the block runs."""
    with chat_service() as service:
        model = ScriptedModel(service)
        model.answering.set()
        service.script = model.pieces
        try:
            yield model
        finally:
            model.answering.set()
