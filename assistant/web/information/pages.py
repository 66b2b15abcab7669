"""The pages about the offer itself, and the house's own logo and theme."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.administration.telegram_state import telegram_state
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.information.appearance import OwnFile
from assistant.web.information.contents import information_html
from corpus.errors import NotFound
from corpus.texts import information_pages as texts
from corpus.texts import web

router = APIRouter(include_in_schema=False)

KEPT = {"cache-control": "public, max-age=31536000, immutable"}


@router.get("/barrierefreiheit")
@router.get("/datenschutz")
@router.get("/impressum")
def information(request: Request, house: HouseHere, html: HtmlHere) -> Response:
    """The page that the address names."""
    name = request.url.path.strip("/")
    appearance = html.appearance
    has_bot = telegram_state(house.corpus.catalogue, house.settings).is_on
    return html.page(
        "information/page.html",
        title=texts.TITLES[name],
        content=information_html(name, house.settings, appearance, has_bot=has_bot),
        takes_reports=name == "barrierefreiheit",
        contact=appearance.contact,
        mail_url=f"mailto:{quote(appearance.contact, safe='@')}?subject={quote(texts.REPORT_SUBJECT)}",
        information_texts=texts,
    )


@router.get("/haus/logo")
def logo(html: HtmlHere) -> Response:
    """The house's logo."""
    return _file(html.appearance.logo)


@router.get("/haus/farben.css")
def theme(html: HtmlHere) -> Response:
    """The house's theme."""
    return _file(html.appearance.theme)


def _file(own: OwnFile | None) -> Response:
    if own is None:
        raise NotFound(web.NO_SUCH_ADDRESS)
    return Response(own.content, media_type=own.media_type, headers=KEPT)
