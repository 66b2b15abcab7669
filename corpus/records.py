"""Writes the catalogue's tables; every write happens inside a transaction that the caller opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, update

from corpus.audience import set_audience
from corpus.models import Metadata, NewVersion
from corpus.rows import page_row, passage_row
from corpus.schema import documents, facts, jobs, pages, passages, versions

REMOVED = "removed."
"""Before a document's id: the name of the fact that it was removed; the value is its title."""

# States of a job: on its way through somebody's hands, at its end whatever became of it, not wanted any more.
RUNNING, DONE, CANCELLED = "running", "done", "cancelled"


def set_fact(connection: Connection, name: str, value: str) -> None:
    """Remember a fact about the corpus as a whole."""
    connection.execute(delete(facts).where(facts.c.name == name))
    connection.execute(insert(facts).values(name=name, value=value))


def forget_fact(connection: Connection, name: str) -> None:
    """Forget a fact about the corpus as a whole."""
    connection.execute(delete(facts).where(facts.c.name == name))


def stage(connection: Connection, new: NewVersion) -> tuple[str, str, list[int]]:
    """Write a version that is not current yet -> (document id, version id, its passages' ids)."""
    document_id = connection.execute(select(documents.c.id).where(documents.c.source == new.source)).scalar()
    if document_id is None:
        document_id = uuid4().hex
        connection.execute(insert(documents).values(id=document_id, source=new.source, title=new.metadata.title))
    last = connection.execute(select(func.max(versions.c.number)).where(versions.c.document_id == document_id)).scalar()
    version_id = uuid4().hex
    connection.execute(
        insert(versions).values(
            id=version_id,
            document_id=document_id,
            number=(last or 0) + 1,
            sha256=new.sha256,
            file_name=new.file_name,
            media_type=new.media_type,
            created_at=datetime.now(UTC).replace(tzinfo=None),
            remarks=list(new.remarks),
            page_count=len(new.pages),
            passage_count=len(new.passages),
            recipe=new.recipe,
        )
    )
    connection.execute(insert(pages), [page_row(version_id, page) for page in new.pages])
    rows = [passage_row(version_id, p, vector) for p, vector in zip(new.passages, new.vectors, strict=True)]
    ids = connection.execute(insert(passages).returning(passages.c.id, sort_by_parameter_order=True), rows)
    return document_id, version_id, list(ids.scalars())


def make_current(connection: Connection, version_id: str, new: NewVersion) -> list[int]:
    """Make a staged version the current one -> passage ids of the version it replaces."""
    document_id = connection.execute(select(versions.c.document_id).where(versions.c.id == version_id)).scalar_one()
    old = connection.execute(select(documents.c.current_version_id).where(documents.c.id == document_id)).scalar()
    describe(connection, document_id, new.metadata, new.proposed, new.sidecar_sha256)
    if new.audience is not None:
        set_audience(connection, document_id, new.audience)
    connection.execute(update(documents).where(documents.c.id == document_id).values(current_version_id=version_id))
    return passage_ids(connection, [old]) if old else []


def unfinished(connection: Connection) -> dict[str, str]:
    """Versions newer than the current one of their document, which never became current: id -> document id."""
    current = select(versions.c.document_id, versions.c.number).join(
        documents, documents.c.current_version_id == versions.c.id
    )
    newest = {row.document_id: row.number for row in connection.execute(current)}
    every = connection.execute(select(versions.c.id, versions.c.document_id, versions.c.number))
    return {row.id: row.document_id for row in every if row.number > newest.get(row.document_id, 0)}


def remove_unfinished(connection: Connection) -> int:
    """Remove versions that never became current, and documents without any -> how many versions."""
    never_current = unfinished(connection)
    for version_id in never_current:
        connection.execute(delete(versions).where(versions.c.id == version_id))
    connection.execute(delete(documents).where(documents.c.current_version_id.is_(None)))
    return len(never_current)


