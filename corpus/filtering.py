"""What a filter keeps: the documents whose metadata have the values asked for."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Select, select

from corpus.errors import RefusedQuestion
from corpus.models import Filters
from corpus.schema import documents
from corpus.texts import house
from corpus.written import is_written

WORD_FIELDS = ("document_type", "field_of_action", "municipality", "state", "language")
NUMBER_FIELDS = ("year", "inhabitants")
DOCUMENT = "document"
FILTER_FIELDS = (*WORD_FIELDS, *NUMBER_FIELDS, DOCUMENT)

# '2024', or a range that may be open at one end: '2020-2024', '2020-', '-2019'.
_NUMBERS = re.compile(r"(?P<low>\d{0,9})(?P<range>\s*[-–]\s*(?P<high>\d{0,9}))?")


def filtered(connection: Connection, statement: Select[Any], filters: Filters) -> Select[Any]:
    """The statement over `documents`, kept to those that pass; raises RefusedQuestion for an unknown filter."""
    for key, value in filters.values.items():
        if not is_written(value):
            raise RefusedQuestion(house.FILTER_NO_TEXT.format(key=key))
        if key in WORD_FIELDS:
            statement = statement.where(documents.c[key].in_(_spellings(connection, key, value)))
        elif key in NUMBER_FIELDS:
            low, high = _bounds(key, value.strip())
            if low:
                statement = statement.where(documents.c[key] >= int(low))
            if high:
                statement = statement.where(documents.c[key] <= int(high))
        elif key == DOCUMENT:
            statement = statement.where(documents.c.id == value)
        else:
            raise RefusedQuestion(house.UNKNOWN_FILTER.format(key=key, known=", ".join(FILTER_FIELDS)))
    return statement


def _spellings(connection: Connection, key: str, value: str) -> list[Any]:
    """The stored values that equal this one but for case; SQLite itself folds no umlauts."""
    stored = connection.execute(select(documents.c[key]).distinct()).scalars()
    return [known for known in stored if str(known).casefold() == value.casefold()]


def _bounds(key: str, value: str) -> tuple[str, str]:
    found = _NUMBERS.fullmatch(value)
    if found is None or not (found["low"] or found["high"]):
        raise RefusedQuestion(house.NO_NUMBERS.format(key=key, value=value[:40]))
    return found["low"], found["high"] if found["range"] else found["low"]
