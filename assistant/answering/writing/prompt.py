"""What a chat model is told: the question and the numbered passages, as quoted data that fits its window."""

from __future__ import annotations

import json
from collections.abc import Sequence

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.models import Length, Style
from corpus.models import StoredPassage
from corpus.statements import statement_spans
from corpus.texts import writing as texts

# Tokenizers differ, and German words are long in most: counted carefully, since a window that overflows cuts the end.
CHARACTERS_PER_TOKEN = 2.5
ANSWER_TOKENS = {Length.SHORT: 200, Length.NORMAL: 400, Length.LONG: 800}
SHORTEST_PASSAGE = 200  # characters; what is left of a passage below that proves nothing


def messages(question: str, passages: Sequence[StoredPassage], style: Style, *, window: int) -> list[BaseMessage]:
    """The messages for a model that reads and writes `window` tokens in all.

    Passages keep their order and get the numbers 1, 2 ...; those for which no room is left are left out, the last one
    may be cut behind a sentence. At least a piece of the first is always there.
    """
    rules = texts.INSTRUCTIONS.format(
        refusal=texts.REFUSAL,
        length=texts.LENGTHS[style.length],
        language=texts.PLAIN if style.plain else texts.FORMAL,
    )
    room = int((window - ANSWER_TOKENS[style.length]) * CHARACTERS_PER_TOKEN) - len(rules) - len(question)
    told: list[str] = []
    for number, stored in enumerate(passages, 1):
        line = _line(number, stored, stored.passage.text)
        if len(line) > room:
            shortened = _shortened(stored.passage.text, max(SHORTEST_PASSAGE, room - len(_line(number, stored, ""))))
            if told and room < SHORTEST_PASSAGE + len(_line(number, stored, "")):
                break
            told.append(_line(number, stored, shortened))
            break
        told.append(line)
        room -= len(line) + 1
    return [
        SystemMessage(rules),
        HumanMessage(texts.TASK.format(passages="\n".join(told), question=json.dumps(question, ensure_ascii=False))),
    ]


def _line(number: int, stored: StoredPassage, text: str) -> str:
    """One passage in which no line break, bracket or quotation mark ends anything."""
    heading = " > ".join(stored.passage.headings)
    header = stored.passage.table_header
    shown = f"{header}\n{text}" if header and header not in text else text
    values = {"title": stored.name, "heading": heading, "page": stored.passage.page, "text": shown}
    return texts.PASSAGE.format(
        number=number, **{name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    )


def _shortened(text: str, length: int) -> str:
    """As many whole statements from the beginning as fit, at least the beginning of the first."""
    ends = [end for _, end in statement_spans(text) if end <= length]
    return text[: ends[-1]] if ends else text[:length]
