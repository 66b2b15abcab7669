"""/metrics: figures of the house, for Prometheus."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST

from assistant.administration.figures import figures
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES

RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Textformat von Prometheus", "content": {"text/plain": {"schema": {"type": "string"}}}},
    **PROBLEM_RESPONSES,
}
router = APIRouter(tags=["Betrieb"])


@router.get("/metrics", response_class=Response, responses=RESPONSES)
def metrics(house: HouseHere) -> Response:
    """What was asked for and how long it took, what the index holds, what is on its way in; no word of a question."""
    return Response(house.metrics.told(figures(house.corpus, house.settings.data_dir)), media_type=CONTENT_TYPE_LATEST)
