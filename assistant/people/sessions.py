"""Sessions on the server: the browser keeps a random token, the catalogue its hash."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, select, update

from assistant.people.memberships import groups_of
from assistant.people.models import Person, Session
from assistant.people.register import to_person
from assistant.people.tokens import hash_of, new_token, now
from corpus.catalogue import Catalogue
from corpus.schema import people, sessions

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
TOUCHED = timedelta(minutes=1)  # writing at every request would be dear


class Sessions:
    """Reads and writes the table; safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def begin(self, person_id: str) -> str:
        """Somebody has signed in -> the token for the browser; sessions that have ended are forgotten."""
        token, at = new_token(), now()
        with self._catalogue.writing() as connection:
            connection.execute(delete(sessions).where(~_is_alive(at)))
            new = {"token_sha256": hash_of(token), "person_id": person_id, "created_at": at, "seen_at": at}
            connection.execute(insert(sessions).values(new))
            connection.execute(update(people).where(people.c.id == person_id).values(last_seen=at))
        return token

    def whose(self, token: str) -> tuple[Person, Session] | None:
        """Who has this token, if the session lives and the person is not disabled."""
        at = now()
        mine = (sessions.c.token_sha256 == hash_of(token)) & _is_alive(at) & ~people.c.disabled
        columns = (people, sessions.c.token_sha256, sessions.c.seen_at, sessions.c.created_at.label("begun_at"))
        with self._catalogue.reading() as connection:
            found = connection.execute(select(*columns).join_from(sessions, people).where(mine)).one_or_none()
            if found is None:
                return None
            groups = groups_of(connection, found.id)
        if at - found.seen_at > TOUCHED:
            with self._catalogue.writing() as connection:
                this = sessions.c.token_sha256 == found.token_sha256
                connection.execute(update(sessions).where(this).values(seen_at=at))
                connection.execute(update(people).where(people.c.id == found.id).values(last_seen=at))
        return to_person(found, groups), _session(found.token_sha256, found.id, found.begun_at, found.seen_at)

    def of(self, person_id: str) -> list[Session]:
        """Where somebody is signed in, the last used first."""
        mine = (sessions.c.person_id == person_id) & _is_alive(now())
        with self._catalogue.reading() as connection:
            found = connection.execute(select(sessions).where(mine).order_by(sessions.c.seen_at.desc()))
            return [_session(row.token_sha256, row.person_id, row.created_at, row.seen_at) for row in found]

    def end(self, token: str) -> None:
        """Sign out."""
        with self._catalogue.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_sha256 == hash_of(token)))

    def end_all(self, person_id: str, *, but: str | None = None) -> None:
        """Sign somebody out everywhere, except of the session with the id `but`."""
        theirs = delete(sessions).where(sessions.c.person_id == person_id)
        with self._catalogue.writing() as connection:
            connection.execute(theirs if but is None else theirs.where(sessions.c.token_sha256 != but))


def _is_alive(at: datetime) -> ColumnElement[bool]:
    return (sessions.c.seen_at > at - IDLE) & (sessions.c.created_at > at - LONGEST)


def _session(id: str, person_id: str, created_at: datetime, seen_at: datetime) -> Session:
    return Session(id, person_id, created_at.replace(tzinfo=UTC), seen_at.replace(tzinfo=UTC))
