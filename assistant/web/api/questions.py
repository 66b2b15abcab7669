"""POST /questions: an answer as JSON, or as a stream of events when the client accepts `text/event-stream`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.routing import Match
from starlette.types import Scope

from assistant.conversations.models import FailedEvent, StoppedEvent, StoredAnswer
from assistant.conversations.rendering import AskedJson, asked_json
from assistant.models import DoneEvent, Length, Question
from assistant.web.body import JsonBody
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.problems import PROBLEM_RESPONSES
from assistant.web.questions.streaming import sent_events
from assistant.web.questions.streams import STREAM_PLACE
from assistant.web.staying import StayingHere
from corpus.errors import AnswerFailed
from corpus.models import Filters

STREAM = "text/event-stream"

RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Antwort, oder Ereignisse als SSE", "content": {STREAM: {"schema": {"type": "string"}}}},
    **PROBLEM_RESPONSES,
}


class QuestionBody(JsonBody):
    """What a client asks; filters restrict the search to documents with these metadata.

    A question in a `conversation` is understood in the light of what was asked there before; without one it begins a
    new conversation. `length` is short, normal or long; `plain_language` asks for Einfache Sprache; without them the
    house's settings hold.
    """

    question: str
    filters: dict[str, str] = Field(default_factory=dict)
    conversation: str | None = Field(None, max_length=32)
    length: Length | None = None
    plain_language: bool | None = None


def _begun(body: QuestionBody, house: HouseHere) -> StoredAnswer:
    asked = Question(body.question, Filters(dict(body.filters)), length=body.length, plain=body.plain_language)
    return house.asking.begin(asked, body.conversation)


Begun = Annotated[StoredAnswer, Depends(_begun)]


class StreamRoute(APIRoute):
    """A route for clients that accept an event stream; others fall through to the JSON route of the same path."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As any route, given that the stream is wanted."""
        if STREAM not in Headers(scope=scope).get("accept", ""):
            return Match.NONE, {}
        return super().matches(scope)


stream_router = APIRouter(route_class=StreamRoute)
router = APIRouter(tags=["Fragen"])


@stream_router.post(
    "/questions", response_class=EventSourceResponse, include_in_schema=False, dependencies=[STREAM_PLACE]
)
async def stream_answer(
    stored: Begun, house: HouseHere, html: HtmlHere, staying: StayingHere
) -> AsyncIterator[ServerSentEvent]:
    """The events of one answer, which is stored and made whether they are read or not."""
    telling = await run_in_threadpool(house.asking.listen, stored.id)
    async for event in staying.while_let_in(sent_events(stored, telling, house, html)):
        yield event


@router.post("/questions", responses=RESPONSES)
async def ask(stored: Begun, house: HouseHere) -> AskedJson:
    """Answer a question from the documents; every sentence names the page that proves it."""
    match await (await run_in_threadpool(house.asking.listen, stored.id)).end():
        case DoneEvent(answer) | StoppedEvent(answer):
            return asked_json(stored, answer)
        case FailedEvent(reason):
            raise AnswerFailed(reason)
    raise AssertionError("an answer is done, stopped or failed")
