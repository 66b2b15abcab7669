"""What the chat shows before its first question: what it answers from, what is still to come, what can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.german import count_of, number
from assistant.retrieval.places import town_names
from assistant.wiring import House
from corpus.models import Document, Filters
from corpus.texts import web as texts


@dataclass(frozen=True, slots=True)
class Start:
    """German sentences about the corpus and what is still being read ('' for nothing), and questions to begin with."""

    lead: str
    arriving: str
    suggestions: tuple[str, ...]


def start_of(house: House, filters: Filters) -> Start:
    """The start as things are now; questions are offered where nothing restricts what is searched."""
    documents = house.corpus.documents()
    # How much is on its way is known to whoever may see all of it.
    arriving = 0 if house.corpus.catalogue.sight.groups is not None else len(house.ingest.jobs.open())
    return Start(
        lead=holdings(documents, texts.START_FIRST if arriving else texts.START_EMPTY),
        arriving=count_of(arriving, "", texts.ARRIVING_ONE, texts.ARRIVING),
        suggestions=() if filters.values else _suggestions(house, documents),
    )


def holdings(documents: Sequence[Document], empty: str) -> str:
    """What answers rest on, in one German sentence; that of `empty` where there is nothing."""
    towns = len({town for document in documents for town in town_names(document.metadata.municipality or "")})
    several = texts.START_TOWNS if towns > 1 else texts.START_DOCUMENTS
    return count_of(len(documents), empty, texts.START_ONE_DOCUMENT, several, towns=number(towns))


def _suggestions(house: House, documents: Sequence[Document]) -> tuple[str, ...]:
    """Those about the example documents where they are there, else what the house's own documents answer."""
    return suggested_questions(documents) or house.first_questions.offered(documents)


def suggested_questions(documents: Iterable[Document]) -> tuple[str, ...]:
    """Questions about example documents that are in the corpus."""
    titles = {document.metadata.title for document in documents}
    return tuple(question for question, title in texts.SUGGESTED_QUESTIONS if title in titles)
