"""What the bodies of JSON requests have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, model_validator

from corpus.written import is_written


class JsonBody(BaseModel):
    """A body whose texts are text: JSON can name halves of characters, which no file and no page can hold."""

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, given: Any) -> Any:
        if not all(is_written(text) for text in _texts(given)):
            raise ValueError("not text")
        return given


def _texts(given: Any) -> Iterable[str]:
    """Every text in a JSON value, names too."""
    match given:
        case str():
            yield given
        case Mapping():
            for name, value in given.items():
                yield from _texts(name)
                yield from _texts(value)
        case list():
            for value in given:
                yield from _texts(value)
