"""Links that set a password once: for the first administrator, who was invited, and who forgot theirs."""

from __future__ import annotations

from datetime import UTC, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from assistant.people import register
from assistant.people.chats import unpair
from assistant.people.memberships import groups_of
from assistant.people.models import Link, LinkKind, Person, Role
from assistant.people.tokens import hash_of, new_token, now
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.schema import api_tokens, links, pairing_codes, people, sessions, telegram_chats
from corpus.texts import people as texts

VALID = {
    LinkKind.FIRST_ADMINISTRATOR: timedelta(hours=24),
    LinkKind.INVITATION: timedelta(days=7),
    LinkKind.RESET: timedelta(hours=24),
}
FIRST = links.c.kind == LinkKind.FIRST_ADMINISTRATOR


class Links:
    """Reads and writes the table, in which only the hashes of the tokens stand."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def for_person(self, person: Person) -> str:
        """The token of a new link, an invitation where there is no password yet; earlier ones are void.

        Raises RefusedInput for somebody who is disabled, or signs in elsewhere.
        """
        if person.from_provider:
            raise RefusedInput(texts.FROM_PROVIDER)
        if person.disabled:
            raise RefusedInput(texts.LINK_FOR_DISABLED)
        kind = LinkKind.RESET if person.has_password else LinkKind.INVITATION
        return self._new(kind, person.id)

    def for_first_administrator(self) -> str:
        """The token of a new link; earlier ones are void. Raises RefusedInput where there is an administrator."""
        if register.Register(self._catalogue).has_administrator():
            raise RefusedInput(texts.HAS_ADMINISTRATOR)
        return self._new(LinkKind.FIRST_ADMINISTRATOR, None)

    def for_first_once(self) -> str | None:
        """Like `for_first_administrator`, where several processes start; None where one of them has made one."""
        with self._catalogue.reading() as connection:
            is_out = connection.execute(select(links.c.kind).where(FIRST, links.c.expires_at > now())).first()
        return None if is_out else self.for_first_administrator()

    def find(self, token: str) -> Link:
        """What a link is for; raises NotFound for one that was used, has expired or never was."""
        with self._catalogue.reading() as connection:
            return _found(connection, token)

    def use(self, token: str, password_hash: str, *, name: str = "", sign_in_name: str = "") -> Person:
        """Set a password, which ends all that somebody comes in by, and use the link up.

        The names are the first administrator's.

        Raises NotFound like `find`, RefusedInput for names that cannot be used; then nothing has changed.
        """
        with self._catalogue.writing() as connection:
            link = _found(connection, token)
            if link.person is None:
                row = register.add(connection, name, sign_in_name, Role.ADMINISTRATOR, password_hash=password_hash)
                connection.execute(delete(links).where(FIRST))
            else:
                this = people.c.id == link.person.id
                changed = update(people).where(this).values(password_hash=password_hash)
                row = connection.execute(changed.returning(people)).one()
                for table in (links, sessions, api_tokens, pairing_codes):
                    connection.execute(delete(table).where(table.c.person_id == link.person.id))
                unpair(connection, telegram_chats.c.person_id == link.person.id)
            return register.to_person(row, groups_of(connection, row.id))

    def _new(self, kind: LinkKind, person_id: str | None) -> str:
        token, at = new_token(), now()
        earlier = FIRST if person_id is None else links.c.person_id == person_id
        new = {"token_sha256": hash_of(token), "kind": kind, "person_id": person_id, "expires_at": at + VALID[kind]}
        with self._catalogue.writing() as connection:
            connection.execute(delete(links).where(earlier | (links.c.expires_at <= at)))
            connection.execute(insert(links).values(new))
        return token


def _found(connection: Connection, token: str) -> Link:
    this = (links.c.token_sha256 == hash_of(token)) & (links.c.expires_at > now())
    columns = (people, links.c.kind, links.c.expires_at)
    row = connection.execute(select(*columns).outerjoin_from(links, people).where(this)).one_or_none()
    is_late = row is not None and row.id is None and register.administrators(connection) > 0
    if row is None or row.disabled or is_late:
        raise NotFound(texts.LINK_GONE)
    person = register.to_person(row, groups_of(connection, row.id)) if row.id else None
    return Link(LinkKind(row.kind), person, row.expires_at.replace(tzinfo=UTC))
