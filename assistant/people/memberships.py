"""Which groups people belong to."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from corpus.schema import memberships


def groups_of(connection: Connection, person_id: str) -> frozenset[str]:
    """The groups of somebody."""
    mine = select(memberships.c.group_name).where(memberships.c.person_id == person_id)
    return frozenset(connection.execute(mine).scalars())


def groups_by_person(connection: Connection) -> dict[str, frozenset[str]]:
    """The groups of everybody who has some, by the person's id."""
    found: dict[str, set[str]] = {}
    for row in connection.execute(select(memberships)):
        found.setdefault(row.person_id, set()).add(row.group_name)
    return {person_id: frozenset(groups) for person_id, groups in found.items()}


def write_groups(connection: Connection, person_id: str, groups: Iterable[str]) -> None:
    """Let somebody belong to these groups and no others; the names are in the form of `group_name`."""
    connection.execute(delete(memberships).where(memberships.c.person_id == person_id))
    if rows := [{"person_id": person_id, "group_name": name} for name in groups]:
        connection.execute(insert(memberships), rows)
