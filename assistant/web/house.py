"""How routes reach the house and the templates that `create_app` was given, both as whoever asks may see them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from assistant.people.viewer import Viewer
from assistant.web.html import Html
from assistant.wiring import House


def _viewer(request: Request) -> Viewer:
    viewer: Viewer = request.scope["viewer"]
    return viewer


ViewerHere = Annotated[Viewer, Depends(_viewer)]


def _house(request: Request, viewer: ViewerHere) -> House:
    """The house as whoever asks may see it, whatever a route asks for."""
    house: House = request.app.state.house
    return house.seen_by(viewer)


def _html(request: Request, viewer: ViewerHere) -> Html:
    html: Html = request.app.state.html
    return html.seen_by(viewer)


HouseHere = Annotated[House, Depends(_house)]
HtmlHere = Annotated[Html, Depends(_html)]
