"""How routes reach the house and the templates that `create_app` was given, both as whoever asks may see them."""

from __future__ import annotations

from dataclasses import replace
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
    """The house in which another's conversations and what one may not see are not there, whatever a route asks for."""
    house: House = request.app.state.house
    corpus = house.corpus.seen_with(viewer.sight)
    assistant = house.assistant.over(corpus)
    return replace(
        house,
        corpus=corpus,
        assistant=assistant,
        conversations=house.conversations.of(viewer.owner, corpus.catalogue),
        verdicts=house.verdicts.of(viewer.owner),
        gaps=house.gaps.of(viewer.owner),
        asking=house.asking.of(viewer.owner, assistant),
    )


def _html(request: Request, viewer: ViewerHere) -> Html:
    html: Html = request.app.state.html
    return html.seen_by(viewer)


HouseHere = Annotated[House, Depends(_house)]
HtmlHere = Annotated[Html, Depends(_html)]
