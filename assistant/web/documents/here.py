"""How routes reach the document that an address names."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from assistant.web.house import HouseHere
from corpus.errors import NotFound
from corpus.models import Document
from corpus.texts import documents as docs


def _document(document_id: str, house: HouseHere) -> Document:
    try:
        return house.corpus.document(document_id)
    except NotFound as error:
        raise NotFound(docs.GONE) from error


DocumentHere = Annotated[Document, Depends(_document)]
