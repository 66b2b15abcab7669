"""Replacing the file of a document, and removing a document."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import RedirectResponse, Response

from assistant.german import day
from assistant.web.acts import DeedHere
from assistant.web.documents.here import DocumentHere
from assistant.web.documents.list_pages import ACCEPTED_FILES
from assistant.web.documents.removing import removed
from assistant.web.documents.shown import counted, extent
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.html import Html
from assistant.web.rates import FileCountHere
from assistant.web.receiving import received_anew
from assistant.wiring import House
from corpus.errors import NotFound, RefusedFile
from corpus.models import Document
from corpus.texts import documents as docs
from ingest.models import FileReport

router = APIRouter(include_in_schema=False)


@router.get("/dokumente/{document_id}/ersetzen")
def ask_for_file(document: DocumentHere, house: HouseHere, html: HtmlHere) -> Response:
    """Ask for the newer file."""
    return _replacing(house, html, document)


@router.post("/dokumente/{document_id}/ersetzen")
def replace(
    document: DocumentHere,
    house: HouseHere,
    html: HtmlHere,
    count: FileCountHere,
    datei: Annotated[UploadFile | None, File()] = None,
    stand: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Hand the newer file over, unless another one came in between."""
    if datei is None or not datei.filename:
        return _replacing(house, html, document, docs.NO_FILE, 422)
    if stand != _stand(house, document):
        return _replacing(house, html, document, docs.REPLACE_MEANWHILE, 409)
    count.add(1)
    try:
        taken = received_anew(house, document, datei)
    except RefusedFile as refusal:
        return _replacing(house, html, document, refusal.message, 422)
    if isinstance(taken, FileReport):
        return _replacing(house, html, document, docs.REPLACE_UNCHANGED, 422)
    return RedirectResponse("/dokumente?hinweis=uebergeben#verarbeitung", status_code=303)


@router.get("/dokumente/{document_id}/loeschen")
def ask_to_remove(document: DocumentHere, house: HouseHere, html: HtmlHere) -> Response:
    """Say what would go, and ask."""
    versions = counted(len(house.corpus.catalogue.versions(document.id)), docs.ONE_VERSION, docs.VERSIONS_COUNT)
    pages, passages = extent(document.current.pages, document.current.passages)
    goes = [versions, docs.REMOVE_FILES.format(name=document.current.file_name)]
    goes.append(docs.REMOVE_CONTENT.format(pages=pages, passages=passages))
    source = document.source if document.source.startswith("/") else ""
    return html.page("documents/removing.html", document=document, goes=goes, source=source)


@router.post("/dokumente/{document_id}/loeschen")
def remove(document_id: str, house: HouseHere, deed: DeedHere) -> Response:
    """Remove it, and say so on the list; also where somebody else was quicker."""
    try:
        removed(house, document_id)
    except NotFound:
        deed.on(())
        return RedirectResponse("/dokumente?hinweis=weg", status_code=303)
    return RedirectResponse("/dokumente?hinweis=geloescht", status_code=303)


def _stand(house: House, document: Document) -> str:
    """Another one whenever another file took the place of this one, or is about to."""
    waiting = [job.id for job in house.ingest.jobs.open() if job.source == document.source]
    return ".".join([document.current.sha256[:16], *waiting])


def _replacing(house: House, html: Html, document: Document, problem: str = "", status: int = 200) -> Response:
    waiting = [job.file_name for job in house.ingest.jobs.open() if job.source == document.source]
    return html.page(
        "documents/replacing.html",
        status=status,
        document=document,
        now=docs.ADDED_AT.format(
            date=day(document.current.created_at),
            file=document.current.file_name,
            pages=extent(document.current.pages, 0)[0],
        ),
        stand=_stand(house, document),
        waiting=docs.REPLACE_ON_ITS_WAY.format(name=waiting[-1]) if waiting else "",
        problem=problem,
        accepted=ACCEPTED_FILES,
        limit=house.settings.max_upload_mb,
    )
