"""What an editor says of a document, the same from a program and from the page's form."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from assistant.web.body import JsonBody
from assistant.wiring import House
from corpus.models import Document, Metadata
from ingest.readers.sections import clean_text


def _one_line(text: str) -> str:
    return clean_text(text).replace("\n", " ")


Line = Annotated[str, Field(max_length=1000), AfterValidator(_one_line), Field(min_length=1)]


class MetadataIn(JsonBody):
    """What an editor says of a document."""

    model_config = ConfigDict(extra="forbid")

    title: Line
    document_type: Line | None = None
    field_of_action: Line | None = None
    municipality: Line | None = None
    inhabitants: Annotated[int, Field(ge=0, le=999_999_999)] | None = None
    state: Line | None = None
    year: Annotated[int, Field(ge=1000, le=2999)] | None = None
    valid_until: date | None = None
    supersedes: Line | None = None
    publisher: Line | None = None
    contact: Line | None = None
    licence: Line | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] | None = None


def say(house: House, document_id: str, said: MetadataIn) -> Document:
    """Replace what is known of a document; nothing is a proposal any more. Raises what `Corpus.describe` does.

    The hash of its sidecar stays, so that a sidecar that was taken in already does not undo what is said here.
    """
    known = house.corpus.document(document_id)
    metadata = Metadata(**said.model_dump())
    return house.corpus.describe(document_id, metadata, sidecar_sha256=known.sidecar_sha256)
