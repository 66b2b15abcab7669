"""All that is kept of somebody's conversations, for themselves."""

from __future__ import annotations

from datetime import UTC, datetime

from typing_extensions import TypedDict

from assistant.conversations.rendering import WholeConversationJson, conversation_json, stored_json
from assistant.conversations.store import Conversations


class OwnDataJson(TypedDict):
    """Conversations with questions, answers and feedback, the last asked first."""

    exported_at: datetime
    conversations: list[WholeConversationJson]


def own_data(conversations: Conversations) -> OwnDataJson:
    """Everything of the one whose conversations these are."""
    return {
        "exported_at": datetime.now(UTC),
        "conversations": [
            {**conversation_json(known), "answers": [stored_json(stored) for stored in conversations.answers(known.id)]}
            for known in conversations.newest(most=None)
        ],
    }
