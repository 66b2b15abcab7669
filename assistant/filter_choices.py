"""What a question can be restricted to, and what it is restricted to, in words; the same on every channel."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.ordering import in_house_order
from corpus.corpus import Corpus
from corpus.errors import NotFound
from corpus.filtering import DOCUMENT
from corpus.models import Filters
from corpus.texts import filters as texts
from corpus.texts import terms

# The filters whose values can be chosen from, in the order in which they are shown.
FIELDS = tuple(key for key in texts.LABELS if key != DOCUMENT)
_ORDER = {"field_of_action": terms.FIELDS_OF_ACTION, "document_type": terms.DOCUMENT_TYPES}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, and what people read."""

    value: str
    name: str


def choices_of(corpus: Corpus, key: str, chosen: str) -> tuple[Choice, ...]:
    """What one of `FIELDS` can be, which is what the documents have, and whatever is `chosen` ('' for nothing)."""
    known = corpus.catalogue.values_of(key)
    if key == "inhabitants":
        offered = [Choice(value, name) for value, name in texts.SIZES.items()] if known else []
    elif key == "year":
        years = sorted(known, reverse=True)
        offered = [Choice(str(year), str(year)) for year in years]
        offered += [Choice(f"{year}-", texts.SINCE.format(year=year)) for year in years[1:]]
    else:
        offered = [Choice(name, name) for name in in_house_order(known, _ORDER.get(key, ()))]
    if chosen and chosen not in {choice.value for choice in offered}:
        offered.append(Choice(chosen, _value_name(key, chosen)))
    return tuple(offered)


def told(corpus: Corpus, filters: Filters) -> str:
    """The filters in one line, 'Kommune: Brunnleben, Jahr: seit 2023'; '' for none."""
    return ", ".join(text_of(corpus, key, value) for key, value in filters.values.items())


def text_of(corpus: Corpus, key: str, value: str) -> str:
    """One filter in words, 'Kommune: Brunnleben'."""
    return texts.CHIP.format(label=texts.LABELS.get(key, key), value=value_of(corpus, key, value))


def value_of(corpus: Corpus, key: str, value: str) -> str:
    """What a filter is set to, in words; of a document its title."""
    if key != DOCUMENT:
        return _value_name(key, value)
    try:
        return corpus.document(value).metadata.title
    except NotFound:
        return texts.DOCUMENT_GONE


def _value_name(key: str, value: str) -> str:
    if key == "inhabitants":
        return texts.SIZES.get(value, value)
    if key == "year" and value.endswith("-"):
        return texts.SINCE.format(year=value.rstrip("-"))
    return value
