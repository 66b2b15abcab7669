from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from assistant.web.heads import Heads
from assistant.wiring import House
from corpus.models import Document
from tests.signing_in import signing_in

# Of each answer its own.
ITS_OWN = {"date": "", "x-request-id": ""}


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/dokumente", "/api/v1/documents", "/nirgends"])
def test_a_head_is_that_of_the_page_without_the_page(client: TestClient, path: str) -> None:
    head, page = client.head(path), client.get(path)
    assert head.status_code == page.status_code
    assert {**head.headers, **ITS_OWN} == {**page.headers, **ITS_OWN}
    assert head.content == b""
    assert page.content != b""


def test_a_file_and_a_static_file_have_a_head(client: TestClient, pdf: Document) -> None:
    static = client.app.state.html.static_url
    for path in (f"/api/v1/documents/{pdf.id}/file", f"{static}/styles/base.css"):
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b""), path
        assert int(head.headers["content-length"]) > 1000, path


def test_what_cannot_be_asked_for_has_no_head(client: TestClient) -> None:
    assert client.head("/api/v1/questions").status_code == 405


def test_whoever_is_not_let_in_gets_no_head_either(house: House) -> None:
    with signing_in(house) as town:
        browser = town.browser()
        assert browser.head("/healthz").status_code == 200
        for path in ("/dokumente", "/verwaltung/personen", "/api/v1/documents", "/api/v1/acts"):
            assert browser.head(path).status_code == browser.get(path).status_code != 200, path


def test_a_stream_ends_with_its_head() -> None:
    ended = []

    async def forever(request: Request) -> StreamingResponse:
        async def numbers() -> AsyncIterator[str]:
            try:
                while True:
                    yield "1\n"
                    await asyncio.sleep(0.01)
            finally:
                ended.append(request.method)

        return StreamingResponse(numbers())

    with TestClient(Heads(Starlette(routes=[Route("/", forever, methods=["GET"])]))) as client:
        assert client.head("/").content == b""
    assert ended == ["GET"]
