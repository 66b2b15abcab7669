"""The acts of editors, administrators and commands: who did what to what, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, true

from corpus.catalogue import Catalogue
from corpus.database import moment
from corpus.schema import acts, people


class By(StrEnum):
    """Who acted: a person, a command of the house, or anybody where nobody signs in."""

    PERSON = "person"
    COMMAND = "command"
    ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class Act:
    """One act, at a time in UTC; `person_id` is None for a person who is gone, too. `subject` is an id or ''."""

    id: int
    at: datetime
    by: By
    person_id: str | None
    act: str
    subject: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts: `who` is a person's id or a kind of actor, `act` the name of what was done; '' for any."""

    who: str = ""
    act: str = ""

    @property
    def condition(self) -> ColumnElement[bool]:
        """As SQL says it."""
        by_them = or_(acts.c.person_id == self.who, acts.c.by == self.who) if self.who else true()
        return and_(by_them, acts.c.act == self.act if self.act else true())


class Acts:
    """Reads and writes the table; safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def write(self, act: str, subjects: Iterable[str], *, by: By, person_id: str | None = None) -> None:
        """Something was just done to each of these."""
        done_to = dict.fromkeys(subjects)
        if not done_to:
            return
        at = datetime.now(UTC).replace(tzinfo=None)
        with self._catalogue.writing() as connection:
            # Who has just deleted themselves did so all the same.
            known = connection.execute(select(people.c.id).where(people.c.id == person_id)).scalar()
            about = {"at": at, "by": by, "person_id": known, "act": act}
            connection.execute(insert(acts), [about | {"subject": subject} for subject in done_to])

    def newest(self, wanted: Wanted = Wanted(), *, most: int, after: int = 0, before: int | None = None) -> list[Act]:
        """Acts, newest first, after the first `after` ones, or those with a smaller id than `before`."""
        found = select(acts).where(wanted.condition).order_by(acts.c.id.desc()).limit(most).offset(after)
        with self._catalogue.reading() as connection:
            rows = connection.execute(found if before is None else found.where(acts.c.id < before)).all()
        return [
            Act(row.id, row.at.replace(tzinfo=UTC), By(row.by), row.person_id, row.act, row.subject) for row in rows
        ]

    def count(self, wanted: Wanted = Wanted()) -> int:
        """How many there are."""
        counted = select(func.count()).select_from(acts).where(wanted.condition)
        with self._catalogue.reading() as connection:
            return int(connection.execute(counted).scalar_one())

    def forget_older(self, days: int) -> int:
        """Delete what was done more than so many days ago -> how many acts."""
        with self._catalogue.writing() as connection:
            limit = moment(connection) - timedelta(days=days)
            return connection.execute(delete(acts).where(acts.c.at < limit)).rowcount
