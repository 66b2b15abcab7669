from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from corpus.texts import web as texts

DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}

OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenPage]:
    contexts = []
    foreign: list[str] = []
    failures: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((server, "data:")):
            foreign.append(request.url)

    def open_one(path: str = "/", **options: Any) -> Page:
        context = browser.new_context(base_url=server, **{"viewport": DESKTOP, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", note)
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert foreign == [], "requests to other hosts"
    assert failures == [], "errors in the page's scripts"


@pytest.fixture(scope="session")
def axe() -> str:
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def question() -> str:
    return texts.SUGGESTED_QUESTIONS[0][0]


@pytest.fixture(scope="session")
def foreign_question() -> str:
    return "Wie lange muss ein Marmorkuchen mit Vanilleglasur im Ofen backen?"
