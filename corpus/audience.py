"""Whom a document is for, and which documents somebody may see: the one place that says so.

A group is a name. A document without any is for everybody; one with some is for whoever is in one of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, delete, exists, false, func, insert, or_, select, true

from corpus.models import Sight
from corpus.schema import audiences, documents, memberships, passages, versions

SEPARATOR = "\n"

_OF_DOCUMENT = audiences.c.document_id == documents.c.id
AUDIENCE = (
    select(func.aggregate_strings(audiences.c.group_name, SEPARATOR))
    .where(_OF_DOCUMENT)
    .correlate(documents)
    .scalar_subquery()
    .label("audience")
)
"""The groups of a row of `documents` in one text; null where it is for everybody."""


def visible(sight: Sight) -> ColumnElement[bool]:
    """Those of `documents` that may be seen."""
    if sight.groups is None:
        return true()
    is_mine = exists().where(_OF_DOCUMENT, audiences.c.group_name.in_(sight.groups)) if sight.groups else false()
    return or_(~exists().where(_OF_DOCUMENT), is_mine)


def hides_any(connection: Connection, sight: Sight) -> bool:
    """Whether there is a document that may not be seen."""
    if sight.groups is None:
        return False
    return connection.execute(select(documents.c.id).where(~visible(sight)).limit(1)).first() is not None


def hidden_passages(connection: Connection, sight: Sight) -> list[int]:
    """The ids of all passages that may not be seen."""
    if sight.groups is None:
        return []
    # From the documents down: as a join, SQLite would begin with every passage there is.
    hidden = select(documents.c.id).where(~visible(sight))
    of_hidden = select(versions.c.id).where(versions.c.document_id.in_(hidden))
    return list(connection.execute(select(passages.c.id).where(passages.c.version_id.in_(of_hidden))).scalars())


def to_audience(told: str | None) -> tuple[str, ...]:
    """The groups that `AUDIENCE` gives."""
    return tuple(sorted(told.split(SEPARATOR))) if told else ()


def set_audience(connection: Connection, document_id: str, groups: Iterable[str]) -> None:
    """Say whom a document is for; nobody named is everybody."""
    connection.execute(delete(audiences).where(audiences.c.document_id == document_id))
    rows = [{"document_id": document_id, "group_name": group} for group in set(groups)]
    if rows:
        connection.execute(insert(audiences), rows)


def known_groups(connection: Connection) -> tuple[str, ...]:
    """Every group that a document is for or a person is in, in order."""
    named = select(audiences.c.group_name).union(select(memberships.c.group_name))
    return tuple(sorted(connection.execute(named).scalars(), key=str.casefold))
