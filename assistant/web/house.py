"""How routes reach the house and the templates that `create_app` was given."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from assistant.web.html import Html
from assistant.wiring import House


def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


def _html(request: Request) -> Html:
    html: Html = request.app.state.html
    return html


HouseHere = Annotated[House, Depends(_house)]
HtmlHere = Annotated[Html, Depends(_html)]
