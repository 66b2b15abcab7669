"""All that is kept of what somebody asked, for themselves."""

from __future__ import annotations

from datetime import UTC, datetime

from typing_extensions import TypedDict

from assistant.conversations.rendering import WholeConversationJson, conversation_json, stored_json
from assistant.conversations.store import Conversations
from assistant.gaps.models import GapState
from assistant.gaps.store import Gaps


class ReportedJson(TypedDict):
    """A question that was reported to the editors, as long as it is known who asked it."""

    question: str
    note: str
    state: GapState
    remark: str
    created_at: datetime


class OwnDataJson(TypedDict):
    """Conversations with questions, answers and feedback, the last asked first, and what was reported of them."""

    exported_at: datetime
    conversations: list[WholeConversationJson]
    reported_questions: list[ReportedJson]


def own_data(conversations: Conversations, gaps: Gaps) -> OwnDataJson:
    """Everything of the one whose conversations these are."""
    asked = [(known, conversations.answers(known.id)) for known in conversations.newest(most=None)]
    reported = [gap for _, answers in asked for gap in gaps.of_answers([stored.id for stored in answers]).values()]
    return {
        "exported_at": datetime.now(UTC),
        "conversations": [
            {**conversation_json(known), "answers": [stored_json(stored) for stored in answers]}
            for known, answers in asked
        ],
        "reported_questions": [
            {
                "question": gap.question,
                "note": gap.note,
                "state": gap.state,
                "remark": gap.remark,
                "created_at": gap.created_at,
            }
            for gap in reported
        ],
    }
