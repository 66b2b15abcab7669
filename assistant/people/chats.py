"""Chats at Telegram: whose they are, and where the conversation stands in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from assistant.people.chat_traces import forget_chats
from assistant.people.memberships import groups_of
from assistant.people.models import Person
from assistant.people.register import to_person
from assistant.people.tokens import now
from corpus.catalogue import Catalogue
from corpus.errors import NotFound
from corpus.models import Filters
from corpus.schema import people, telegram_chats, telegram_updates
from corpus.texts import people as texts
from ingest.names import visible

CHATS = select(telegram_chats)
PAIRED = timedelta(days=365)  # as long as a token for programs lives at most
UPDATES_KEPT = timedelta(days=2)  # Telegram itself repeats nothing that is older than a day


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of one person or of a group; `id` is Telegram's, and `name` what they are called there.

    `person` is whose account it is paired with since `paired_at` (UTC), be it disabled. `is_informed` is whether they
    were told that a machine answers and what is kept.
    """

    id: int
    name: str
    person: Person | None
    paired_at: datetime | None
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
        name = visible(name).strip()
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

    def unpair(self, chat_id: int, person_id: str) -> None:
        """This chat is theirs no longer; raises NotFound for one that is not."""
        theirs = (telegram_chats.c.chat_id == chat_id) & (telegram_chats.c.person_id == person_id)
        with self._catalogue.writing() as connection:
            if unpair(connection, theirs) == 0:
                raise NotFound(texts.CHAT_NOT_FOUND)

    def unpair_old(self) -> int:
        """Whoever paired a chat longer ago than `PAIRED` has to do so again -> how many chats."""
        with self._catalogue.writing() as connection:
            return unpair(connection, telegram_chats.c.paired_at < now() - PAIRED)

    def go_on_in(self, chat_id: int, conversation_id: str | None) -> None:
        """The next question belongs to this conversation, or begins a new one."""
        self._change(chat_id, {"conversation_id": conversation_id})

    def set_filters(self, chat_id: int, filters: Filters) -> None:
        """The next questions are asked with these."""
        self._change(chat_id, {"filters": dict(filters.values)})

    def set_informed(self, chat_id: int) -> None:
        """They have been told."""
        self._change(chat_id, {"informed_at": now()})

    def forget(self, chat_id: int, update_id: int) -> None:
        """Keep nothing of a chat, of what it brought up to this update, and of what was asked without an account."""
        with self._catalogue.removing() as connection:
            forget_chats(connection, telegram_chats.c.chat_id == chat_id, up_to=update_id)

    def forget_unused(self, before: datetime) -> int:
        """Keep nothing of chats without an account in which nobody wrote since (UTC, naive) -> how many."""
        unused = telegram_chats.c.person_id.is_(None) & (telegram_chats.c.used_at < before)
        with self._catalogue.reading() as connection:
            if connection.execute(select(telegram_chats.c.chat_id).where(unused).limit(1)).first() is None:
                return 0
        with self._catalogue.removing() as connection:
            return connection.execute(delete(telegram_chats).where(unused)).rowcount

    def forget_updates(self) -> int:
        """Keep nothing of what Telegram brought longer ago than `UPDATES_KEPT` -> how many."""
        old = telegram_updates.c.received_at < now() - UPDATES_KEPT
        with self._catalogue.writing() as connection:
            return connection.execute(delete(telegram_updates).where(old)).rowcount

    def _change(self, chat_id: int, values: Mapping[str, Any]) -> None:
        with self._catalogue.writing() as connection:
            connection.execute(update(telegram_chats).where(telegram_chats.c.chat_id == chat_id).values(**values))


def pair(connection: Connection, chat_id: int, person_id: str) -> None:
    """This chat is somebody's from now on, with a new conversation and without filters."""
    theirs = {"person_id": person_id, "paired_at": now(), "conversation_id": None, "filters": {}}
    connection.execute(update(telegram_chats).where(telegram_chats.c.chat_id == chat_id).values(theirs))


def unpair(connection: Connection, which: ColumnElement[bool]) -> int:
    """These chats are nobody's from now on, with a new conversation and without filters -> how many."""
    nobodys: dict[str, object] = {"person_id": None, "paired_at": None, "conversation_id": None, "filters": {}}
    return connection.execute(update(telegram_chats).where(which).values(nobodys)).rowcount


def _chat(connection: Connection, row: Row[Any]) -> Chat:
    person = None
    if row.person_id:
        found = connection.execute(select(people).where(people.c.id == row.person_id)).one()
        person = to_person(found, groups_of(connection, found.id))
    return Chat(
        id=row.chat_id,
        name=row.name,
        person=person,
        paired_at=row.paired_at.replace(tzinfo=UTC) if row.paired_at else None,
        conversation_id=row.conversation_id,
        filters=Filters(dict(row.filters)),
        is_informed=row.informed_at is not None,
    )
