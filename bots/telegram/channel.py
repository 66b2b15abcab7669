"""The bot beside the pages: in a thread and an event loop of its own, and whatever becomes of it, the pages go on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

from fastapi import APIRouter
from telegram.error import BadRequest

from assistant.administration.telegram_state import token_of
from assistant.reporting import report
from assistant.wiring import House
from bots.telegram.arriving import arrived_of
from bots.telegram.desk import Desk
from bots.telegram.failures import Revoked, Unreachable
from bots.telegram.inbox import Arrived, Inbox
from bots.telegram.insisting import insisting
from bots.telegram.introducing import introduce
from bots.telegram.line import Line, open_line
from bots.telegram.outcomes import tell_outcomes
from bots.telegram.polling import poll
from bots.telegram.reception import Reception
from bots.telegram.state import State
from bots.telegram.turn import TurnLost, turn, watch
from bots.telegram.voice import Voice
from bots.telegram.webhook import set_webhook, webhook_router
from corpus.database import is_away
from corpus.locks import Held
from corpus.settings import Settings
from corpus.texts import telegram as texts

# Many chats wait for the house at once, each of them briefly.
THREADS = 16
AGAIN_SECONDS = 10.0


@contextmanager
def telegram(house: House) -> Iterator[APIRouter]:
    """The bot of the settings while the block runs, and the routes that it needs; without a token there is none."""
    if not token_of(house.settings):
        yield APIRouter()
        return
    with running(house) as channel:
        yield channel.router


@contextmanager
def running(house: House) -> Iterator[Channel]:
    """The bot of the settings while the block runs; there must be one."""
    channel = Channel(house, token_of(house.settings))
    thread = Thread(target=channel.run, daemon=True, name="telegram")
    thread.start()
    try:
        yield channel
    finally:
        channel.stop()
        thread.join()


class Channel:
    """The bot in its own event loop; `has_ended` is set when it will do no more, by itself or not."""

    def __init__(self, house: House, token: str) -> None:
        self.has_ended = Event()
        self._house = house
        self._token = token
        self._inbox = Inbox(house.corpus.catalogue)
        self._state = State(house.corpus.catalogue)
        self._loop = asyncio.new_event_loop()
        self._work = self._loop.create_task(self._work_on())
        self._desk: Desk | None = None

    def run(self) -> None:
        """Work until `stop`, in this thread."""
        asyncio.set_event_loop(self._loop)
        self._loop.set_default_executor(ThreadPoolExecutor(THREADS, "telegram"))
        try:
            self._loop.run_until_complete(self._work)
        except asyncio.CancelledError:
            pass
        except Exception as error:  # the pages go on
            report(error)
        finally:
            # What was begun in a thread is brought to its end while the house is open.
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()
            self.has_ended.set()

    @property
    def router(self) -> APIRouter:
        """The routes that it needs."""
        if self._house.settings.telegram_webhook_url is None:
            return APIRouter()
        return webhook_router(self._token, self.take)

    def stop(self) -> None:
        """End where it stands; what is not seen to waits for the next start."""
        with suppress(RuntimeError):  # it has ended by itself
            self._loop.call_soon_threadsafe(self._work.cancel)

    def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Store what came, then see to it; from any thread."""
        new = self._inbox.store([arrived for update in updates if (arrived := arrived_of(update))])
        with suppress(RuntimeError):  # the loop has ended: it waits for the next start
            self._loop.call_soon_threadsafe(self._hand_on, new)

    def _hand_on(self, new: Sequence[Arrived]) -> None:
        if self._desk:
            self._desk.take(new)

    async def _work_on(self) -> None:
        """Again and again, whenever it is this process' turn, until the token is none."""
        is_known = True
        while is_known:
            try:
                async with turn(self._house.corpus.locks, one_of_many=self._is_one_of_many) as held:
                    await self._serve(held)
            except* TurnLost:
                pass
            except* Revoked:
                is_known = False
                await self._state.tell(texts.REVOKED)
            except* Unreachable:
                await self._state.tell(texts.UNREACHABLE)
            except* Exception as group:
                for error in group.exceptions:
                    report(error)
                    if not is_away(error):
                        await self._state.tell(texts.FAILED)
            finally:
                self._desk = None
            if is_known:
                await asyncio.sleep(AGAIN_SECONDS)

    @property
    def _is_one_of_many(self) -> bool:
        return self._house.corpus.catalogue.is_shared

    async def _serve(self, held: Held) -> None:
        await self._state.tell("")
        settings = self._house.settings
        async with open_line(self._token, str(settings.telegram_api_url).rstrip("/")) as line:
            voice = Voice(line.bot)
            await self._state.known_as(voice.username)
            async with asyncio.TaskGroup() as tasks:
                reception = Reception(self._house, self._inbox, voice)
                self._desk = Desk(self._inbox, reception.see_to, tasks)
                # In one step with the line before: what comes from now on finds the desk.
                self._desk.take(self._inbox.waiting())
                tasks.create_task(introduce(line.bot))
                tasks.create_task(tell_outcomes(self._house, voice))
                tasks.create_task(watch(held))
                if self._is_one_of_many:
                    # Telegram may bring the news to any of them.
                    tasks.create_task(self._desk.look())
                await self._listen(line, settings)

    async def _listen(self, line: Line, settings: Settings) -> None:
        if settings.telegram_webhook_url is None:
            await poll(line, lambda updates: asyncio.to_thread(self.take, updates), self._state.tell)
            return
        try:
            await insisting(lambda: set_webhook(line.bot, settings))
        except BadRequest:
            await self._state.tell(texts.WEBHOOK_REFUSED)
        else:
            await self._state.tell("")
