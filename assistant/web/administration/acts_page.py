"""Verwaltung/Protokoll: who changed what, as a page and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from assistant.administration.subjects import named
from assistant.german import moment
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.insight.sheets import Sheet, csv_of
from corpus.acts import By, Wanted
from corpus.texts import acts as texts

router = APIRouter(include_in_schema=False, prefix="/verwaltung")

A_PAGE = 50
MOST_ROWS = 100_000
PATH = "/verwaltung/protokoll"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for: acts by `who`, a person's id or a kind of actor, of one name; '' for all."""

    who: str
    act: str
    page: int

    @property
    def wanted(self) -> Wanted:
        """The acts."""
        return Wanted(self.who, self.act)

    def address(self, path: str = PATH, page: int = 1) -> str:
        """Where the same is found, on another page of it."""
        said = {"wer": self.who, "was": self.act, "seite": str(page) if page > 1 else ""}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{path}?{query}" if query else path


def _chosen(
    wer: Annotated[str, Query(max_length=64)] = "",
    was: Annotated[str, Query(max_length=64)] = "",
    seite: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Chosen:
    return Chosen(wer, was, seite)


ChosenHere = Annotated[Chosen, Depends(_chosen)]


@router.get("/protokoll")
def acts_page(chosen: ChosenHere, house: HouseHere, html: HtmlHere) -> Response:
    """The newest acts, a page at a time."""
    count = house.acts.count(chosen.wanted)
    pages = max(1, -(-count // A_PAGE))
    page = min(chosen.page, pages)
    found = house.acts.newest(chosen.wanted, most=A_PAGE, after=(page - 1) * A_PAGE)
    people = [(person.id, person.name) for person in house.people.register.everybody()]
    return html.page(
        "administration/acts.html",
        chosen=chosen,
        rows=named(house.corpus.catalogue, found),
        count=count,
        page=page,
        pages=pages,
        newer=chosen.address(page=page - 1) if page > 1 else "",
        older=chosen.address(page=page + 1) if page < pages else "",
        csv=chosen.address(f"{PATH}.csv"),
        actors=[*people, *((str(by), texts.BY[by]) for by in (By.COMMAND, By.ANYBODY))],
        days=house.settings.acts_days,
    )


@router.get("/protokoll.csv")
def acts_file(chosen: ChosenHere, house: HouseHere) -> Response:
    """The same acts, all of them, as a file."""
    found = named(house.corpus.catalogue, house.acts.newest(chosen.wanted, most=MOST_ROWS))
    rows = [(moment(row.act.at), row.who, row.what, row.subject) for row in found]
    sheet = Sheet("protokoll", texts.TITLE, (texts.WHEN, texts.WHO, texts.WHAT, texts.SUBJECT), rows)
    return Response(
        csv_of(sheet),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{sheet.name}.csv"'},
    )
