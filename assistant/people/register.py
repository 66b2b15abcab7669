"""The table of people: there is always somebody left who may administer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.conversations.ownership import owned_conversations
from assistant.people.chat_traces import forget_chats
from assistant.people.mail_addresses import mail_address
from assistant.people.memberships import groups_by_person, groups_of, write_groups
from assistant.people.models import Person, Role
from assistant.people.names import checked_name, checked_sign_in_name, folded
from assistant.people.tokens import now
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.group_names import group_name
from corpus.schema import api_tokens, conversations, links, pairing_codes, people, sessions, telegram_chats
from corpus.texts import people as texts

CAN_SIGN_IN = ~people.c.disabled & (people.c.password_hash.is_not(None) | people.c.subject.is_not(None))
ADMINISTERING = (people.c.role == Role.ADMINISTRATOR) & CAN_SIGN_IN


class Register:
    """Reads and writes the table; safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def everybody(self) -> list[Person]:
        """All people by name."""
        with self._catalogue.reading() as connection:
            groups = groups_by_person(connection)
            rows = connection.execute(select(people).order_by(people.c.sign_in_name))
            return [to_person(row, groups.get(row.id, frozenset())) for row in rows]

    def person(self, person_id: str) -> Person:
        """One person; raises NotFound."""
        with self._catalogue.reading() as connection:
            found = connection.execute(select(people).where(people.c.id == person_id)).one_or_none()
            if found is None:
                raise NotFound(texts.PERSON_NOT_FOUND)
            return to_person(found, groups_of(connection, found.id))

    def named(self, sign_in_name: str) -> Person:
        """The person who signs in with this name; raises NotFound."""
        with self._catalogue.reading() as connection:
            this = select(people).where(people.c.sign_in_name == folded(sign_in_name))
            found = connection.execute(this).one_or_none()
            if found is None:
                raise NotFound(texts.NO_SUCH_NAME.format(name=sign_in_name))
            return to_person(found, groups_of(connection, found.id))

    def by_subject(self, subject: str) -> Person | None:
        """Whom the identity provider calls so."""
        with self._catalogue.reading() as connection:
            found = connection.execute(select(people).where(people.c.subject == subject)).one_or_none()
            return to_person(found, groups_of(connection, found.id)) if found else None

    def password_hash(self, sign_in_name: str) -> str | None:
        """What a password is compared with; None for a name that is not known or has no password yet."""
        with self._catalogue.reading() as connection:
            this = select(people.c.password_hash).where(people.c.sign_in_name == folded(sign_in_name))
            return connection.execute(this).scalar()

    def has_administrator(self) -> bool:
        """Whether anybody can administer."""
        with self._catalogue.reading() as connection:
            return administrators(connection) > 0

    def add(self, name: str, sign_in_name: str, role: Role, *, email: str = "") -> Person:
        """Somebody new, without a password.

        Raises RefusedInput for a name that is taken or cannot be used, or what is no address for mail.
        """
        to = mail_address(email) if email.strip() else None
        with self._catalogue.writing() as connection:
            row = add(connection, name, sign_in_name, role, password_hash=None)
            changed = update(people).where(people.c.id == row.id).values(email=to).returning(people)
            return to_person(connection.execute(changed).one(), frozenset())

    def rename(self, person_id: str, name: str) -> Person:
        """Show another name; raises RefusedInput for one that cannot be used or is the provider's, NotFound."""
        self._check_is_ours(person_id)
        return self._change(person_id, name=checked_name(name))

    def set_role(self, person_id: str, role: Role) -> Person:
        """Give a role; raises RefusedInput for the last administrator or where the provider gives it, NotFound."""
        self._check_is_ours(person_id)
        return self._change(person_id, role=role)

    def set_groups(self, person_id: str, groups: Iterable[str]) -> Person:
        """Let somebody belong to these groups and no others.

        Raises RefusedInput for a name of one, or where the provider says the groups; NotFound.
        """
        self._check_is_ours(person_id)
        names = {group_name(name) for name in groups}
        with self._catalogue.writing() as connection:
            if connection.execute(select(people.c.id).where(people.c.id == person_id)).one_or_none() is None:
                raise NotFound(texts.PERSON_NOT_FOUND)
            write_groups(connection, person_id, names)
        return self.person(person_id)

    def set_password(self, person_id: str, password_hash: str) -> Person:
        """Take a password by its hash, which voids open links; raises NotFound."""
        return self._change(person_id, password_hash=password_hash)

    def disable(self, person_id: str) -> Person:
        """Let somebody in no longer, from now on; raises RefusedInput for the last administrator, NotFound."""
        return self._change(person_id, disabled=True)

    def enable(self, person_id: str) -> Person:
        """Let somebody in again; raises NotFound."""
        return self._change(person_id, disabled=False)

    def remove(self, person_id: str) -> None:
        """Delete somebody with all that is theirs; raises RefusedInput for the last administrator, NotFound."""
        self.person(person_id)
        with self._catalogue.removing() as connection:
            before = administrators(connection)
            forget_chats(connection, telegram_chats.c.person_id == person_id)
            connection.execute(delete(people).where(people.c.id == person_id))
            connection.execute(delete(conversations).where(owned_conversations(person_id)))
            _check_one_is_left(connection, before)

    def set_email(self, person_id: str, email: str) -> Person:
        """Take an address for mail, '' for none, which voids open links; raises RefusedInput, NotFound."""
        self._check_is_ours(person_id)
        return self._change(person_id, email=mail_address(email) if email.strip() else None)

    def _check_is_ours(self, person_id: str) -> None:
        if self.person(person_id).from_provider:
            raise RefusedInput(texts.FROM_PROVIDER)

    def _change(self, person_id: str, **values: Any) -> Person:
        with self._catalogue.writing() as connection:
            before = administrators(connection)
            if connection.execute(update(people).where(people.c.id == person_id).values(values)).rowcount == 0:
                raise NotFound(texts.PERSON_NOT_FOUND)
            _check_one_is_left(connection, before)
            # A link that lies in the old mailbox, or was asked for by somebody else, must not outlive either.
            voided = (links,) if values.keys() & {"password_hash", "email"} else ()
            for table in (sessions, links, api_tokens, pairing_codes) if values.get("disabled") else voided:
                connection.execute(delete(table).where(table.c.person_id == person_id))
        return self.person(person_id)