def remove_unfinished_of(connection: Connection, source: str) -> list[int]:
    """Remove the versions from this source that never became current -> their passages' ids."""
    document_id = select(documents.c.id).where(documents.c.source == source).scalar_subquery()
    current = select(documents.c.current_version_id).where(documents.c.source == source).scalar_subquery()
    newest = func.coalesce(select(versions.c.number).where(versions.c.id == current).scalar_subquery(), 0)
    this = (versions.c.document_id == document_id) & (versions.c.number > newest)
    left = connection.execute(select(versions.c.id).where(this)).scalars().all()
    if not left:
        return []
    ids = passage_ids(connection, left)
    connection.execute(delete(versions).where(versions.c.id.in_(left)))
    return ids


def take_back(connection: Connection, document_id: str, version_id: str) -> None:
    """Remove a version that has just been staged, and its document if it is its first."""
    connection.execute(delete(versions).where(versions.c.id == version_id))
    never_current = documents.c.current_version_id.is_(None)
    connection.execute(delete(documents).where(documents.c.id == document_id, never_current))


def describe(
    connection: Connection, document_id: str, metadata: Metadata, proposed: Sequence[str], sidecar_sha256: str | None
) -> None:
    """Set what is known of a document; the index is the caller's matter, for a title stands in it."""
    said = {"proposed": list(proposed), "sidecar_sha256": sidecar_sha256}
    connection.execute(update(documents).where(documents.c.id == document_id).values(**asdict(metadata), **said))


def set_recipe(connection: Connection, version_id: str, recipe: str) -> None:
    """Say what made a version."""
    connection.execute(update(versions).where(versions.c.id == version_id).values(recipe=recipe))


def move(connection: Connection, document_id: str, source: str) -> None:
    """Say that a document's file now comes from another place."""
    connection.execute(update(documents).where(documents.c.id == document_id).values(source=source))


def passage_ids(connection: Connection, version_ids: Sequence[str]) -> list[int]:
    """The passages of these versions."""
    return list(connection.execute(select(passages.c.id).where(passages.c.version_id.in_(version_ids))).scalars())


def remove_document(connection: Connection, document_id: str) -> tuple[list[int], set[str]]:
    """Remove a document with all its versions -> (its passages' ids, the hashes of its files).

    What is on its way into it is cancelled, or it would come back. That it was removed is remembered as a fact, until
    who keeps quotes of it has forgotten them.
    """
    this = select(documents.c.source, documents.c.title).where(documents.c.id == document_id)
    known = connection.execute(this).one_or_none()
    if known is None:  # somebody else was faster
        return [], set()
    source = known.source
    set_fact(connection, REMOVED + document_id, known.title)
    on_its_way = jobs.c.source == source
    connection.execute(update(jobs).where(on_its_way & (jobs.c.state == RUNNING)).values(cancel_requested=True))
    forgotten = delete(jobs).where(on_its_way & (jobs.c.state != RUNNING)).returning(jobs.c.sha256)
    hashes = set(connection.execute(forgotten).scalars())
    connection.execute(delete(jobs).where((jobs.c.document_id == document_id) & (jobs.c.state == DONE)))
    mine = select(versions.c.id).where(versions.c.document_id == document_id)
    ids = list(connection.execute(select(passages.c.id).where(passages.c.version_id.in_(mine))).scalars())
    hashes |= set(connection.execute(select(versions.c.sha256).where(versions.c.document_id == document_id)).scalars())
    connection.execute(delete(documents).where(documents.c.id == document_id))
    return ids, hashes


def needed_files(connection: Connection) -> set[str]:
    """The hash of every stored file that a version or a job needs."""
    of_versions = connection.execute(select(versions.c.sha256).distinct()).scalars()
    # A job that is done has published its file, unless it was refused; then somebody may try again.
    waiting = (jobs.c.state != CANCELLED) & ((jobs.c.state != DONE) | jobs.c.document_id.is_(None))
    return {*of_versions, *connection.execute(select(jobs.c.sha256).where(waiting)).scalars()}
