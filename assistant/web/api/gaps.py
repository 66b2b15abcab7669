"""/answers/{id}/report and /gaps/{id}: a question without evidence goes back to research, until it is not needed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import Field
from typing_extensions import TypedDict

from assistant.gaps.models import GapState
from assistant.gaps.store import LONGEST_NOTE
from assistant.web.body import JsonBody
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES

router = APIRouter(tags=["Antworten"], responses=PROBLEM_RESPONSES)


class ReportBody(JsonBody):
    """What the editors should know beside the question."""

    note: str = Field("", max_length=LONGEST_NOTE)


class GapOut(TypedDict):
    """A reported question; `remark` is what the editors say of it, times are UTC."""

    id: str
    question: str
    note: str
    state: GapState
    remark: str
    created_at: datetime
    state_changed_at: datetime


@router.post("/answers/{answer_id}/report")
def report(answer_id: str, house: HouseHere, body: Annotated[ReportBody | None, Body()] = None) -> GapOut:
    """Report a question that was not or only partly answered; one that is reported stays as it is."""
    gap = house.gaps.report(answer_id, body.note if body else "")
    return {
        "id": gap.id,
        "question": gap.question,
        "note": gap.note,
        "state": gap.state,
        "remark": gap.remark,
        "created_at": gap.created_at,
        "state_changed_at": gap.state_changed_at,
    }


@router.delete("/gaps/{gap_id}", status_code=204)
def remove(gap_id: str, house: HouseHere) -> None:
    """Delete a reported question."""
    house.gaps.remove([gap_id])
