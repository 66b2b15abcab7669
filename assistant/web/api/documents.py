"""/documents: the holdings, what is known of them, their versions and passages; removing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from assistant.people.viewer import Viewer
from assistant.web.body import JsonBody
from assistant.web.documents.describing import MetadataIn, say
from assistant.web.documents.removing import removed
from assistant.web.house import HouseHere, ViewerHere
from assistant.web.problems import PROBLEM_RESPONSES
from corpus.models import Document
from corpus.rendering import document_json, passage_json, version_json

router = APIRouter(tags=["Dokumente"], responses=PROBLEM_RESPONSES)


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
    supersedes: str | None
    publisher: str | None
    contact: str | None
    licence: str | None
    language: str | None
    proposed: list[str]
    audience: list[str]
    source: str
    file_name: str
    media_type: str
    version: int
    added_at: datetime
    pages: int
    passages: int
    remarks: list[str]


class AudienceIn(JsonBody):
    """The groups that a document is for."""

    model_config = ConfigDict(extra="forbid")

    groups: Annotated[list[str], Field(max_length=50)]


class VersionOut(BaseModel):
    """One state of a document's file."""

    version: int
    sha256: str
    file_name: str
    media_type: str
    added_at: datetime
    pages: int
    passages: int
    remarks: list[str]


class VersionsOut(TypedDict):
    """Versions, newest first."""

    versions: list[VersionOut]


class PassageOut(BaseModel):
    """One passage: a stretch of one page, below its headings."""

    passage_id: int
    ordinal: int
    page: int
    text: str
    headings: list[str]
    table_header: str


class PassagesOut(TypedDict):
    """Passages in order."""

    passages: list[PassageOut]


class DocumentsOut(TypedDict):
    """Every document, by title."""

    documents: list[DocumentOut]


@router.get("/documents", response_model=DocumentsOut)
def documents(house: HouseHere, viewer: ViewerHere) -> dict[str, Any]:
    """Every document, by title."""
    return {"documents": [_told(document, viewer) for document in house.corpus.documents()]}


@router.get("/documents/{document_id}", response_model=DocumentOut)
def document(document_id: str, house: HouseHere, viewer: ViewerHere) -> dict[str, Any]:
    """One document; where its file came from and which groups it is for is told to editors."""
    return _told(house.corpus.document(document_id), viewer)


@router.put("/documents/{document_id}", response_model=DocumentOut)
def describe(document_id: str, said: MetadataIn, house: HouseHere) -> dict[str, Any]:
    """Replace what is known of a document; what is left out or null is not known. Nothing is a proposal any more."""
    return document_json(say(house, document_id, said))


@router.put("/documents/{document_id}/audience", response_model=DocumentOut)
def set_audience(document_id: str, said: AudienceIn, house: HouseHere) -> dict[str, Any]:
    """Say whom a document is for: whoever is in one of the groups; without any, everybody who may read."""
    return document_json(house.corpus.set_audience(document_id, said.groups))


@router.get("/documents/{document_id}/versions", response_model=VersionsOut)
def versions(document_id: str, house: HouseHere) -> dict[str, Any]:
    """Every version of a document, newest first."""
    return {"versions": [version_json(version) for version in house.corpus.catalogue.versions(document_id)]}


@router.get("/documents/{document_id}/passages", response_model=PassagesOut)
def passages(document_id: str, house: HouseHere) -> dict[str, Any]:
    """The passages of a document as searching sees them, in order."""
    return {"passages": [passage_json(stored) for stored in house.corpus.passages(document_id)]}


@router.delete("/documents/{document_id}", status_code=204)
def remove(document_id: str, house: HouseHere) -> None:
    """Remove a document with all its versions and cached pictures."""
    removed(house, document_id)


def _told(document: Document, viewer: Viewer) -> dict[str, Any]:
    # A source may be a path of the server, an audience the names of others' groups.
    return document_json(document) | ({} if viewer.may_edit else {"source": "", "audience": []})
