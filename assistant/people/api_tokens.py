"""Tokens for programs that ask in somebody's name: shown once, kept as hashes, never worth more than the person."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, delete, func, insert, select, update

from assistant.people.memberships import groups_of
from assistant.people.models import ApiToken, Person, Role
from assistant.people.names import checked_name
from assistant.people.register import to_person
from assistant.people.tokens import hash_of, new_token, now
from assistant.people.viewer import ACCESS
from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.schema import api_tokens, people
from corpus.texts import people as texts

PREFIX = "tl_"  # by which scanners for leaked secrets can know one
DAYS = (30, 90, 365)
MOST = 20  # of one person
TOUCHED = timedelta(minutes=1)  # writing at every request would be dear


class ApiTokens:
    """Reads and writes the table; safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def create(self, person: Person, name: str, scope: Role, days: int) -> str:
        """A new token, which is known nowhere else from now on.

        Raises RefusedInput for a name that cannot be used, a scope beyond the person's role, another time than `DAYS`,
        and for one more than `MOST`.
        """
        if ACCESS[scope] > ACCESS[person.role]:
            raise RefusedInput(texts.TOKEN_SCOPE_TOO_WIDE)
        if days not in DAYS:
            raise RefusedInput(texts.TOKEN_DAYS.format(days=", ".join(map(str, DAYS))))
        token, at = PREFIX + new_token(), now()
        new = {
            "id": uuid4().hex,
            "token_sha256": hash_of(token),
            "person_id": person.id,
            "name": checked_name(name),
            "scope": scope,
            "created_at": at,
            "expires_at": at + timedelta(days=days),
        }
        mine = api_tokens.c.person_id == person.id
        with self._catalogue.writing() as connection:
            connection.execute(delete(api_tokens).where(api_tokens.c.expires_at <= at))
            known = connection.execute(select(func.count()).select_from(api_tokens).where(mine)).scalar_one()
            if known >= MOST:
                raise RefusedInput(texts.TOKENS_TOO_MANY.format(most=MOST))
            connection.execute(insert(api_tokens).values(new))
        return token

    def whose(self, token: str) -> tuple[Person, Role] | None:
        """Whose token this is and what it is for at most, if it is valid and the person is not disabled."""
        at = now()
        valid = (api_tokens.c.token_sha256 == hash_of(token)) & (api_tokens.c.expires_at > at) & ~people.c.disabled
        columns = (people, api_tokens.c.id.label("token_id"), api_tokens.c.scope, api_tokens.c.used_at)
        with self._catalogue.reading() as connection:
            found = connection.execute(select(*columns).join_from(api_tokens, people).where(valid)).one_or_none()
            if found is None:
                return None
            groups = groups_of(connection, found.id)
        if found.used_at is None or abs(at - found.used_at) > TOUCHED:
            with self._catalogue.writing() as connection:
                this = api_tokens.c.id == found.token_id
                connection.execute(update(api_tokens).where(this).values(used_at=at))
        return to_person(found, groups), Role(found.scope)

    def of(self, person_id: str) -> list[ApiToken]:
        """The valid tokens of somebody, the newest first."""
        mine = (api_tokens.c.person_id == person_id) & (api_tokens.c.expires_at > now())
        with self._catalogue.reading() as connection:
            found = connection.execute(select(api_tokens).where(mine).order_by(api_tokens.c.created_at.desc()))
            return [_token(row) for row in found]

    def counts(self) -> dict[str, int]:
        """How many valid tokens people have, by the person's id."""
        valid = api_tokens.c.expires_at > now()
        counted = (
            select(api_tokens.c.person_id, func.count().label("tokens")).where(valid).group_by(api_tokens.c.person_id)
        )
        with self._catalogue.reading() as connection:
            return {row.person_id: row.tokens for row in connection.execute(counted)}

    def end_all(self, person_id: str) -> None:
        """Revoke all tokens of this person."""
        with self._catalogue.writing() as connection:
            connection.execute(delete(api_tokens).where(api_tokens.c.person_id == person_id))

    def end(self, person_id: str, token_id: str) -> None:
        """Revoke a token of this person; raises NotFound."""
        this = (api_tokens.c.person_id == person_id) & (api_tokens.c.id == token_id)
        with self._catalogue.writing() as connection:
            if connection.execute(delete(api_tokens).where(this)).rowcount == 0:
                raise NotFound(texts.TOKEN_NOT_FOUND)


def _token(row: Row[Any]) -> ApiToken:
    return ApiToken(
        id=row.id,
        name=row.name,
        scope=Role(row.scope),
        created_at=row.created_at.replace(tzinfo=UTC),
        expires_at=row.expires_at.replace(tzinfo=UTC),
        used_at=row.used_at.replace(tzinfo=UTC) if row.used_at else None,
    )
