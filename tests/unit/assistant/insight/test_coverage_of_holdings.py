from __future__ import annotations

from datetime import date

from sqlalchemy import insert

from assistant.insight.coverage import coverage
from corpus.catalogue import Catalogue
from corpus.schema import documents
from corpus.texts.terms import CLIMATE, FIELDS_OF_ACTION, PARTICIPATION, STRATEGY

TODAY = date(2026, 5, 1)


def add(catalogue: Catalogue, title: str, *, current: bool = True, **known: object) -> None:
    row = {"id": title, "source": title, "title": title, "current_version_id": title if current else None, **known}
    with catalogue.writing() as connection:
        connection.execute(insert(documents).values(row))


def test_the_holdings_are_counted_by_field_town_and_year_with_their_gaps(catalogue: Catalogue) -> None:
    add(catalogue, "A", field_of_action=CLIMATE, municipality="Öhringen", year=2020)
    add(catalogue, "B", field_of_action=CLIMATE, municipality="Öhringen", year=2023)
    add(catalogue, "C", field_of_action=STRATEGY, municipality="Zwickau", year=2023)
    add(catalogue, "D", field_of_action="Bildung", municipality="Auma")
    add(catalogue, "E")
    add(catalogue, "unfertig", current=False, field_of_action=PARTICIPATION, year=1990)
    covered = coverage(catalogue, TODAY)
    assert covered.documents == 5
    assert list(covered.fields.items()) == [*zip(FIELDS_OF_ACTION, (1, 2, 0), strict=True), ("Bildung", 1), (None, 1)]
    assert list(covered.municipalities.items()) == [("Auma", 1), ("Öhringen", 2), ("Zwickau", 1), (None, 1)]
    assert list(covered.years.items()) == [(2020, 1), (2021, 0), (2022, 0), (2023, 2), (None, 2)]
    assert covered.cells == {
        (CLIMATE, "Öhringen"): 2,
        (STRATEGY, "Zwickau"): 1,
        ("Bildung", "Auma"): 1,
        (None, None): 1,
    }


def test_years_far_apart_are_not_filled_up(catalogue: Catalogue) -> None:
    for year in (1848, 2024, 2026):
        add(catalogue, str(year), year=year)
    assert list(coverage(catalogue, TODAY).years) == [1848, 2024, 2025, 2026]


def test_documents_past_their_validity_are_named_the_longest_overdue_first(catalogue: Catalogue) -> None:
    add(catalogue, "noch heute", valid_until=TODAY)
    add(catalogue, "seit gestern", valid_until=date(2026, 4, 30), municipality="Auma")
    add(catalogue, "seit langem", valid_until=date(2019, 12, 31))
    add(catalogue, "unbefristet")
    expired = coverage(catalogue, TODAY).expired
    assert [(document.title, document.municipality) for document in expired] == [
        ("seit langem", None),
        ("seit gestern", "Auma"),
    ]


def test_an_empty_house_covers_nothing(catalogue: Catalogue) -> None:
    covered = coverage(catalogue, TODAY)
    assert (covered.documents, dict(covered.years), covered.expired) == (0, {}, ())
    assert list(covered.fields) == list(FIELDS_OF_ACTION)
