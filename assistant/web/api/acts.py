"""/acts: what editors, administrators and commands did."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from typing_extensions import TypedDict

from assistant.administration.subjects import NamedAct, named
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES
from corpus.acts import By, Wanted

router = APIRouter(tags=["Verwaltung"], responses=PROBLEM_RESPONSES)


class ActOut(TypedDict):
    """One act; `subject` is the id of what it was done to, `who`, `what` and `subject_name` are for people to read."""

    id: int
    at: datetime
    by: By
    person_id: str | None
    who: str
    act: str
    what: str
    subject: str
    subject_name: str


class ActsOut(TypedDict):
    """Acts, newest first."""

    acts: list[ActOut]


@router.get("/acts")
def acts(
    house: HouseHere,
    who: Annotated[str, Query(max_length=32)] = "",
    act: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    before: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
) -> ActsOut:
    """The newest acts; `who` is a person's id, `command` or `anybody`, `act` the name of what was done.

    `before` takes the smallest id of an earlier answer and goes on from there.
    """
    found = house.acts.newest(Wanted(who, act), most=limit, before=before)
    return {"acts": [_out(row) for row in named(house.corpus.catalogue, found)]}


def _out(row: NamedAct) -> ActOut:
    act = row.act
    return {
        "id": act.id,
        "at": act.at,
        "by": act.by,
        "person_id": act.person_id,
        "who": row.who,
        "act": act.act,
        "what": row.what,
        "subject": act.subject,
        "subject_name": row.subject,
    }
