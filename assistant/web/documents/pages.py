"""Reading one document: its page, a source of an answer, its passages. All of it works without a script."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from assistant.web.documents.details import details_of
from assistant.web.documents.here import DocumentHere
from assistant.web.documents.passages import passages_page
from assistant.web.documents.shown import notice
from assistant.web.documents.source import Place, SourceView, source_view
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.numbers import LARGEST
from assistant.wiring import House
from corpus.models import Document

router = APIRouter(include_in_schema=False)


def _place(
    seite: Annotated[int, Query(ge=0, le=LARGEST)] = 0,
    stelle: Annotated[int | None, Query(ge=0, le=LARGEST)] = None,
    zitat: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
    wortlaut: Annotated[str, Query(max_length=4000)] = "",
) -> Place:
    return Place(page=seite, passage_id=stelle, number=zitat, quoted=wortlaut)


PlaceHere = Annotated[Place, Depends(_place)]


def _source(house: House, document: Document, place: Place) -> SourceView:
    return source_view(house.corpus, house.pictures, document.id, place)


@router.get("/dokumente/{document_id}")
def document(document: DocumentHere, place: PlaceHere, house: HouseHere, html: HtmlHere, hinweis: str = "") -> Response:
    """One document at one page, with the passage marked that the address names, and all that is known of it."""
    return html.page(
        "documents/document.html",
        source=_source(house, document, place),
        details=details_of(house.corpus, document, date.today()),
        notice=notice(hinweis),
    )


@router.get("/dokumente/{document_id}/ausschnitt")
def excerpt(document: DocumentHere, place: PlaceHere, house: HouseHere, html: HtmlHere) -> Response:
    """The page of a document without the frame, for the panel beside the chat."""
    return html.page("documents/excerpt.html", source=_source(house, document, place))


@router.get("/dokumente/{document_id}/textstellen")
def passages(
    document: DocumentHere, house: HouseHere, html: HtmlHere, seite: Annotated[int, Query(ge=1, le=999_999)] = 1
) -> Response:
    """The passages of a document as searching sees them, each with the way to its page."""
    return html.page("documents/passages.html", **passages_page(house.corpus, document, seite))
