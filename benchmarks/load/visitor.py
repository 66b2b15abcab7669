"""One person's browser at the house: asks, searches, reads sources, says what it thinks of answers."""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from benchmarks.load.loopback import on_loopback
from benchmarks.load.record import OK, TURNED_AWAY, Kind, Record
from benchmarks.load.scripted_model import FIRST_SENTENCE
from tests.servers.openai_chat import MODEL

ENGINE = f"openai:{MODEL}"
TIMEOUT = httpx.Timeout(60)
# What a house does that has too much to do, and says so.
TOO_MANY = 429
_PICTURE = re.compile(r'src="(/api/v1/documents/[^"]+\.webp[^"]*)"')


@dataclass(slots=True)
class Asked:
    """What came of a question."""

    answer_id: str = ""
    conversation: str | None = None
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def sources(self) -> list[str]:
        """Where the citations can be read, each page once."""
        return list(dict.fromkeys(citation["url"] for citation in self.answer.get("citations", ())))


class Failed(Exception):
    """The house did not give what was asked for; `args[0]` says what came."""


class Visitor:
    """Everything that it waits for is noted in the record; what goes wrong is noted there too, and raised nowhere."""

    def __init__(self, http: httpx.AsyncClient, record: Record) -> None:
        self._http = http
        self._record = record

    async def search(self, words: str) -> None:
        """Passages for some words."""
        with self._noted(Kind.SEARCH):
            response = await self._http.get("/api/v1/search", params={"q": words})
            if not _given(response).json()["results"]:
                self._record.count("searches that found nothing")

    async def open(self, address: str) -> str:
        """A page of the house -> its HTML, '' where it did not come."""
        html = ""
        with self._noted(Kind.PAGE):
            html = _given(await self._http.get(address)).text
        return html

    async def read(self, source: str) -> None:
        """The page that shows a source, and the picture on it where there is one."""
        found = _PICTURE.search(await self.open(source))
        if found:
            with self._noted(Kind.PICTURE):
                _given(await self._http.get(found[1].replace("&amp;", "&")))

    async def judge(self, answer_id: str, *, helpful: bool) -> None:
        """A verdict on an answer."""
        with self._noted(Kind.FEEDBACK):
            _given(await self._http.post(f"/api/v1/answers/{answer_id}/feedback", json={"helpful": helpful}))

    async def stop(self, answer_id: str) -> None:
        """End an answer where it stands."""
        with self._noted(Kind.ANSWER):
            stopped = _given(await self._http.post(f"/api/v1/answers/{answer_id}/stop")).json()
            self._record.count(f"answers in the end: {stopped['state']}")

    async def healthy(self) -> None:
        """Whether the process lives."""
        with self._noted(Kind.HEALTH):
            _given(await self._http.get("/healthz"))

    async def ask(self, question: str, conversation: str | None = None) -> Asked:
        """A question, its answer read as it is made."""
        asked, began = Asked(conversation=conversation), self._record.now()
        first = None
        with self._noted(Kind.ANSWER):
            async with aclosing(self._events(question, conversation)) as events:
                async for event, data in events:
                    if event == "turn":
                        asked.answer_id, asked.conversation = data["id"], data["conversation"]
                    elif event == "block" and first is None:
                        first = self._record.now() - began
                    elif event == "error":
                        raise Failed(f"answer failed: {data['detail']}")
                    elif event == "done":
                        asked.answer = data["answer"]
            if not asked.answer:
                raise Failed("the stream ended without an answer")
        self._tell(asked.answer, began, first)
        return asked

    @asynccontextmanager
    async def listening(self, answer_id: str) -> AsyncIterator[None]:
        """The stream of an answer is open, and nothing is read of it, while the block runs."""
        async with self._http.stream("GET", f"/api/v1/answers/{answer_id}/events") as response:
            _given(response)
            yield

    async def begin(self, question: str) -> str:
        """Ask, and leave as soon as the question is stored -> the answer's id, '' where it was not."""
        answer_id = ""
        with self._noted(Kind.ANSWER):
            async with aclosing(self._events(question, None)) as events:
                async for _, turn in events:
                    answer_id = turn["id"]
                    break
        return answer_id

    def _tell(self, answer: dict[str, Any], began: float, first: float | None) -> None:
        """The house's own share of the first token, where the model wrote the answer."""
        if not answer:
            return
        self._record.count(f"answers: {answer['status']}")
        if answer["engine"] == ENGINE and first is not None:
            self._record.note(Kind.FIRST, began, seconds=first - FIRST_SENTENCE)
        elif first is not None:
            self._record.count("answers quoted in the model's place")

    async def _events(self, question: str, conversation: str | None) -> AsyncGenerator[tuple[str, dict[str, Any]]]:
        body = {"question": question} | ({"conversation": conversation} if conversation else {})
        accept = {"accept": "text/event-stream"}
        async with self._http.stream("POST", "/api/v1/questions", json=body, headers=accept) as response:
            _given(response)
            event = ""
            async for line in response.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    event = value
                elif name == "data":
                    yield event, json.loads(value)

    @contextmanager
    def _noted(self, kind: Kind) -> Iterator[None]:
        began, outcome = self._record.now(), OK
        try:
            yield
        except Failed as failed:
            outcome = str(failed)
        except httpx.HTTPError as error:
            outcome = type(error).__name__
        self._record.note(kind, began, outcome=outcome)


def _given(response: httpx.Response) -> httpx.Response:
    """The response, where it is what was asked for; raises Failed."""
    if response.status_code == TOO_MANY:
        raise Failed(TURNED_AWAY)
    if not response.is_success:
        raise Failed(str(response.status_code))
    return response


@asynccontextmanager
async def visiting(url: str, record: Record) -> AsyncIterator[Visitor]:
    """A visitor with cookies and connections of its own; raises ForeignHost."""
    # Never used on loopback, and dear to make: without this, a hundred visitors would read all certificates.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    async with httpx.AsyncClient(base_url=on_loopback(url), verify=context, timeout=TIMEOUT, trust_env=False) as http:
        yield Visitor(http, record)
