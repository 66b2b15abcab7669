"""Whom a document is for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from assistant.web.documents.here import DocumentHere
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.html import Html
from assistant.wiring import House
from corpus.errors import RefusedInput
from corpus.group_names import group_names
from corpus.models import Document
from corpus.texts import documents as docs

router = APIRouter(include_in_schema=False)

FOR_GROUPS = "gruppen"


@router.get("/dokumente/{document_id}/sichtbarkeit")
def audience(document: DocumentHere, house: HouseHere, html: HtmlHere) -> Response:
    """Everybody, or the groups it is for."""
    return _page(house, html, document, is_for_groups=bool(document.audience), typed=", ".join(document.audience))


@router.post("/dokumente/{document_id}/sichtbarkeit")
def set_audience(
    document: DocumentHere,
    house: HouseHere,
    html: HtmlHere,
    fuer: Annotated[str, Form()] = "",
    namen: Annotated[str, Form()] = "",
) -> Response:
    """Say whom it is for from now on; 'nobody' is no answer, so groups must be named."""
    try:
        groups = group_names(namen) if fuer == FOR_GROUPS else ()
        if fuer == FOR_GROUPS and not groups:
            raise RefusedInput(docs.AUDIENCE_NO_GROUP)
        house.corpus.set_audience(document.id, groups)
    except RefusedInput as error:
        return _page(house, html, document, is_for_groups=True, typed=namen, problem=error.message)
    return RedirectResponse(f"/dokumente/{document.id}?hinweis=sichtbarkeit", status_code=303)


def _page(
    house: House, html: Html, document: Document, *, is_for_groups: bool, typed: str, problem: str = ""
) -> Response:
    return html.page(
        "documents/audience.html",
        status=422 if problem else 200,
        document=document,
        is_for_groups=is_for_groups,
        typed=typed,
        known=house.corpus.catalogue.groups(),
        problem=problem,
    )
