"""/healthz: the process lives; /readyz: it can answer."""

from __future__ import annotations

from fastapi import APIRouter, Request
from typing_extensions import TypedDict

from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES
from corpus.errors import Unavailable
from corpus.texts import web as texts

router = APIRouter(tags=["Betrieb"])


class Alive(TypedDict):
    """The process answers."""

    status: str


class Ready(TypedDict):
    """The catalogue answers; `documents` are in it. `by_meaning`: whether they are found by more than their words."""

    status: str
    documents: int
    by_meaning: bool


@router.get("/healthz")
async def healthz() -> Alive:
    """Whether the process lives; asks nothing of the house, so it stays quick under load."""
    return {"status": "ok"}


@router.get("/readyz", responses=PROBLEM_RESPONSES)
def readyz(request: Request, house: HouseHere) -> Ready:
    """Whether questions can be answered now; 503 when the catalogue does not answer, or the process is about to end."""
    if request.app.state.is_leaving:
        raise Unavailable(texts.LEAVING)
    try:
        documents = len(house.corpus.documents())
        return {"status": "ok", "documents": documents, "by_meaning": house.corpus.vectors.is_answering}
    except Exception as error:
        raise Unavailable(texts.NOT_READY) from error
