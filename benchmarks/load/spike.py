"""A hundred people come within ten seconds, such as after a mail to everybody."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

from benchmarks.load.record import Record
from benchmarks.load.talks import answerable, talks
from benchmarks.load.town import town
from benchmarks.load.visitor import visiting

SEARCHES_EVERY = 0.5  # seconds; by these it is seen how the house is


@dataclass(frozen=True, slots=True)
class Spike:
    """Seconds before it, of it and after it, and how many come beside the usual people."""

    before: float = 10
    coming: float = 10
    after: float = 45
    visitors: int = 100

    @property
    def end(self) -> float:
        """When the last one has come."""
        return self.before + self.coming

    @property
    def seconds(self) -> float:
        """Of all."""
        return self.end + self.after


async def crowd(url: str, record: Record, spike: Spike) -> None:
    """The town goes on as ever; each of the crowd opens the first page, asks, and reads the first source."""
    async with asyncio.TaskGroup() as group:
        group.create_task(town(url, record, spike.seconds))
        group.create_task(keep_searching(url, record, spike.seconds))
        for number, question in enumerate(answerable(seed=1)[: spike.visitors]):
            at = random.Random(number).uniform(spike.before, spike.end)
            group.create_task(_one_of_many(url, record, at, question))


async def keep_searching(url: str, record: Record, seconds: float) -> None:
    """Search again and again, each time without waiting for the time before."""
    async with visiting(url, record) as visitor, asyncio.TaskGroup() as group:
        for talk in talks(seed=2):
            if record.now() >= seconds:
                return
            group.create_task(visitor.search(talk[0]))
            await asyncio.sleep(SEARCHES_EVERY)


async def _one_of_many(url: str, record: Record, at: float, question: str) -> None:
    async with visiting(url, record) as visitor:
        await asyncio.sleep(at - record.now())
        await visitor.open("/")
        asked = await visitor.ask(question)
        for source in asked.sources[:1]:
            await visitor.read(source)
