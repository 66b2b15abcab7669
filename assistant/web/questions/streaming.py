"""The events of an answer as server-sent events, each with its safe HTML."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi.sse import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from assistant.conversations.models import FailedEvent, StoppedEvent, StoredAnswer, ToldEvent
from assistant.conversations.rendering import asked_json
from assistant.conversations.telling import Told
from assistant.models import Answer, BlockEvent, Citation, CitationEvent, DoneEvent, StatusEvent
from assistant.rendering import citation_json, sentence_json
from assistant.web.html import Html
from assistant.web.problems import problem_of
from assistant.web.questions import turns
from assistant.wiring import House
from corpus.errors import AnswerFailed


async def sent_events(
    stored: StoredAnswer, telling: Told, house: House, html: Html, *, after: int = 0
) -> AsyncGenerator[ServerSentEvent, None]:
    """First whose answer it is, then its events after the first `after` ones, to the end.

    The citations of the events left out are looked at nevertheless: later sentences may use them.
    """
    yield ServerSentEvent(event="turn", data={"id": stored.id, "conversation": stored.conversation_id})
    citations: dict[int, Citation] = {}
    async with aclosing(telling.heard()) as heard:
        async for number, event in heard:
            if isinstance(event, CitationEvent):
                citations[event.citation.number] = event.citation
            if number > after or isinstance(event, DoneEvent | StoppedEvent | FailedEvent):
                name, data = await run_in_threadpool(_rendered, event, citations, stored, house, html)
                yield ServerSentEvent(id=str(number), event=name, data=data)


def _rendered(
    event: ToldEvent, citations: dict[int, Citation], stored: StoredAnswer, house: House, html: Html
) -> tuple[str, dict[str, Any]]:
    match event:
        case StatusEvent(text):
            return "status", {"text": text}
        case CitationEvent(citation):
            return "citation", dict(citation_json(citation))
        case BlockEvent(index, sentence):
            safe = turns.sentence_html(html, sentence, citations)
            return "block", {"index": index, "html": safe, "sentence": sentence_json(sentence)}
        case FailedEvent(reason):
            problem = problem_of(AnswerFailed(reason)).model_dump()
            return "error", {**problem, **turns.failed_html(html, stored, reason)}
        case DoneEvent(answer):
            return "done", {**_whole(answer, stored), **turns.done_html(html, house.corpus, stored, answer)}
        case StoppedEvent(answer):
            return "stopped", {**_whole(answer, stored), **turns.stopped_html(html, house.corpus, stored, answer)}


def _whole(answer: Answer, stored: StoredAnswer) -> dict[str, Any]:
    return {"answer": asked_json(stored, answer)}
