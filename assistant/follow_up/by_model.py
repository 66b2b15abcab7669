"""Makes a follow-up question standalone by a chat model, and by grammar where the model cannot be trusted."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Collection, Sequence
from contextvars import copy_context
from queue import Empty, Queue
from threading import Event, Thread

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.follow_up.models import Standalone, Turn
from assistant.follow_up.standalone import standalone
from assistant.follow_up.trust import LONGEST_ADDITION, added_words, can_be_trusted
from assistant.follow_up.words import in_form, names_another_place
from corpus.german.analyser import Analyser
from corpus.texts import follow_up as texts

MOST_TURNS = 4
SECONDS = 8.0
LONGEST_QUOTE = 400  # characters of an earlier question or answer that the model is shown
_WRAPPING = re.compile(r"^[\s„“”\"'»«]+|[\s„“”\"'»«]+$")

_log = logging.getLogger(__name__)


def standalone_by_model(
    question: str,
    earlier: Sequence[Turn],
    model: BaseChatModel,
    analyser: Analyser,
    *,
    places: Collection[str] = (),
    seconds: float = SECONDS,
) -> Standalone:
    """Like `standalone`, worded by the model where grammar says that the question leans on earlier turns.

    A question that stands by itself never reaches the model, which would mix the earlier topic into it. The result
    without a model is returned where the model fails, takes longer than `seconds` in all, or cannot be trusted.
    """
    by_grammar = standalone(question, earlier, analyser, places=places)
    if by_grammar.text == question:
        return by_grammar
    turns = earlier[-MOST_TURNS:]
    asked = in_form(question)
    wording = _worded(messages(asked, turns), model, seconds, longest=len(asked) + LONGEST_ADDITION)
    if wording is None or not can_be_trusted(wording, asked, turns, analyser):
        return by_grammar
    elsewhere = names_another_place(asked, turns[-1].question, places)
    return Standalone(wording, () if elsewhere else by_grammar.documents, added_words(wording, asked, analyser))


def messages(question: str, turns: Sequence[Turn]) -> list[BaseMessage]:
    """What the model is told: the conversation as quoted data, in which a line break or a quote ends nothing."""
    told = [
        (texts.TURN_WITH_ANSWER if turn.answer else texts.TURN).format(
            question=_quoted(turn.question), answer=_quoted(turn.answer)
        )
        for turn in turns
    ]
    conversation = texts.CONVERSATION.format(turns="\n".join(told), question=_quoted(question))
    return [SystemMessage(texts.INSTRUCTIONS), HumanMessage(conversation)]


def _quoted(text: str) -> str:
    return json.dumps(text[:LONGEST_QUOTE], ensure_ascii=False)


def _worded(told: list[BaseMessage], model: BaseChatModel, seconds: float, *, longest: int) -> str | None:
    """What the model says, or None where it fails or is too slow; a model that never ends is cut off."""
    said: Queue[str | None] = Queue()
    stopped = Event()

    def ask() -> None:
        text = ""
        try:
            for chunk in model.stream(told):
                text += chunk.text
                if stopped.is_set() or len(text) > 2 * longest:
                    break
            said.put(text)
        except Exception as error:  # any vendor raises anything
            _log.warning("the model did not reword a follow-up question: %s", type(error).__name__)
            said.put(None)

    Thread(target=copy_context().run, args=(ask,), daemon=True, name="follow-up").start()
    try:
        text = said.get(timeout=seconds)
    except Empty:
        _log.warning("the model did not reword a follow-up question within %s s", seconds)
        return None
    finally:
        stopped.set()
    return None if text is None else _WRAPPING.sub("", text)
