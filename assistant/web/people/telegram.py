"""Konto: the chats at Telegram that are paired with one's account, and a code for another."""

from __future__ import annotations

from typing import Annotated

import segno
from fastapi import APIRouter, Path
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from assistant.administration.telegram_state import telegram_state
from assistant.web.house import HouseHere, HtmlHere, ViewerHere
from assistant.web.people.account import whoever
from corpus.errors import NotFound
from corpus.texts import web

router = APIRouter(include_in_schema=False, prefix="/konto/telegram")

LARGEST_ID = 2**52  # what Telegram says of its numbers


@router.post("")
def new_code(house: HouseHere, html: HtmlHere, viewer: ViewerHere) -> Response:
    """A code that pairs a chat; it is shown this once."""
    person = whoever(viewer)
    state = telegram_state(house.corpus.catalogue, house.settings)
    if not state.is_ready:
        raise NotFound(web.NO_SUCH_ADDRESS)
    code = house.people.pairing.new_code(person)
    address = f"https://t.me/{state.username}?start={code}"
    return html.page(
        "people/pairing.html", code=code, address=address, qr_code=_qr_code(address), username=state.username
    )


@router.post("/{chat_id}/loesen")
def unpair(
    chat_id: Annotated[int, Path(ge=1, le=LARGEST_ID)], house: HouseHere, viewer: ViewerHere
) -> RedirectResponse:
    """A chat is one's own no longer."""
    house.people.chats.unpair(chat_id, whoever(viewer).id)
    return RedirectResponse("/konto?erledigt=telegram", status_code=303)


def _qr_code(address: str) -> Markup:
    """An SVG that is dark on light in every colour scheme, with its margin: phones know no other."""
    drawn = segno.make(address, error="m", micro=False)
    # Nothing of the address stands in it as text.
    return Markup(drawn.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None))
