"""What the holdings cover, and where they have gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise

from sqlalchemy import func, select

from assistant.ordering import alphabetically
from corpus.catalogue import Catalogue
from corpus.schema import documents
from corpus.texts.terms import FIELDS_OF_ACTION

LONGEST_GAP = 30  # years without a document that are shown one by one


@dataclass(frozen=True, slots=True)
class Expired:
    """A document that is past its validity."""

    document_id: str
    title: str
    municipality: str | None
    valid_until: date


@dataclass(frozen=True, slots=True)
class Coverage:
    """Numbers of documents; a key of None stands for those that do not say.

    `fields` are the house's own first, with 0 where there is nothing, `municipalities` by name, and `years` from the
    first to the last, those without a document included.
    """

    documents: int
    fields: Mapping[str | None, int]
    municipalities: Mapping[str | None, int]
    years: Mapping[int | None, int]
    cells: Mapping[tuple[str | None, str | None], int]
    expired: tuple[Expired, ...]


def coverage(catalogue: Catalogue, today: date) -> Coverage:
    """What is there now."""
    keys = (documents.c.field_of_action, documents.c.municipality, documents.c.year)
    is_current = documents.c.current_version_id.is_not(None)
    counts = select(*keys, func.count()).where(is_current).group_by(*keys)
    overdue = (
        select(documents.c.id, documents.c.title, documents.c.municipality, documents.c.valid_until)
        .where(is_current, documents.c.valid_until < today)
        .order_by(documents.c.valid_until, documents.c.title)
    )
    fields, towns, years = Counter[str | None](), Counter[str | None](), Counter[int | None]()
    cells = Counter[tuple[str | None, str | None]]()
    with catalogue.reading() as connection:
        for field, town, year, count in connection.execute(counts):
            fields[field] += count
            towns[town] += count
            years[year] += count
            cells[field, town] += count
        expired = tuple(Expired(*row) for row in connection.execute(overdue))
    return Coverage(
        documents=fields.total(),
        fields={
            field: fields[field]
            for field in (*FIELDS_OF_ACTION, *alphabetically(set(fields) - set(FIELDS_OF_ACTION)), *_unsaid(fields))
        },
        municipalities={town: towns[town] for town in (*alphabetically(towns), *_unsaid(towns))},
        years={year: years[year] for year in (*_years(years), *_unsaid(years))},
        cells=cells,
        expired=expired,
    )


def _unsaid(counted: Iterable[object]) -> tuple[None, ...]:
    return (None,) if None in counted else ()


def _years(known: Iterable[int | None]) -> list[int]:
    years = sorted(year for year in known if year is not None)
    between = (range(one, other) for one, other in pairwise(years) if other - one <= LONGEST_GAP)
    return sorted({*years, *chain.from_iterable(between)})
