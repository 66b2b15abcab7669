from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.wiring import House
from corpus.errors import RefusedQuestion
from corpus.models import Document, Filters


def kept(house: House, **filters: str) -> set[str]:
    versions = set(house.corpus.catalogue.version_ids(Filters(filters)))
    return {d.id for d in house.corpus.documents() if d.current.id in versions}


def those(house: House, wanted: Callable[[Document], object]) -> set[str]:
    return {d.id for d in house.corpus.documents() if wanted(d)}


def test_a_year_is_one_or_a_range_open_at_either_end(house: House) -> None:
    years = sorted({d.metadata.year for d in house.corpus.documents() if d.metadata.year})
    assert len(years) >= 2
    first, last = years[0], years[-1]
    assert kept(house, year=str(first)) == those(house, lambda d: d.metadata.year == first) != set()
    assert kept(house, year=f"{last}-") == those(house, lambda d: d.metadata.year == last)
    assert kept(house, year=f"-{first}") == those(house, lambda d: d.metadata.year == first)
    assert kept(house, year=f"{first} – {last}") == those(house, lambda d: d.metadata.year is not None)
    assert kept(house, year="1000-1001") == set()


def test_towns_are_chosen_by_their_size(house: House) -> None:
    sizes = sorted({d.metadata.inhabitants for d in house.corpus.documents() if d.metadata.inhabitants})
    middle = sizes[len(sizes) // 2]
    small = those(house, lambda d: d.metadata.inhabitants and d.metadata.inhabitants <= middle)
    assert kept(house, inhabitants=f"-{middle}") == small != set()
    assert kept(house, inhabitants=f"-{middle}", year="1000") == set()


def test_a_single_document_is_a_filter(house: House) -> None:
    document: Document = house.corpus.documents()[0]
    assert kept(house, document=document.id) == {document.id}
    assert kept(house, document="nirgends") == set()


@pytest.mark.parametrize("value", ["", "-", "neu", "20x24", "1-2-3", "9999999999"])
def test_what_is_no_number_is_refused_with_what_is_possible(house: House, value: str) -> None:
    with pytest.raises(RefusedQuestion, match="2020-2024"):
        kept(house, year=value)


def test_values_are_told_once_each(house: House) -> None:
    towns = house.corpus.catalogue.values_of("municipality")
    assert len(set(towns)) == len(towns) > 1
