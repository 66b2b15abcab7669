"""The filters of a question as the chat shows them: fields to choose from, and a removable chip for each that holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Query

from assistant.filter_choices import FIELDS, Choice, choices_of, text_of
from assistant.web.filter_chips import FilterChip
from corpus.corpus import Corpus
from corpus.filtering import DOCUMENT
from corpus.models import Filters
from corpus.texts import filters as texts

# What the page's form and addresses call a filter -> its key.
KEYS = {
    "handlungsfeld": "field_of_action",
    "dokumenttyp": "document_type",
    "kommune": "municipality",
    "einwohner": "inhabitants",
    "jahr": "year",
    "dokument": DOCUMENT,
}
NAMES = {key: name for name, key in KEYS.items()}
NONE_PARAMETER = "filter"

Value = Annotated[str, Query(max_length=300)]
Said = Annotated[str, Form(max_length=300)]


@dataclass(frozen=True, slots=True)
class FilterField:
    """One filter in the form; `chosen` is '' where it keeps everything."""

    name: str
    key: str
    label: str
    choices: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class FilterForm:
    """All that the composer shows of the filters; `document` is the id of the one document asked about, or ''."""

    fields: tuple[FilterField, ...]
    chips: tuple[FilterChip, ...]
    document: str


def from_address(
    handlungsfeld: Value = "",
    dokumenttyp: Value = "",
    kommune: Value = "",
    einwohner: Value = "",
    jahr: Value = "",
    dokument: Value = "",
    nothing: Annotated[str, Query(alias=NONE_PARAMETER, max_length=30)] = "",
) -> Filters | None:
    """The filters that an address names; None where it says nothing of them."""
    said = (handlungsfeld, dokumenttyp, kommune, einwohner, jahr, dokument)
    return _filters(said) if nothing or any(said) else None


def from_form(
    handlungsfeld: Said = "",
    dokumenttyp: Said = "",
    kommune: Said = "",
    einwohner: Said = "",
    jahr: Said = "",
    dokument: Said = "",
) -> Filters:
    """The filters that were sent with a question."""
    return _filters((handlungsfeld, dokumenttyp, kommune, einwohner, jahr, dokument))


def filter_form(corpus: Corpus, filters: Filters) -> FilterForm:
    """The form with these filters chosen."""
    chosen = filters.values
    return FilterForm(
        fields=tuple(
            FilterField(
                NAMES[key], key, texts.LABELS[key], choices_of(corpus, key, chosen.get(key, "")), chosen.get(key, "")
            )
            for key in FIELDS
        ),
        chips=tuple(_chip(corpus, chosen, key) for key in NAMES if key in chosen),
        document=chosen.get(DOCUMENT, ""),
    )


def hidden_fields(filters: Filters) -> tuple[tuple[str, str, str], ...]:
    """Name, key and value of each filter that a form of its own can send."""
    return tuple((NAMES[key], key, value) for key, value in filters.values.items() if key in NAMES)


def _filters(said: tuple[str, ...]) -> Filters:
    return Filters({key: value for key, value in zip(KEYS.values(), said, strict=True) if value})


def _chip(corpus: Corpus, chosen: Mapping[str, str], key: str) -> FilterChip:
    others = {NAMES[other]: value for other, value in chosen.items() if other != key and other in NAMES}
    query = urlencode(others or {NONE_PARAMETER: texts.NONE_VALUE})
    return FilterChip(NAMES[key], text_of(corpus, key, chosen[key]), f"?{query}")
