"""Whose conversations and answers somebody may reach: the one place that says so."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists

from corpus.schema import answers, conversations


def owned_conversations(owner: str | None) -> ColumnElement[bool]:
    """Those of this owner; None is the house, where nobody signs in."""
    return conversations.c.owner.is_not_distinct_from(owner)


def owned_answers(owner: str | None) -> ColumnElement[bool]:
    """The answers in these conversations."""
    return exists().where(conversations.c.id == answers.c.conversation_id, owned_conversations(owner))
