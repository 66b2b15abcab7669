"""/documents: the holdings, their pages as text and picture, the originals; taking in and removing."""

from __future__ import annotations

import shutil
import unicodedata
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel
from typing_extensions import TypedDict

from assistant import page_image
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES
from corpus.errors import NotFound, RefusedFile
from corpus.rendering import document_json
from corpus.texts import web as texts
from ingest.models import FileReport, Outcome

router = APIRouter(tags=["Dokumente"], responses=PROBLEM_RESPONSES)

# The viewer of the browser is a plugin of the page that shows the file, so the file's own policy must let it in.
PDF_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"
SHORT_WHILE = {"cache-control": "private, max-age=300"}


class DocumentOut(BaseModel):
    """A document with its metadata and its current version."""

    document_id: str
    title: str
    document_type: str | None
    field_of_action: str | None
    municipality: str | None
    inhabitants: int | None
    state: str | None
    year: int | None
    valid_until: date | None
    publisher: str | None
    contact: str | None
    licence: str | None
    language: str | None
    source: str
    file_name: str
    media_type: str
    version: int
    added_at: datetime
    pages: int
    passages: int
    remarks: list[str]


class DocumentsOut(TypedDict):
    """Every document, by title."""

    documents: list[DocumentOut]


class PageOut(TypedDict):
    """The text of one page; `pages` is how many the document has."""

    document_id: str
    title: str
    page: int
    label: str | None
    pages: int
    text: str


@router.get("/documents", response_model=DocumentsOut)
def documents(house: HouseHere) -> dict[str, Any]:
    """Every document, by title."""
    return {"documents": [document_json(document) for document in house.corpus.documents()]}


@router.get("/documents/{document_id}", response_model=DocumentOut)
def document(document_id: str, house: HouseHere) -> dict[str, Any]:
    """One document."""
    return document_json(house.corpus.document(document_id))


@router.post("/documents")
def add(
    house: HouseHere,
    file: Annotated[UploadFile, File()],
    source: Annotated[str, Form(max_length=4000)] = "",
    sidecar: Annotated[UploadFile | None, File()] = None,
) -> FileReport:
    """Take a file in and wait for it; `source` says where it came from, so that a later state replaces this one."""
    name = plain_name(file)
    with TemporaryDirectory(prefix="transferlotse-") as folder:
        path = Path(folder) / name
        if sidecar:
            # A sidecar is known by its file's name; what the client called it decides its format only.
            _keep(sidecar, path.with_suffix(Path(plain_name(sidecar)).suffix))
        _keep(file, path)
        report = house.ingest.add(path, source=source or name, file_name=name)
    if report.outcome is Outcome.REFUSED:
        raise RefusedFile(report.reason)
    return report


@router.delete("/documents/{document_id}", status_code=204)
def remove(document_id: str, house: HouseHere) -> None:
    """Remove a document with all its versions and cached pictures."""
    house.corpus.remove(document_id)
    page_image.forget(house.settings.data_dir / "cache", document_id)


@router.get("/documents/{document_id}/file", response_class=FileResponse)
def original(document_id: str, house: HouseHere) -> FileResponse:
    """The original: a PDF is shown in the browser (`#page=n` opens a page), anything else is downloaded."""
    current = house.corpus.document(document_id).current
    is_pdf = current.media_type == page_image.PDF
    return FileResponse(
        house.corpus.file_path(document_id),
        media_type=current.media_type if is_pdf else "application/octet-stream",
        filename=current.file_name,
        content_disposition_type="inline" if is_pdf else "attachment",
        headers={"content-security-policy": PDF_POLICY} | SHORT_WHILE if is_pdf else SHORT_WHILE,
    )


@router.get(
    "/documents/{document_id}/pages/{number}.webp",
    response_class=Response,
    responses={200: {"content": {"image/webp": {"schema": {"type": "string", "format": "binary"}}}}},
)
def picture(
    document_id: str,
    number: int,
    house: HouseHere,
    passage: Annotated[int | None, Query()] = None,
    quote: Annotated[str, Query(max_length=4000)] = "",
) -> Response:
    """A page of a PDF as a picture, about 1200 px wide, with the passage marked, or the quote from it."""
    current = house.corpus.document(document_id).current
    if current.media_type != page_image.PDF:
        raise NotFound(texts.PAGE_IMAGE_IMPOSSIBLE.format(page=number))
    around = _passage_text(house, document_id, number, passage)
    content = page_image.page_picture(
        house.settings.data_dir / "cache",
        house.corpus.file_path(document_id),
        document_id=document_id,
        sha256=current.sha256,
        page=number,
        quote=quote or around,
        within=around,
        recognised=house.corpus.page(document_id, number).recognised,
    )
    return Response(content, media_type="image/webp", headers=SHORT_WHILE)


@router.get("/documents/{document_id}/pages/{number}")
def page(document_id: str, number: int, house: HouseHere) -> PageOut:
    """The text of one page."""
    known = house.corpus.document(document_id)
    found = house.corpus.page(document_id, number)
    return {
        "document_id": document_id,
        "title": known.metadata.title,
        "page": found.number,
        "label": found.label,
        "pages": known.current.pages,
        "text": found.text,
    }


def _passage_text(house: HouseHere, document_id: str, page: int, passage_id: int | None) -> str:
    if passage_id is None:
        return ""
    stored = house.corpus.passage(passage_id)
    if stored.document_id != document_id or stored.passage.page != page:
        raise NotFound(texts.PASSAGE_ELSEWHERE.format(page=page))
    return stored.passage.text


def plain_name(file: UploadFile) -> str:
    """The file's own name in NFC, without folders and without characters that cannot be seen."""
    last = (file.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in unicodedata.normalize("NFC", last) if not unicodedata.category(c).startswith("C"))
    path = Path(seen.strip(" .") or texts.NAMELESS)
    # Folders allow 255 bytes a name, and a letter may take four.
    return path.stem[:50] + path.suffix[:10]


def _keep(upload: UploadFile, path: Path) -> None:
    with path.open("wb") as file:
        shutil.copyfileobj(upload.file, file)
