"""Reporting a question without evidence, and going back to where it stands."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from assistant.web.house import HouseHere

router = APIRouter(include_in_schema=False)


@router.post("/antworten/{answer_id}/melden")
def report(answer_id: str, house: HouseHere, anmerkung: Annotated[str, Form()] = "") -> Response:
    """Report the question to the editors."""
    house.gaps.report(answer_id, anmerkung)
    conversation_id = house.conversations.answer(answer_id).conversation_id
    address = f"/fragen/{quote(conversation_id, safe='')}#{quote(answer_id, safe='')}"
    return RedirectResponse(address, status_code=303)
