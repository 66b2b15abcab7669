from __future__ import annotations

from datetime import date

import pytest

from assistant.web.documents.describing import MetadataIn
from assistant.web.documents.typed import read
from corpus.texts import documents as docs


def value(name: str, typed: str) -> object:
    said = read({"title": "T", name: typed})
    assert isinstance(said, MetadataIn), said
    return getattr(said, name)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12500", 12500), ("12.500", 12500), ("1 234 567", 1234567), ("12.500 Einwohner", 12500), ("0", 0), (" ", None)],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: int | None) -> None:
    assert value("inhabitants", typed) == number


@pytest.mark.parametrize(
    "typed",
    ["31.12.2026", "31.12.26", "31. 12. 2026", "2026-12-31", "31/12/2026", "31. Dezember 2026", "31. Dez. 2026"],
)
def test_days_are_read_as_people_write_them(typed: str) -> None:
    assert value("valid_until", typed) == date(2026, 12, 31)


def test_march_is_read_with_and_without_its_umlaut() -> None:
    assert value("valid_until", "1. März 2026") == value("valid_until", "1. Maerz 2026") == date(2026, 3, 1)


@pytest.mark.parametrize(("typed", "code"), [("de", "de"), ("Deutsch", "de"), ("ENGLISCH", "en"), ("", None)])
def test_languages_have_names(typed: str, code: str | None) -> None:
    assert value("language", typed) == code


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("title", ""),
        ("title", "\u200b"),
        ("inhabitants", "12.50"),
        ("inhabitants", "-3"),
        ("inhabitants", "9" * 39),
        ("inhabitants", "12,5"),
        ("year", "24"),
        ("year", "0999"),
        ("year", "zweitausend"),
        ("valid_until", "31.02.2026"),
        ("valid_until", "2026"),
        ("valid_until", "1784000000"),
        ("language", "Klingonisch"),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field(name: str, typed: str) -> None:
    assert read({"title": "T", name: typed}) == {name: docs.FIELD_ERRORS[name]}


def test_what_is_too_long_is_said_so() -> None:
    assert read({"title": "T" * 1001, "contact": "C" * 1001}) == {"title": docs.TOO_LONG, "contact": docs.TOO_LONG}


def test_every_field_of_the_metadata_has_a_name() -> None:
    assert set(docs.FIELDS) == set(MetadataIn.model_fields)
