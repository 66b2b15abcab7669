"""People whose answers do not come, and people who read very slowly: both keep connections open and ask for nothing."""

from __future__ import annotations

import asyncio
import socket
from contextlib import AsyncExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from benchmarks.load.loopback import on_loopback
from benchmarks.load.record import Kind, Record
from benchmarks.load.scripted_model import ScriptedModel
from benchmarks.load.spike import keep_searching
from benchmarks.load.talks import answerable
from benchmarks.load.visitor import visiting

HEALTH_EVERY = 0.05  # seconds
# The largest original is asked for so often that no buffer between takes all of it: the system holds 4 MB a connection.
PIPELINED, SMALL_BUFFER, READ_A_SECOND = 6, 4096, 1024


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many answers are listened to by how many each, how many read slowly, and for how many seconds."""

    answers: int = 40
    listeners: int = 5
    slow_readers: int = 50
    seconds: float = 60


async def wait_and_read(url: str, record: Record, model: ScriptedModel, waiting: Waiting) -> None:
    """Open all streams while the model is silent, then ask /healthz again and again."""
    model.answering.clear()
    async with AsyncExitStack() as stack:
        visitors = [await stack.enter_async_context(visiting(url, record)) for _ in range(waiting.answers)]
        questions = answerable(seed=3)
        begun = [(visitor, await visitor.begin(questions.pop())) for visitor in visitors]
        async with AsyncExitStack() as streams, asyncio.TaskGroup() as group:
            for visitor, answer_id in begun:
                for _ in range(waiting.listeners):
                    await streams.enter_async_context(visitor.listening(answer_id))
                    record.count("idle streams")
            until = record.now() + waiting.seconds
            path = await _original(url)
            for _ in range(waiting.slow_readers):
                group.create_task(_read_slowly(url, path, record, until))
            group.create_task(keep_searching(url, record, until))
            await _keep_asking_for_health(url, record, until)
        model.answering.set()
        for visitor, answer_id in begun:
            await visitor.stop(answer_id)


async def _keep_asking_for_health(url: str, record: Record, until: float) -> None:
    async with visiting(url, record) as visitor, asyncio.TaskGroup() as group:
        while record.now() < until:
            group.create_task(visitor.healthy())
            await asyncio.sleep(HEALTH_EVERY)


async def _original(url: str) -> str:
    """Where the largest original is."""
    async with httpx.AsyncClient(base_url=on_loopback(url), trust_env=False) as http:
        documents = (await http.get("/api/v1/documents")).raise_for_status().json()["documents"]
        paths = [f"/api/v1/documents/{document['document_id']}/file" for document in documents]
        sizes = {path: len((await http.get(path)).raise_for_status().content) for path in paths}
    return max(paths, key=sizes.__getitem__)


async def _read_slowly(url: str, path: str, record: Record, until: float) -> None:
    """Ask for a file many times over and read hardly any of it; a house may end that, see `assistant.web.patience`."""
    parts = urlsplit(on_loopback(url))
    began = record.now()
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    narrow.setblocking(False)
    await asyncio.get_running_loop().sock_connect(narrow, (parts.hostname, parts.port))
    reader, writer = await asyncio.open_connection(sock=narrow, limit=SMALL_BUFFER)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nhost: {parts.netloc}\r\n\r\n".encode() * PIPELINED)
        while record.now() < until:
            _, read = await asyncio.gather(asyncio.sleep(1), reader.read(READ_A_SECOND))
            if not read:
                break
    except ConnectionError:
        record.count("slow readers that the house put an end to")
    finally:
        writer.close()
    record.note(Kind.READING, began)
