"""What the holdings cover, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.german import number
from assistant.insight.coverage import Coverage, Expired
from assistant.insight.plots import Bar, Column, bars, columns
from assistant.web.insight.asked_view import Plot
from assistant.web.insight.sheets import Sheet
from corpus.texts import insight as texts

_SHADES = 4


@dataclass(frozen=True, slots=True)
class GridCell:
    """A number of documents and how dark its ground is, 0 (none) to 4."""

    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Municipalities with the number of their documents of each field, and a sentence on the gaps."""

    said: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[GridCell, ...]], ...]
    sheet: Sheet


def fields_plot(covered: Coverage) -> Plot:
    """Documents of each field of action."""
    rows = [(_field(field), count) for field, count in covered.fields.items()]
    sheet = Sheet("handlungsfelder", texts.BY_FIELD, (texts.COLUMN_FIELD, texts.COLUMN_DOCUMENTS), rows)
    named = {field: count for field, count in covered.fields.items() if field}
    fewest = min(named, key=named.__getitem__)
    said = texts.BY_FIELD_SAID
    if list(named.values()).count(named[fewest]) == 1:
        said += " " + texts.BY_FIELD_FEWEST.format(field=fewest, count=number(named[fewest]))
    drawn = [Bar(name, count, number(count)) for name, count in rows]
    return Plot(said, bars(f"{texts.BY_FIELD}: {said}", drawn), sheet)


def years_plot(covered: Coverage) -> Plot:
    """Documents of each year."""
    rows = [(str(year or texts.UNSAID_YEAR), count) for year, count in covered.years.items()]
    sheet = Sheet("jahre", texts.BY_YEAR, (texts.COLUMN_YEAR, texts.COLUMN_DOCUMENTS), rows)
    years = {year: count for year, count in covered.years.items() if year}
    unsaid = covered.years.get(None, 0)
    without = texts.BY_YEAR_UNSAID.format(count=number(unsaid)) if unsaid else ""
    if not years:
        return Plot(texts.BY_YEAR_NONE, None, sheet)
    most = max(years, key=years.__getitem__)
    is_alone = list(years.values()).count(years[most]) == 1
    most_said = texts.BY_YEAR_MOST.format(year=most, count=number(years[most])) if is_alone else ""
    said = " ".join(part for part in (texts.BY_YEAR_SAID, most_said, without) if part)
    drawn = [Column(str(year), count, number(count)) for year, count in years.items()]
    return Plot(said, columns(f"{texts.BY_YEAR}: {said}", drawn), sheet)


def coverage_grid(covered: Coverage) -> Grid:
    """Fields of action by municipality."""
    head = tuple(_field(field) for field in covered.fields)
    most = max(covered.cells.values(), default=1)
    rows = [
        (town or texts.UNSAID_MUNICIPALITY, [covered.cells.get((field, town), 0) for field in covered.fields])
        for town in covered.municipalities
    ]
    gaps = sum(count == 0 for _, counts in rows for count in counts)
    return Grid(
        said=texts.COVERAGE_SAID.format(gaps=number(gaps), cells=number(len(rows) * len(head))),
        head=head,
        rows=tuple((town, tuple(GridCell(c, -(-_SHADES * c // most)) for c in counts)) for town, counts in rows),
        sheet=Sheet(
            "abdeckung",
            texts.COVERAGE_TABLE,
            (texts.COLUMN_MUNICIPALITY, *head),
            [(town, *counts) for town, counts in rows],
        ),
    )


def expired_sheet(expired: Sequence[Expired]) -> Sheet:
    """Documents past their validity."""
    head = (texts.COLUMN_TITLE, texts.COLUMN_MUNICIPALITY, texts.COLUMN_VALID_UNTIL)
    rows = [(document.title, document.municipality, document.valid_until) for document in expired]
    return Sheet("abgelaufen", texts.EXPIRED, head, rows)


def _field(field: str | None) -> str:
    return field or texts.UNSAID_FIELD
