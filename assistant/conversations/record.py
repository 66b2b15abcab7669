"""An answer as the JSON that is stored, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from assistant.models import Answer

_ANSWERS = TypeAdapter(Answer)


def to_record(answer: Answer) -> dict[str, Any]:
    """Every field of the answer as plain JSON."""
    record: dict[str, Any] = _ANSWERS.dump_python(answer, mode="json")
    return record


def searchable(answer: Answer) -> str:
    """What an answer is found by: question and sentences in lower case."""
    return " ".join((answer.question, *(sentence.text for sentence in answer.sentences))).casefold()


def to_answer(record: Mapping[str, Any]) -> Answer:
    """The answer again, also from `answer_json`; fields that are not known are left out, new ones get their default."""
    return _ANSWERS.validate_python(record)
