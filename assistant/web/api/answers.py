"""/answers: what became of a question, its events from any point on, stopping it, and what people think of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from assistant.conversations.models import Reason, StoredAnswer
from assistant.conversations.rendering import StoredAnswerJson, stored_json
from assistant.conversations.verdicts import LONGEST_TEXT
from assistant.web.body import JsonBody
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.problems import PROBLEM_RESPONSES
from assistant.web.questions.streaming import sent_events
from assistant.web.questions.streams import STREAM_PLACE
from assistant.web.staying import StayingHere

router = APIRouter(tags=["Antworten"], responses=PROBLEM_RESPONSES)

EVENTS: dict[int | str, dict[str, Any]] = {
    200: {"description": "Ereignisse wie bei `POST /questions`; jedes trägt seine Nummer als `id`"}
}


class FeedbackBody(JsonBody):
    """A verdict; `reasons` and `text` say what is wrong."""

    helpful: bool
    reasons: list[Reason] = Field(default_factory=list, max_length=len(Reason))
    text: str = Field("", max_length=LONGEST_TEXT)


def _stored(answer_id: str, house: HouseHere) -> StoredAnswer:
    return house.conversations.answer(answer_id)


Stored = Annotated[StoredAnswer, Depends(_stored)]


@router.get("/answers/{answer_id}")
def answer(stored: Stored) -> StoredAnswerJson:
    """A question and what became of it."""
    return stored_json(stored)


@router.get(
    "/answers/{answer_id}/events",
    response_class=EventSourceResponse,
    responses=EVENTS,
    dependencies=[STREAM_PLACE],
)
async def events(
    stored: Stored,
    house: HouseHere,
    html: HtmlHere,
    staying: StayingHere,
    last_event_id: Annotated[int, Header(ge=0)] = 0,
) -> AsyncIterator[ServerSentEvent]:
    """The events of an answer after the one named by `Last-Event-ID`; of one that ended a while ago the last alone."""
    telling = await run_in_threadpool(house.asking.listen, stored.id)
    events = sent_events(stored, telling, house, html, after=last_event_id)
    async for event in staying.while_let_in(events):
        yield event


@router.post("/answers/{answer_id}/stop")
def stop(answer_id: str, house: HouseHere) -> StoredAnswerJson:
    """End an answer where it stands; one that has ended stays as it is."""
    return stored_json(house.asking.stop(answer_id))


@router.post("/answers/{answer_id}/feedback")
def give_feedback(answer_id: str, body: FeedbackBody, house: HouseHere) -> StoredAnswerJson:
    """Give a verdict on an answer, in place of an earlier one."""
    house.verdicts.give(answer_id, helpful=body.helpful, reasons=body.reasons, text=body.text)
    return stored_json(house.conversations.answer(answer_id))


@router.delete("/answers/{answer_id}/feedback", status_code=204)
def withdraw_feedback(answer_id: str, house: HouseHere) -> None:
    """Take the verdict back."""
    house.verdicts.withdraw(answer_id)
