"""Puts the web app together: `create_app(house)` gives what uvicorn serves."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.web import problems
from assistant.web.administration import acts_page
from assistant.web.administration import pages as administration_pages
from assistant.web.api import (
    acts,
    answers,
    conversations,
    documents,
    exports,
    gaps,
    health,
    jobs,
    metrics,
    originals,
    questions,
    search,
    uploads,
)
from assistant.web.documents import audience_pages, changing_pages, list_pages, metadata_pages
from assistant.web.documents import pages as documents_pages
from assistant.web.door import Door
from assistant.web.guard import Guard
from assistant.web.heads import Heads
from assistant.web.html import STATIC_FOLDER, Html
from assistant.web.information import pages as information_pages
from assistant.web.information.appearance import read_appearance
from assistant.web.insight import pages as insight_pages
from assistant.web.observing import Observing
from assistant.web.people import account, api_tokens, forgotten, links, persons, provider, sign_in, telegram
from assistant.web.proxies import trusted_networks
from assistant.web.questions import pages as questions_pages
from assistant.web.questions import report
from assistant.web.questions.streams import Streams
from assistant.web.rates import Rates
from assistant.web.recording import Recording
from assistant.wiring import House
from corpus.settings import listed

API = "/api/v1"
# Already compressed, or streamed piece by piece.
NOT_ZIPPED = ("text/event-stream", "image/webp", "font/woff2", "application/pdf", "application/octet-stream")


class KeptFiles(StaticFiles):
    """Static files that browsers keep for good: another content has another address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with a year to live."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def create_app(house: House, *, key: str = "", routers: Sequence[APIRouter] = ()) -> FastAPI:
    """The HTTP API under /api/v1, the pages, and /healthz and /readyz, over an open house.

    `key` is what the house's own commands show where people sign in, see `corpus.command_key`; without it, nobody can.
    `routers` hold what other channels need.
    """
    html = Html(read_appearance(house.settings), house.settings_now)
    app = FastAPI(
        title="Transferlotse",
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        form_limits={"max_fields": 100, "max_files": 1},
    )
    app.state.house = house
    app.state.html = html
    app.state.rates = rates = Rates(house.settings, house.corpus.catalogue)
    app.state.streams = Streams()
    app.state.is_leaving = False
    rooms = (questions, answers, conversations, gaps, exports, search, documents, originals, uploads, jobs, acts)
    for router in (questions.stream_router, *(room.router for room in rooms)):
        app.include_router(router, prefix=API)
    app.include_router(health.router)
    app.include_router(metrics.router)
    app.include_router(questions_pages.router)
    app.include_router(report.router)
    # The list before the single documents: its addresses would do for one of them.
    for pages in (list_pages, documents_pages, metadata_pages, audience_pages, changing_pages):
        app.include_router(pages.router)
    app.include_router(information_pages.router)
    app.include_router(insight_pages.router)
    app.include_router(administration_pages.router)
    app.include_router(acts_page.router)
    for people_room in (sign_in, provider, forgotten, links, account, api_tokens, telegram, persons):
        app.include_router(people_room.router)
    for router in routers:
        app.include_router(router)
    app.mount(html.static_url, KeptFiles(directory=STATIC_FOLDER))
    problems.install(app, html)
    settings = house.settings
    app.add_middleware(Recording, acts=house.acts, sign_in=settings.sign_in)
    app.add_middleware(Door, routes=app.routes, people=house.people, settings=settings, key=key, html=html, rates=rates)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6, exclude_content_types=NOT_ZIPPED)
    app.add_middleware(Heads)
    known = [url.host or "" for url in (settings.public_url, settings.telegram_webhook_url) if url]
    hosts = [settings.host, *known, *listed(settings.hosts)]
    app.add_middleware(Guard, hosts=hosts, settings=settings, html=html)
    # Whoever looks at the address or the scheme after it sees what a trusted proxy said, and no other.
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=trusted_networks(settings))
    app.add_middleware(Observing, settings=settings, metrics=house.metrics, tracing=house.tracing)
    return app
