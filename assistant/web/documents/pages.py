"""The list of documents, and one document at one page. Both work without a script."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from assistant.web.documents.source import Place, source_view
from assistant.web.german import count_of
from assistant.web.house import HouseHere, HtmlHere
from corpus.texts import web as texts

router = APIRouter(include_in_schema=False)


def _place(
    seite: Annotated[int, Query(ge=0)] = 0,
    stelle: Annotated[int | None, Query(ge=0)] = None,
    zitat: Annotated[int | None, Query(ge=1)] = None,
    wortlaut: Annotated[str, Query(max_length=4000)] = "",
) -> Place:
    return Place(page=seite, passage_id=stelle, number=zitat, quoted=wortlaut)


PlaceHere = Annotated[Place, Depends(_place)]


@router.get("/dokumente")
def documents(house: HouseHere, html: HtmlHere) -> Response:
    """Every document, a row each."""
    found = house.corpus.documents()
    count = count_of(len(found), texts.START_EMPTY, texts.DOCUMENTS_ONE, texts.DOCUMENTS_COUNT)
    return html.page("documents/holdings.html", documents=found, count=count)


@router.get("/dokumente/{document_id}")
def document(document_id: str, place: PlaceHere, house: HouseHere, html: HtmlHere) -> Response:
    """One document at one page, with the passage marked that the address names."""
    return html.page("documents/document.html", source=source_view(house.corpus, document_id, place))


@router.get("/dokumente/{document_id}/ausschnitt")
def excerpt(document_id: str, place: PlaceHere, house: HouseHere, html: HtmlHere) -> Response:
    """The same without the frame, for the panel beside the chat."""
    return html.page("documents/excerpt.html", source=source_view(house.corpus, document_id, place))
