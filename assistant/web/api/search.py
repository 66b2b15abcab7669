"""GET /search: passages for some words, without an answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.rendering import SearchJson, search_json
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES
from corpus.models import Filters

router = APIRouter(tags=["Suche"], responses=PROBLEM_RESPONSES)


@router.get("/search")
def search(
    house: HouseHere,
    q: Annotated[str, Query(min_length=1, max_length=2000)],
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> SearchJson:
    """Passages that fit the words, best first."""
    return search_json(house.assistant.search(q, limit=limit, filters=Filters()))
