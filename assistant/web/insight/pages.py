"""The page, its tables as files, and what an editor says of a reported question. All work without a script."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from assistant.gaps.models import GapState
from assistant.web.acts import DeedHere
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.insight.choosing import Chosen, chosen, chosen_by_form
from assistant.web.insight.room import room_of
from assistant.web.insight.sheets import csv_of

router = APIRouter(include_in_schema=False)

MOST = 50

ChosenHere = Annotated[Chosen, Depends(chosen)]


@router.get("/auswertung")
def insight_page(period: ChosenHere, house: HouseHere, html: HtmlHere) -> Response:
    """All figures of a period."""
    room = room_of(house, period.period)
    return html.page("insight/insight.html", chosen=period, room=room, most=MOST)


@router.get("/auswertung/{name}.csv")
def sheet(name: str, period: ChosenHere, house: HouseHere) -> Response:
    """One table as a file."""
    found = room_of(house, period.period).sheets.get(name)
    if found is None:
        raise HTTPException(404)
    return Response(
        csv_of(found),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{found.name}.csv"'},
    )


@router.post("/auswertung/fragen", form_limits={"max_fields": 1000})
def change(
    house: HouseHere,
    deed: DeedHere,
    period: Annotated[Chosen, Depends(chosen_by_form)],
    kennung: Annotated[list[str], Form()],
    stand: Annotated[GapState, Form()],
    bemerkung: Annotated[str, Form()] = "",
) -> Response:
    """Say how far a reported question is, however often it was reported."""
    house.gaps.change(kennung, stand, bemerkung)
    deed.on(kennung)
    return RedirectResponse(f"/auswertung?{period.query}#frage-{quote(kennung[0])}", status_code=303)


@router.post("/auswertung/fragen/loeschen", form_limits={"max_fields": 1000})
def remove(
    house: HouseHere,
    deed: DeedHere,
    period: Annotated[Chosen, Depends(chosen_by_form)],
    kennung: Annotated[list[str], Form()],
) -> Response:
    """Delete a reported question, however often it was reported; that it is meant was asked by the page."""
    house.gaps.remove(kennung)
    deed.on(kennung)
    return RedirectResponse(f"/auswertung?{period.query}#gemeldet", status_code=303)
