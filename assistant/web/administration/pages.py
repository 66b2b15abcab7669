"""The page, the checks that its buttons begin, and the settings that it changes. All work without a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from assistant.administration.live_settings import CHANGEABLE
from assistant.administration.state import index_state, jobs_state, storage
from assistant.administration.telegram_state import telegram_state
from assistant.german import share
from assistant.web.acts import DeedHere
from assistant.web.administration.settings_view import fields, fixed_settings
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.html import Html
from assistant.web.problems import Problem, problem_of
from assistant.wiring import House
from corpus.errors import RefusedInput
from corpus.processes import living
from corpus.rendering import size_text
from corpus.texts.house import KINDS
from corpus.version import VERSION

router = APIRouter(include_in_schema=False)

MOST = 20
# Most checks have ended by then; of one that has not the page shows how far it is.
MODEL_SECONDS, HOLDINGS_SECONDS = 16.0, 5.0

SAVED = "gespeichert"


async def _said(request: Request) -> dict[str, str]:
    """What the form says of the settings; an empty field says something, too."""
    form = await request.form(max_fields=50, max_files=0)
    return {name: str(form[name]) for name in CHANGEABLE if name in form}


Said = Annotated[dict[str, str], Depends(_said)]


@router.get("/verwaltung")
def administration(house: HouseHere, html: HtmlHere, hinweis: Annotated[str, Query(max_length=30)] = "") -> Response:
    """How the house is."""
    return _page(house, html, is_saved=hinweis == SAVED)


@router.post("/verwaltung/modell")
def check_model(house: HouseHere) -> Response:
    """Ask the chat model for a word."""
    house.checkups.model.begin(patience=MODEL_SECONDS)
    return _to("modell")


@router.post("/verwaltung/pruefen")
def check_holdings(house: HouseHere) -> Response:
    """Look for what the doctor would mend."""
    house.checkups.holdings.begin(patience=HOLDINGS_SECONDS)
    return _to("pruefen")


@router.post("/verwaltung/einstellungen")
def change_settings(house: HouseHere, html: HtmlHere, wanted: Said, deed: DeedHere) -> Response:
    """Change what the form says; a refused form stays as it was filled in."""
    before = house.settings_now()
    try:
        house.live_settings.choose(wanted, house.settings)
    except RefusedInput as refusal:
        return _page(house, html, given=wanted, problem=problem_of(refusal))
    after = house.settings_now()
    deed.on(name for name in wanted if getattr(after, name) != getattr(before, name))
    return _to("einstellungen", SAVED)


@router.post("/verwaltung/einstellungen/{name}/zuruecksetzen")
def reset_setting(name: str, house: HouseHere) -> Response:
    """Go back to what the installation says."""
    house.live_settings.reset(name)
    return _to("einstellungen", SAVED)


def _page(
    house: House,
    html: Html,
    *,
    given: Mapping[str, str] | None = None,
    problem: Problem | None = None,
    is_saved: bool = False,
) -> Response:
    return html.page(
        "administration/administration.html",
        status=problem.status if problem else 200,
        settings=house.settings,
        recipe=house.corpus.recipe,
        index=index_state(house.corpus),
        jobs=jobs_state(house.corpus.catalogue, house.ingest.jobs),
        storage=storage(house.settings.data_dir),
        version=VERSION,
        telegram=telegram_state(house.corpus.catalogue, house.settings),
        processes=living(house.corpus.catalogue),
        kinds=KINDS,
        model=house.checkups.model.state,
        holdings=house.checkups.holdings.state,
        fields=fields(house, given or {}),
        fixed=fixed_settings(house.settings),
        problem=problem,
        is_saved=is_saved,
        most=MOST,
        size=size_text,
        share=share,
    )


def _to(place: str, notice: str = "") -> Response:
    query = f"?hinweis={notice}" if notice else ""
    return RedirectResponse(f"/verwaltung{query}#{place}", status_code=303)
