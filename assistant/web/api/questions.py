"""POST /questions: an answer as JSON, or as a stream of events when the client accepts `text/event-stream`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field
from starlette.datastructures import Headers
from starlette.routing import Match
from starlette.types import Scope

from assistant.follow_up.models import Turn
from assistant.models import BlockEvent, Citation, CitationEvent, DoneEvent, Event, Question, StatusEvent
from assistant.rendering import AnswerJson, answer_json, citation_json, sentence_json
from assistant.web import turns
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.html import Html
from assistant.web.problems import PROBLEM_RESPONSES, problem_of
from assistant.wiring import House
from corpus.models import Filters

STREAM = "text/event-stream"

RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Antwort, oder Ereignisse als SSE", "content": {STREAM: {"schema": {"type": "string"}}}},
    **PROBLEM_RESPONSES,
}


class TurnBody(BaseModel):
    """An earlier turn of the conversation: `understood`, the cited documents' ids and `answer` of its answer."""

    question: str = Field(max_length=4_000)
    documents: list[str] = Field(default_factory=list, max_length=20)
    answer: str = Field("", max_length=20_000)


class QuestionBody(BaseModel):
    """What a client asks; filters restrict the search to documents with these metadata.

    A follow-up question is understood in the light of the turns in `earlier`, the oldest first.
    """

    question: str
    filters: dict[str, str] = Field(default_factory=dict)
    earlier: list[TurnBody] = Field(default_factory=list, max_length=20)

    def to_question(self) -> Question:
        """The question in the house's own words."""
        turns = tuple(Turn(turn.question, tuple(turn.documents), turn.answer) for turn in self.earlier)
        return Question(self.question, Filters(dict(self.filters)), turns)


class StreamRoute(APIRoute):
    """A route for clients that accept an event stream; others fall through to the JSON route of the same path."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As any route, given that the stream is wanted."""
        if STREAM not in Headers(scope=scope).get("accept", ""):
            return Match.NONE, {}
        return super().matches(scope)


stream_router = APIRouter(route_class=StreamRoute)
router = APIRouter(tags=["Fragen"])


@stream_router.post("/questions", response_class=EventSourceResponse, include_in_schema=False)
def stream_answer(body: QuestionBody, house: HouseHere, html: HtmlHere) -> Iterator[ServerSentEvent]:
    """The events of one answer; whatever goes wrong underway becomes the last event, `error`."""
    try:
        citations: dict[int, Citation] = {}
        for event in house.assistant.stream(body.to_question()):
            yield _to_sse(event, citations, house, html)
    except Exception as error:
        yield ServerSentEvent(event="error", data=problem_of(error).model_dump())


@router.post("/questions", responses=RESPONSES)
def ask(body: QuestionBody, house: HouseHere) -> AnswerJson:
    """Answer a question from the documents; every sentence names the page that proves it."""
    return answer_json(house.assistant.ask(body.to_question()))


def _to_sse(event: Event, citations: dict[int, Citation], house: House, html: Html) -> ServerSentEvent:
    data: dict[str, Any]
    match event:
        case StatusEvent(text):
            return ServerSentEvent(event="status", data={"text": text})
        case CitationEvent(citation):
            citations[citation.number] = citation
            return ServerSentEvent(event="citation", data=citation_json(citation))
        case BlockEvent(index, sentence):
            safe = turns.sentence_html(html, sentence, citations)
            data = {"index": index, "html": safe, "sentence": sentence_json(sentence)}
            return ServerSentEvent(event="block", data=data)
        case DoneEvent(answer):
            data = {"answer": answer_json(answer)} | turns.outcome_html(html, house.corpus, answer)
            return ServerSentEvent(event="done", data=data)
