"""'Meine Gespräche': the conversations by age, or those that hold what was searched for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.conversations.models import Conversation
from assistant.conversations.store import Conversations
from corpus.texts import conversations as texts

MOST = 100
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ConversationList:
    """What the list shows; `words` were searched for, `current` is the id of the conversation that is open, or ''."""

    groups: tuple[tuple[str, tuple[Conversation, ...]], ...]
    words: str
    current: str
    is_cut: bool


def listed(conversations: Conversations, words: str, current: str) -> ConversationList:
    """The newest conversations, in groups of today, the last seven days and before."""
    found = conversations.newest(words, most=MOST)
    groups: dict[str, list[Conversation]] = {}
    for conversation in found:
        groups.setdefault(_age(conversation, date.today()), []).append(conversation)
    return ConversationList(
        groups=tuple((name, tuple(members)) for name, members in groups.items()),
        words=words,
        current=current,
        is_cut=len(found) == MOST,
    )


def _age(conversation: Conversation, today: date) -> str:
    asked = conversation.updated_at.astimezone().date()
    if asked >= today:
        return texts.TODAY
    return texts.LAST_WEEK if asked > today - A_WEEK else texts.OLDER
