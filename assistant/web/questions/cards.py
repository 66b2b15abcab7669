"""What the chip and the card of a citation show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.german import day
from assistant.models import Citation
from assistant.rendering import page_name, source_url
from corpus.corpus import Corpus
from corpus.errors import NotFound
from corpus.texts import web as texts


@dataclass(frozen=True, slots=True)
class Chip:
    """A citation as a numbered link; `name` is what a screen reader says."""

    number: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A page of a document with the citations that stand on it."""

    chips: tuple[Chip, ...]
    title: str
    heading: str
    page: str
    facts: tuple[str, ...]
    to_check: str

    @property
    def url(self) -> str:
        """Where the first of its citations stands."""
        return self.chips[0].url


def chip_of(citation: Citation) -> Chip:
    """The chip of a citation."""
    return Chip(
        number=citation.number,
        name=texts.SOURCE_NAME.format(number=citation.number, title=citation.title, page=page_name(citation)),
        url=source_url(
            citation.document_id,
            page=citation.page,
            passage_id=citation.passage_id,
            number=citation.number,
            quoted=citation.quote,
        ),
    )


def cards_of(corpus: Corpus, citations: Sequence[Citation]) -> tuple[Card, ...]:
    """A card a page, in the order of their first citations."""
    pages: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        pages.setdefault((citation.document_id, citation.page), []).append(citation)
    return tuple(_card(corpus, own) for own in pages.values())


def _card(corpus: Corpus, citations: Sequence[Citation]) -> Card:
    first = citations[0]
    headings = {citation.heading for citation in citations}
    return Card(
        chips=tuple(map(chip_of, citations)),
        title=first.title,
        heading=first.heading if len(headings) == 1 else "",
        page=texts.PAGE.format(page=page_name(first)),
        facts=_facts(first, corpus),
        to_check=texts.CHECK_VALIDITY.format(reason=first.outdated) if first.outdated else "",
    )


def _facts(citation: Citation, corpus: Corpus) -> tuple[str, ...]:
    page = texts.PAGE.format(page=page_name(citation))
    try:
        known = corpus.document(citation.document_id).metadata
    except NotFound:
        return (page,)
    until = known.valid_until
    valid = None if citation.outdated or until is None else texts.VALID_UNTIL.format(date=day(until))
    year = str(known.year) if known.year else None
    facts = (page, known.document_type, known.municipality, year, valid)
    return tuple(fact for fact in facts if fact)
