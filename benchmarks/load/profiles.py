"""The four profiles: who does what for how long, and what is watched meanwhile."""

from __future__ import annotations

import asyncio
import os
import platform
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from benchmarks.load.editor import keep_handing_in
from benchmarks.load.houses import House, Opening
from benchmarks.load.machine import Reading, Usage, usage, watch_parts
from benchmarks.load.record import Record
from benchmarks.load.results import Result
from benchmarks.load.scripted_model import ScriptedModel, scripted_model
from benchmarks.load.spike import Spike, crowd
from benchmarks.load.town import QUESTIONS_A_SECOND, USERS, town
from benchmarks.load.waiting import Waiting, wait_and_read

TOWN, SPIKE, WAITING, SOAK = "town", "spike", "waiting", "soak"

Load = Callable[[House, ScriptedModel, Record], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Profile:
    """A load that ends by itself after so many seconds, or shortly after; see `Result.calm_from`."""

    name: str
    seconds: float
    load: Load
    calm_from: float = 0.0


def at_work(name: str, seconds: float, *, users: int = USERS, rate: float = QUESTIONS_A_SECOND) -> Profile:
    """The town asks while documents come in, one after the other."""

    async def load(house: House, _: ScriptedModel, record: Record) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(keep_handing_in(house.url, record, seconds))
            group.create_task(town(house.url, record, seconds, users=users, rate=rate))

    return Profile(name, seconds, load)


def rushed(spike: Spike) -> Profile:
    """Everybody comes at once."""

    async def load(house: House, _: ScriptedModel, record: Record) -> None:
        await crowd(house.url, record, spike)

    return Profile(SPIKE, spike.seconds, load, calm_from=spike.end)


def waited(waiting: Waiting) -> Profile:
    """Connections that are open, and hardly used."""

    async def load(house: House, model: ScriptedModel, record: Record) -> None:
        await wait_and_read(house.url, record, model, waiting)

    return Profile(WAITING, waiting.seconds, load)


def measure(column: str, opening: Opening, profile: Profile) -> Result:
    """Open a house that asks the scripted model, and load it."""
    with scripted_model() as model, opening(model.settings) as house:
        return loaded(column, house, model, profile)


def loaded(column: str, house: House, model: ScriptedModel, profile: Profile) -> Result:
    """Load a house, and see how it bears that."""
    begun, record = datetime.now().isoformat(timespec="seconds"), Record()
    readings, used = list[Reading](), list[Usage]()
    with usage(house.parts, used):
        asyncio.run(_watched(profile.load(house, model, record), house, readings))
    return Result(
        column=column,
        profile=profile.name,
        begun=begun,
        load_seconds=profile.seconds,
        calm_from=profile.calm_from,
        machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        usage=used[0],
        samples=tuple(record.samples),
        readings=tuple(readings),
        counts=record.counts,
    )


async def _watched(load: Coroutine[Any, Any, None], house: House, readings: list[Reading]) -> None:
    watching = asyncio.create_task(watch_parts(house.parts, time.perf_counter(), readings))
    try:
        await load
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
