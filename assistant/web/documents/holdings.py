"""The list of documents as its page shows it: a page of rows, the ways to other rows, what can be chosen from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.ordering import alphabetically, in_house_order
from assistant.web.documents.asked import DESCENDING, Asked
from assistant.web.documents.choosing import Standing, chosen, standings
from assistant.web.documents.shown import extent
from assistant.web.filter_chips import FilterChip
from corpus.catalogue import Catalogue
from corpus.holdings import Holding, holdings, pages_to_doubt
from corpus.texts import documents as docs
from corpus.texts import filters as filter_texts
from corpus.texts.terms import DOCUMENT_TYPES, FIELDS_OF_ACTION
from ingest.quality import READABLE

ROWS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One document; `standings` are of `docs.STANDINGS`, `outdated` says why it is to be checked.

    `empty` and `hard_to_read` say how many of its pages have no text, or hardly any that can be right.
    """

    holding: Holding
    standings: tuple[str, ...]
    outdated: str
    extent: tuple[str, ...]
    empty: str
    hard_to_read: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column by which the list can be ordered; `sorted` is the value of aria-sort, '' for any other column."""

    name: str
    url: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter with what it offers: values with their names; `chosen` is one of the values or ''."""

    field: str
    name: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything the page needs; `count` is of all documents, `found` of those that pass."""

    asked: Asked
    count: int
    found: int
    span: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    choices: tuple[Choice, ...]
    orders: tuple[tuple[str, str], ...]
    chips: tuple[FilterChip, ...]
    previous_url: str
    next_url: str


def listed(catalogue: Catalogue, asked: Asked, today: date) -> Listed:
    """The rows that are asked for; a page beyond the last one is the last."""
    known = standings(holdings(catalogue), today)
    found = chosen(known, asked)
    last = max(1, -(-len(found) // ROWS))
    page = min(max(asked.seite, 1), last)
    shown = found[(page - 1) * ROWS : page * ROWS]
    doubtful = pages_to_doubt(catalogue, [standing.holding.version_id for standing in shown], READABLE)
    choices = _choices(known, asked)
    return Listed(
        asked=asked,
        count=len(known),
        found=len(found),
        span=docs.FOUND.format(first=(page - 1) * ROWS + 1, last=(page - 1) * ROWS + len(shown), found=len(found)),
        rows=tuple(_row(standing, *doubtful.get(standing.holding.version_id, (0, 0))) for standing in shown),
        columns=tuple(_column(key, name, asked) for key, name in docs.SORT_KEYS.items()),
        choices=choices,
        orders=_orders(),
        chips=_chips(choices, asked),
        previous_url=asked.address(seite=page - 1) if page > 1 else "",
        next_url=asked.address(seite=page + 1) if page < last else "",
    )


def _row(standing: Standing, empty: int, poor: int) -> Row:
    holding = standing.holding
    return Row(
        holding=holding,
        standings=tuple(standing.names),
        outdated=standing.outdated,
        extent=extent(holding.pages, holding.passages),
        empty=docs.WITHOUT_TEXT.format(count=empty) if empty else "",
        hard_to_read=docs.HARD_TO_READ.format(count=poor) if poor else "",
    )


def _column(key: str, name: str, asked: Asked) -> Column:
    if key != asked.key:
        return Column(name, asked.address(sortierung=key, seite=1), "")
    turned = key if asked.is_descending else DESCENDING + key
    return Column(name, asked.address(sortierung=turned, seite=1), "descending" if asked.is_descending else "ascending")


def _choices(known: list[Standing], asked: Asked) -> tuple[Choice, ...]:
    every = [standing.holding.metadata for standing in known]
    fields = in_house_order((metadata.field_of_action for metadata in every), FIELDS_OF_ACTION)
    types = in_house_order((metadata.document_type for metadata in every), DOCUMENT_TYPES)
    years = sorted({metadata.year for metadata in every if metadata.year}, reverse=True)
    offered = (
        ("handlungsfeld", docs.FIELDS["field_of_action"], fields),
        ("dokumenttyp", docs.FIELDS["document_type"], types),
        ("kommune", docs.FIELDS["municipality"], alphabetically(metadata.municipality for metadata in every)),
        ("jahr", docs.FIELDS["year"], [str(year) for year in years]),
    )
    plain = [(field, name, tuple((v, v) for v in values)) for field, name, values in offered]
    plain.append(("stand", docs.STANDING, tuple(docs.STANDINGS.items())))
    return tuple(Choice(field, name, options, getattr(asked, field)) for field, name, options in plain)


def _orders() -> tuple[tuple[str, str], ...]:
    ways = (("", docs.SORTED_UP), (DESCENDING, docs.SORTED_DOWN))
    return tuple(
        (sign + key, docs.SORTED_NAME.format(name=name, way=way))
        for key, name in docs.SORT_KEYS.items()
        for sign, way in ways
    )


def _chips(choices: tuple[Choice, ...], asked: Asked) -> tuple[FilterChip, ...]:
    """What filters at present."""
    active = [(c.field, c.name, dict(c.options).get(c.chosen, c.chosen)) for c in choices if c.chosen]
    if asked.suche:
        active.insert(0, ("suche", docs.WORDS, asked.suche))
    chips = [
        FilterChip(field, filter_texts.CHIP.format(label=name, value=value), asked.address(**{field: "", "seite": 1}))
        for field, name, value in active
    ]
    return tuple(chips)
