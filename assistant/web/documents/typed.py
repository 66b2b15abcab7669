"""What people type into the fields of a document's metadata, read kindly: '12.500', '31.12.2026', 'Deutsch'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError

from assistant.web.documents.describing import MetadataIn
from corpus.rows import METADATA_FIELDS
from corpus.texts import documents as docs

_GROUPED = re.compile(r"(\d{1,3}(?:[.\s'’]\d{3})+|\d+)(?:\s*(?:Einw\w*\.?|EW))?", re.IGNORECASE)
_GERMAN_DAY = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WRITTEN_DAY = re.compile(r"(\d{1,2})\.?\s*([A-Za-zä]{3,})\.?\s*(\d{4})")
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_TOO_LONG = "string_too_long"


def read(typed: Mapping[str, str]) -> MetadataIn | dict[str, str]:
    """The metadata, or field -> a German sentence on what is wrong with it."""
    try:
        return MetadataIn.model_validate({name: _value(name, typed.get(name, "")) for name in METADATA_FIELDS})
    except ValidationError as error:
        return {str(wrong["loc"][0]): _sentence(str(wrong["loc"][0]), wrong["type"]) for wrong in error.errors()}


def _sentence(name: str, kind: str) -> str:
    if kind == _TOO_LONG or name not in docs.FIELD_ERRORS:
        return docs.TOO_LONG
    return docs.FIELD_ERRORS[name]


def _value(name: str, typed: str) -> object:
    """What the field holds; what cannot be read stays as it is, for the model to refuse."""
    text = typed.strip()
    if not text:
        return "" if name == "title" else None
    match name:
        case "inhabitants":
            found = _GROUPED.fullmatch(text)
            return int(re.sub(r"\D", "", found[1])) if found and len(text) < 40 else text
        case "year":
            return int(text) if re.fullmatch(r"\d{4}", text, re.ASCII) else "?"
        case "valid_until":
            return _day(text) or "?"
        case "language":
            codes = {called.casefold(): code for code, called in docs.LANGUAGES.items()}
            return codes.get(text.casefold(), text.casefold())
        case _:
            return text


def _day(text: str) -> date | None:
    if found := _GERMAN_DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
    elif found := _ISO_DAY.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif (found := _WRITTEN_DAY.fullmatch(text)) and (name := found[2][:3].lower().replace("mae", "mär")) in _MONTHS:
        day, month, year = int(found[1]), _MONTHS.index(name) + 1, int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
