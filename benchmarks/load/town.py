"""People of a town at work: they search, ask, follow up, read sources, say what they think."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator

from benchmarks.load.record import Record
from benchmarks.load.talks import Talk, talks
from benchmarks.load.visitor import Asked, Visitor, visiting

USERS, QUESTIONS_A_SECOND = 20, 0.5
READS = (1.0, 4.0)  # seconds that somebody looks at an answer or a source
MOST_SOURCES = 2
JUDGES = 0.15  # the share of answers that get a verdict
HELPFUL = 0.8


async def town(
    url: str, record: Record, seconds: float, *, users: int = USERS, rate: float = QUESTIONS_A_SECOND
) -> None:
    """So many people ask `rate` questions a second in all, at random moments, for so many seconds.

    Whoever is due to ask while an answer is still being read asks at once: a slow house is not asked less.
    """
    every = talks(seed=users)
    async with asyncio.TaskGroup() as group:
        for number in range(users):
            group.create_task(_person(url, record, every, random.Random(number), seconds, pause=users / rate))


async def _person(
    url: str, record: Record, every: Iterator[Talk], draw: random.Random, seconds: float, *, pause: float
) -> None:
    due = draw.expovariate(1 / pause)
    async with visiting(url, record) as visitor:
        for talk in every:
            conversation = None
            for question in talk:
                if due >= seconds:
                    return
                await asyncio.sleep(due - record.now())
                due += draw.expovariate(1 / pause)
                if conversation is None:
                    await visitor.search(question)
                asked = await visitor.ask(question, conversation)
                conversation = asked.conversation
                await _look(visitor, asked, draw)


async def _look(visitor: Visitor, asked: Asked, draw: random.Random) -> None:
    """Read the answer and some of its sources; now and then say what one thinks of it."""
    for source in draw.sample(asked.sources, min(len(asked.sources), draw.randint(0, MOST_SOURCES))):
        await asyncio.sleep(draw.uniform(*READS))
        await visitor.read(source)
    if asked.answer_id and draw.random() < JUDGES:
        await asyncio.sleep(draw.uniform(*READS))
        await visitor.judge(asked.answer_id, helpful=draw.random() < HELPFUL)
