"""A document's original, and its pages as text and as pictures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import FileResponse, Response
from typing_extensions import TypedDict

from assistant.marked_page import marked_page
from assistant.page_image import PDF
from assistant.web.house import HouseHere
from assistant.web.numbers import LARGEST
from assistant.web.problems import PROBLEM_RESPONSES

router = APIRouter(tags=["Dokumente"], responses=PROBLEM_RESPONSES)

# The viewer of the browser is a plugin of the page that shows the file, so the file's own policy must let it in.
PDF_HEADERS = {
    "content-security-policy": "default-src 'none'; object-src 'self'; frame-ancestors 'none'",
    "cross-origin-embedder-policy": "unsafe-none",
}
PageNumber = Annotated[int, Path(le=LARGEST)]
# By the cookie: whoever signs in next at the same machine may not be one whom the document is for.
SHORT_WHILE = {"cache-control": "private, max-age=300", "vary": "cookie"}


class PageOut(TypedDict):
    """The text of one page; `pages` is how many the document has, `quality` how far it looks like proper text."""

    document_id: str
    title: str
    page: int
    label: str | None
    pages: int
    quality: float | None
    text: str


@router.get("/documents/{document_id}/file", response_class=FileResponse)
def original(document_id: str, house: HouseHere) -> FileResponse:
    """The original: a PDF is shown in the browser (`#page=n` opens a page), anything else is downloaded."""
    current = house.corpus.document(document_id).current
    is_pdf = current.media_type == PDF
    return FileResponse(
        house.corpus.file_path(document_id),
        media_type=current.media_type if is_pdf else "application/octet-stream",
        filename=current.file_name,
        content_disposition_type="inline" if is_pdf else "attachment",
        headers=SHORT_WHILE | PDF_HEADERS if is_pdf else SHORT_WHILE,
    )


@router.get(
    "/documents/{document_id}/pages/{number}.webp",
    response_class=Response,
    responses={200: {"content": {"image/webp": {"schema": {"type": "string", "format": "binary"}}}}},
)
def picture(
    document_id: str,
    number: PageNumber,
    house: HouseHere,
    passage: Annotated[int | None, Query(le=LARGEST)] = None,
    quote: Annotated[str, Query(max_length=4000)] = "",
) -> Response:
    """A page of a PDF as a picture, about 1200 px wide, with the passage marked, or the quote from it."""
    content = marked_page(house.corpus, house.pictures, document_id, number, passage_id=passage, quote=quote)
    return Response(content, media_type="image/webp", headers=SHORT_WHILE)


@router.get("/documents/{document_id}/pages/{number}")
def page(document_id: str, number: PageNumber, house: HouseHere) -> PageOut:
    """The text of one page."""
    known = house.corpus.document(document_id)
    found = house.corpus.page(document_id, number)
    return {
        "document_id": document_id,
        "title": known.metadata.title,
        "page": found.number,
        "label": found.label,
        "pages": known.current.pages,
        "quality": found.quality,
        "text": found.text,
    }
