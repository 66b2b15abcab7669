"""/conversations: listing, searching, reading, renaming, deleting."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from typing_extensions import TypedDict

from assistant.conversations.rendering import (
    ConversationJson,
    WholeConversationJson,
    conversation_json,
    stored_json,
)
from assistant.web.body import JsonBody
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES

router = APIRouter(tags=["Gespräche"], responses=PROBLEM_RESPONSES)


class ConversationsJson(TypedDict):
    """Conversations, the last asked first."""

    conversations: list[ConversationJson]


class TitleBody(JsonBody):
    """What a conversation is to be called."""

    title: str


@router.get("/conversations")
def conversations(
    house: HouseHere,
    q: Annotated[str, Query(max_length=500)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> ConversationsJson:
    """The newest conversations; with `q` those that hold each of its words in their title, questions or answers."""
    return {"conversations": [conversation_json(found) for found in house.conversations.newest(q, most=limit)]}


@router.get("/conversations/{conversation_id}")
def conversation(conversation_id: str, house: HouseHere) -> WholeConversationJson:
    """A conversation with all that was asked in it, in order."""
    found = conversation_json(house.conversations.conversation(conversation_id))
    return {**found, "answers": [stored_json(stored) for stored in house.conversations.answers(conversation_id)]}


@router.patch("/conversations/{conversation_id}")
def rename(conversation_id: str, body: TitleBody, house: HouseHere) -> ConversationJson:
    """Call a conversation something else."""
    return conversation_json(house.conversations.rename(conversation_id, body.title))


@router.delete("/conversations/{conversation_id}", status_code=204)
def remove(conversation_id: str, house: HouseHere) -> None:
    """Delete a conversation with its answers and the feedback on them; what is being answered in it is stopped."""
    house.asking.remove(conversation_id)
