"""Saying what is known of a document; saving confirms what was proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from assistant.web.documents.describing import say
from assistant.web.documents.here import DocumentHere
from assistant.web.documents.metadata_form import form_of, next_to_check, stand_of
from assistant.web.documents.shown import counted, notice
from assistant.web.documents.typed import read
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.html import Html
from assistant.wiring import House
from corpus.errors import Superseded, Unavailable
from corpus.holdings import holdings
from corpus.models import Document
from corpus.texts import documents as docs

router = APIRouter(include_in_schema=False)


# A hundred thousand characters that take twelve bytes each; more than a field may hold comes back all the same.
_LONGEST_FIELD = 2_000_000


async def _typed(request: Request) -> dict[str, str]:
    form = await request.form(max_fields=50, max_files=0, max_part_size=_LONGEST_FIELD)
    return {name: value for name, value in form.items() if isinstance(value, str)}


TypedHere = Annotated[dict[str, str], Depends(_typed)]


@router.get("/dokumente/{document_id}/angaben")
def metadata(document: DocumentHere, house: HouseHere, html: HtmlHere, hinweis: str = "") -> Response:
    """The form with what is known."""
    form = form_of(document, holdings(house.corpus.catalogue))
    return html.page("documents/metadata.html", document=document, form=form, notice=notice(hinweis), problem="")


@router.post("/dokumente/{document_id}/angaben")
def describe(document: DocumentHere, typed: TypedHere, house: HouseHere, html: HtmlHere) -> Response:
    """Save, and go to the document or to the next one; what cannot be saved comes back as it was typed."""
    said = read(typed)
    if isinstance(said, dict):
        problem = counted(len(said), docs.WRONG_ONE, docs.WRONG)
        return _again(house, html, document, typed, problem, 422, errors=said)
    if typed.get("stand") != stand_of(document):
        return _again(house, html, document, typed, docs.CHANGED_MEANWHILE, 409)
    try:
        say(house, document.id, said)
    except Superseded:
        return _again(house, html, house.corpus.document(document.id), typed, docs.CHANGED_MEANWHILE, 409)
    except Unavailable as error:
        return _again(house, html, document, typed, error.message, 503)
    if "naechstes" not in typed:
        return RedirectResponse(f"/dokumente/{document.id}?hinweis=gespeichert", status_code=303)
    following = next_to_check(document, holdings(house.corpus.catalogue))
    address = f"/dokumente/{following}/angaben?hinweis=weiter" if following else "/dokumente?hinweis=geprueft"
    return RedirectResponse(address, status_code=303)


def _again(
    house: House,
    html: Html,
    document: Document,
    typed: Mapping[str, str],
    problem: str,
    status: int,
    errors: Mapping[str, str] | None = None,
) -> Response:
    form = form_of(document, holdings(house.corpus.catalogue), typed, errors)
    return html.page("documents/metadata.html", status=status, document=document, form=form, notice="", problem=problem)
