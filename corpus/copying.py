"""Copies the tables of one catalogue into another, whatever the databases are, and compares them.

Rows go over in the order of their primary keys, a batch a transaction, so that a copy that was broken off goes on where
it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, text, true, tuple_

from corpus.catalogue import Catalogue
from corpus.recipe import COLLECTION, FOLDER, SHADOW
from corpus.records import set_fact
from corpus.schema import acts, facts, passages, processes, rates, tables
from corpus.stores import DATABASE, FILES, HOUSE, MOVING

BATCH = 500
OF_THE_MOMENT = (processes, rates)
"""Tables that tell of the processes that run now, and of nothing that a house keeps."""
OF_THE_PLACE = (HOUSE, DATABASE, FILES, COLLECTION, FOLDER, SHADOW, MOVING)
"""Facts about where things are kept; each place has its own."""
NEVER_AGAIN = (passages, acts)
"""Tables whose ids are never given twice, those of rows that are gone neither."""

Progress = Callable[[float], None]


def kept_tables() -> list[Table]:
    """Every table that a house keeps, such that one that refers to another comes later."""
    return [table for table in tables.sorted_tables if table not in OF_THE_MOMENT]


def copy_table(source: Catalogue, target: Catalogue, table: Table, progress: Progress) -> None:
    """Copy the rows that the target does not have yet, beginning after its last; `progress` hears the share done."""
    with source.reading() as reading:
        total = _count(reading, table)
        done = count(target, table)
        for rows in _batches(reading, table, _last(target, table)):
            with target.writing() as connection:
                connection.execute(insert(table), rows)
            done += len(rows)
            progress(min(1.0, done / total))
        if table in NEVER_AGAIN:
            highest = _highest_id(reading, table)
            with target.writing() as connection:
                _go_on_after(connection, table, highest)


def clear(target: Catalogue) -> None:
    """Remove every row of every table, but for the facts of the place."""
    with target.writing() as connection:
        for table in reversed(kept_tables()):
            connection.execute(delete(table).where(_kept_of(table)))


def is_empty(catalogue: Catalogue) -> bool:
    """Whether there is nothing that a house keeps."""
    return not any(count(catalogue, table) for table in kept_tables())


def digest(catalogue: Catalogue, table: Table) -> str:
    """The same for two tables exactly where all their rows are equal."""
    told = sha256()
    with catalogue.reading() as connection:
        for rows in _batches(connection, table, None):
            for row in rows:
                told.update(repr(sorted(row.items())).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def mark_moving(target: Catalogue, source: str) -> None:
    """Remember in the target that a copy of this source has begun."""
    with target.writing() as connection:
        set_fact(connection, MOVING, source)


def _batches(connection: Connection, table: Table, after: tuple[Any, ...] | None) -> Iterator[list[dict[str, Any]]]:
    keys = list(table.primary_key.columns)
    while True:
        statement = select(table).where(_kept_of(table)).order_by(*keys).limit(BATCH)
        if after is not None:
            statement = statement.where(tuple_(*keys) > tuple_(*after))
        rows = [dict(row._mapping) for row in connection.execute(statement)]
        if not rows:
            return
        yield rows
        after = tuple(rows[-1][key.name] for key in keys)


def _last(catalogue: Catalogue, table: Table) -> tuple[Any, ...] | None:
    keys = list(table.primary_key.columns)
    last = select(*keys).where(_kept_of(table)).order_by(*(key.desc() for key in keys)).limit(1)
    with catalogue.reading() as connection:
        found = connection.execute(last).one_or_none()
    return None if found is None else tuple(found)


def _kept_of(table: Table) -> ColumnElement[bool]:
    return facts.c.name.not_in(OF_THE_PLACE) if table is facts else true()


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table).where(_kept_of(table))).scalar_one()


def count(catalogue: Catalogue, table: Table) -> int:
    """How many rows of a table a house keeps."""
    with catalogue.reading() as connection:
        return _count(connection, table)


def _highest_id(connection: Connection, table: Table) -> int:
    """The highest id that was ever given."""
    if connection.dialect.name == "postgresql":
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')::regclass"
        given = text(f"SELECT coalesce(pg_sequence_last_value({sequence}), 0)")
    else:
        given = text(f"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'), 0)")
    present = connection.execute(select(func.max(table.c.id))).scalar() or 0
    return max(int(connection.execute(given).scalar_one()), present)


def _go_on_after(connection: Connection, table: Table, id: int) -> None:
    if not id:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), :id)"), {"id": id})
        return
    changed = connection.execute(text("UPDATE sqlite_sequence SET seq = :id WHERE name = :name"), _named(table, id))
    if changed.rowcount == 0:
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :id)"), _named(table, id))


def _named(table: Table, id: int) -> dict[str, Any]:
    return {"name": table.name, "id": id}
