"""The bot without the pages: a process that owns the data folder and serves nothing but the bot."""

from __future__ import annotations

from contextlib import ExitStack

from fastapi import FastAPI
from rich.console import Console

from assistant.housekeeping import housekeeping
from assistant.serving import listening
from assistant.web.leaving import run_app
from assistant.wiring import open_house
from bots.telegram.channel import running
from corpus.processes import Kind
from corpus.settings import Settings
from corpus.texts import telegram as texts


def run(settings: Settings) -> None:
    """Work until interrupted, or until the token is none.

    Raises what opening the house raises, and PortInUse where Telegram is to bring the updates.
    """
    with ExitStack() as stack:
        listener = stack.enter_context(listening(settings)) if settings.telegram_webhook_url else None
        house = stack.enter_context(open_house(settings, kind=Kind.BOT))
        stack.enter_context(house.ingest.worker.working())
        stack.enter_context(housekeeping(house))
        channel = stack.enter_context(running(house))
        Console(highlight=False).print(texts.RUNNING)
        if listener is None:
            channel.has_ended.wait()
            return
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        app.include_router(channel.router)
        app.state.is_leaving = False
        run_app(app, listener, one_of_many=house.corpus.catalogue.is_shared)