def add(connection: Connection, name: str, sign_in_name: str, role: Role, *, password_hash: str | None) -> Row[Any]:
    """Write a person -> the row; raises RefusedInput for a name that is taken or cannot be used."""
    new = insert(people).values(
        id=uuid4().hex,
        name=checked_name(name),
        sign_in_name=checked_sign_in_name(sign_in_name),
        role=role,
        password_hash=password_hash,
        disabled=False,
        created_at=now(),
    )
    try:
        return connection.execute(new.returning(people)).one()
    except IntegrityError as error:
        raise RefusedInput(texts.NAME_TAKEN) from error


def to_person(row: Row[Any], groups: frozenset[str]) -> Person:
    """A row of `people`, with the groups of that person."""
    return Person(
        id=row.id,
        name=row.name,
        sign_in_name=row.sign_in_name,
        role=Role(row.role),
        groups=groups,
        disabled=row.disabled,
        has_password=row.password_hash is not None,
        from_provider=row.subject is not None,
        email=row.email,
        created_at=_utc(row.created_at),
        last_seen=_utc(row.last_seen) if row.last_seen else None,
    )


def administrators(connection: Connection) -> int:
    """How many can administer."""
    return int(connection.execute(select(func.count()).select_from(people).where(ADMINISTERING)).scalar_one())


def _check_one_is_left(connection: Connection, before: int) -> None:
    if before and not administrators(connection):
        raise RefusedInput(texts.LAST_ADMINISTRATOR)


def _utc(stored: datetime) -> datetime:
    return stored.replace(tzinfo=UTC)
