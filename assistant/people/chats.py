"""Chats at Telegram: whose they are, and where the conversation stands in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from assistant.people.memberships import groups_of
from assistant.people.models import Person
from assistant.people.register import to_person
from assistant.people.tokens import now
from corpus.catalogue import Catalogue
from corpus.models import Filters
from corpus.schema import people, telegram_chats

CHATS = select(telegram_chats)


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of one person or of a group; `id` is Telegram's, and `name` what they are called there.

    `person` is whose account it is paired with, be it disabled. `is_informed` is whether they were told that a machine
    answers and what is kept.
    """

    id: int
    name: str
    person: Person | None
    conversation_id: str | None
    filters: Filters
    is_informed: bool

    @property
    def is_group(self) -> bool:
        """Whether several people read along."""
        return self.id < 0


class Chats:
    """Reads and writes the table; safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def enter(self, chat_id: int, name: str) -> Chat:
        """The chat, which somebody writes in just now; it is known from now on."""
        at, this = now(), telegram_chats.c.chat_id == chat_id
        with self._catalogue.writing() as connection:
            seen = update(telegram_chats).where(this).values(name=name, used_at=at)
            if connection.execute(seen).rowcount == 0:
                new = {"chat_id": chat_id, "name": name, "filters": {}, "used_at": at}
                connection.execute(insert(telegram_chats).values(new))
            return _chat(connection, connection.execute(CHATS.where(this)).one())

    def of(self, person_id: str) -> list[Chat]:
        """The chats that are paired with somebody's account."""
        with self._catalogue.reading() as connection:
            found = connection.execute(CHATS.where(telegram_chats.c.person_id == person_id))
            return [_chat(connection, row) for row in found.all()]

    def pair(self, chat_id: int, person_id: str) -> None:
        """From now on this chat is somebody's, with a new conversation and without filters."""
        self._change(chat_id, {"person_id": person_id, "conversation_id": None, "filters": {}})

    def unpair(self, chat_id: int, person_id: str) -> None:
        """This chat is theirs no longer; of a chat that is not, nothing happens."""
        theirs = (telegram_chats.c.chat_id == chat_id) & (telegram_chats.c.person_id == person_id)
        with self._catalogue.writing() as connection:
            connection.execute(
                update(telegram_chats).where(theirs).values(person_id=None, conversation_id=None, filters={})
            )

    def go_on_in(self, chat_id: int, conversation_id: str | None) -> None:
        """The next question belongs to this conversation, or begins a new one."""
        self._change(chat_id, {"conversation_id": conversation_id})

    def set_filters(self, chat_id: int, filters: Filters) -> None:
        """The next questions are asked with these."""
        self._change(chat_id, {"filters": dict(filters.values)})

    def set_informed(self, chat_id: int) -> None:
        """They have been told."""
        self._change(chat_id, {"informed_at": now()})

    def forget(self, chat_id: int) -> None:
        """Keep nothing of a chat."""
        with self._catalogue.removing() as connection:
            connection.execute(delete(telegram_chats).where(telegram_chats.c.chat_id == chat_id))

    def forget_unused(self, before: datetime) -> int:
        """Keep nothing of chats without an account in which nobody wrote since (UTC, naive) -> how many."""
        unused = telegram_chats.c.person_id.is_(None) & (telegram_chats.c.used_at < before)
        with self._catalogue.writing() as connection:
            return connection.execute(delete(telegram_chats).where(unused)).rowcount

    def _change(self, chat_id: int, values: Mapping[str, Any]) -> None:
        with self._catalogue.writing() as connection:
            connection.execute(update(telegram_chats).where(telegram_chats.c.chat_id == chat_id).values(**values))


def _chat(connection: Connection, row: Row[Any]) -> Chat:
    person = None
    if row.person_id:
        found = connection.execute(select(people).where(people.c.id == row.person_id)).one()
        person = to_person(found, groups_of(connection, found.id))
    return Chat(
        id=row.chat_id,
        name=row.name,
        person=person,
        conversation_id=row.conversation_id,
        filters=Filters(dict(row.filters)),
        is_informed=row.informed_at is not None,
    )
