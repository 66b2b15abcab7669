"""Values and counts in German, as the pages of the documents show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assistant.german import count_of, day, number
from corpus.texts import documents as docs


def counted(count: int, one: str, several: str) -> str:
    """A German phrase for a number of things, of which there is at least one."""
    return count_of(count, "", one, several)


def value_text(name: str, value: object) -> str:
    """The value of a field of Metadata, '' for None."""
    match value:
        case None:
            return ""
        case date():
            return day(value)
        case int() if name != "year":
            return number(value)
        case str() if name == "language":
            return docs.LANGUAGES.get(value, value)
        case _:
            return str(value)


def extent(pages: int, passages: int) -> tuple[str, str]:
    """How many pages and passages."""
    return counted(pages, docs.ONE_PAGE, docs.PAGES), counted(passages, docs.ONE_PASSAGE, docs.PASSAGES)


def notice(name: str, known: Mapping[str, str] = docs.NOTICES) -> str:
    """The sentence that an address asks for; '' for anything unknown."""
    return known.get(name, "")
