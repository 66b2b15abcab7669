"""Conversations, their answers and feedback as JSON."""

from __future__ import annotations

from datetime import datetime

from typing_extensions import TypedDict

from assistant.conversations.models import AnswerState, Conversation, Feedback, Reason, StoredAnswer
from assistant.models import Answer
from assistant.rendering import AnswerJson, answer_json


class AskedJson(AnswerJson):
    """An answer to a question that was stored."""

    id: str
    conversation: str


class FeedbackJson(TypedDict):
    """A verdict on an answer."""

    helpful: bool
    reasons: list[Reason]
    text: str
    created_at: datetime


class StoredAnswerJson(TypedDict):
    """A question of a conversation; `answer` is null while it is made and where it failed, for this `reason`."""

    id: str
    conversation: str
    position: int
    question: str
    filters: dict[str, str]
    state: AnswerState
    reason: str | None
    answer: AnswerJson | None
    feedback: FeedbackJson | None
    created_at: datetime
    finished_at: datetime | None


class ConversationJson(TypedDict):
    """A conversation as listed; times are UTC."""

    id: str
    title: str
    created_at: datetime
    updated_at: datetime


class WholeConversationJson(ConversationJson):
    """A conversation with all that was asked in it, in order."""

    answers: list[StoredAnswerJson]


def asked_json(stored: StoredAnswer, answer: Answer) -> AskedJson:
    """The JSON document of `POST /api/v1/questions`."""
    return {**answer_json(answer), "id": stored.id, "conversation": stored.conversation_id}


def stored_json(stored: StoredAnswer) -> StoredAnswerJson:
    """The JSON document of `GET /api/v1/answers/{id}`."""
    return {
        "id": stored.id,
        "conversation": stored.conversation_id,
        "position": stored.position,
        "question": stored.question,
        "filters": dict(stored.filters.values),
        "state": stored.state,
        "reason": stored.reason,
        "answer": answer_json(stored.answer) if stored.answer else None,
        "feedback": feedback_json(stored.feedback) if stored.feedback else None,
        "created_at": stored.created_at,
        "finished_at": stored.finished_at,
    }


def feedback_json(feedback: Feedback) -> FeedbackJson:
    """A verdict."""
    return {
        "helpful": feedback.helpful,
        "reasons": list(feedback.reasons),
        "text": feedback.text,
        "created_at": feedback.created_at,
    }


def conversation_json(conversation: Conversation) -> ConversationJson:
    """A conversation without its answers."""
    return {
        "id": conversation.id,
        "title": conversation.title,
        "created_at": conversation.created_at,
        "updated_at": conversation.updated_at,
    }
