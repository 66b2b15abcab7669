"""Moves a house to other stores: from a data folder to PostgreSQL and a shared file store, or back.

The vectors stay behind, for the catalogue holds each: whoever opens the new stores fills Chroma from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from sqlalchemy.engine import make_url

from corpus.catalogue import Catalogue
from corpus.copying import clear, copy_table, count, digest, is_empty, kept_tables, mark_moving
from corpus.errors import RefusedInput, Unavailable
from corpus.files.store import FileStore
from corpus.lock import owning
from corpus.processes import Kind, taking_part
from corpus.records import forget_fact
from corpus.running_server import refuse_beside_server
from corpus.schema import conversations, passages
from corpus.settings import Settings
from corpus.stores import MOVING, files_of, open_catalogue
from corpus.texts import moving as texts

Progress = Callable[[str, float], None]
"""Hears what is being done, and the share of it that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What went over; `lost` are the hashes of files that the source did not have."""

    documents: int
    passages: int
    conversations: int
    files: int
    lost: tuple[str, ...]


def move(source: Settings, target: Settings, progress: Progress) -> Moved:
    """Copy everything that a house keeps and compare; begun again after a break, it goes on.

    Raises RefusedInput for a target that holds something else, what opening the stores raises, DataFolderBusy where
    somebody uses the source, and Unavailable where source and target are not equal in the end.
    """
    if _place(source) == _place(target):
        raise RefusedInput(texts.SAME_PLACE)
    with _alone(source) as here, _alone(target) as there:
        told = sha256(_place(source).encode()).hexdigest()[:16]
        if there.fact(MOVING) != told:
            if not is_empty(there):
                raise RefusedInput(texts.TARGET_HOLDS_OTHERS.format(target=_place(target)))
            mark_moving(there, told)
        _copy(here, there, progress)
        if _unequal(here, there, progress):
            # The source was used since an earlier attempt.
            progress(texts.CHANGED_SINCE, 0)
            clear(there)
            _copy(here, there, progress)
            if unequal := _unequal(here, there, progress):
                raise Unavailable(texts.NOT_EQUAL.format(tables=", ".join(unequal)))
        moved, lost = _copy_files(here, files_of(source, make=False), files_of(target), progress)
        with there.writing() as connection:
            forget_fact(connection, MOVING)
        return Moved(
            documents=len(there.documents()),
            passages=count(there, passages),
            conversations=count(there, conversations),
            files=moved,
            lost=lost,
        )


def _copy(here: Catalogue, there: Catalogue, progress: Progress) -> None:
    for table in kept_tables():
        copy_table(here, there, table, partial(progress, texts.COPYING.format(table=table.name)))


def _unequal(here: Catalogue, there: Catalogue, progress: Progress) -> list[str]:
    unequal = []
    for table in kept_tables():
        progress(texts.CHECKING.format(table=table.name), 0)
        if digest(here, table) != digest(there, table):
            unequal.append(table.name)
    return unequal


def _copy_files(
    here: Catalogue, source: FileStore, target: FileStore, progress: Progress
) -> tuple[int, tuple[str, ...]]:
    """Copy each file that is needed and not there yet -> (how many are there, hashes of those that are lost)."""
    needed = sorted(here.known_files())
    lost = []
    for done, sha in enumerate(needed):
        progress(texts.COPYING_FILES, done / len(needed))
        if target.holds(sha):
            continue
        if not source.holds(sha) or target.take(source.local(sha)) != sha:
            lost.append(sha)
    return len(needed) - len(lost), tuple(lost)


@contextmanager
def _alone(settings: Settings) -> Iterator[Catalogue]:
    """The catalogue; nobody else uses the stores while the block runs."""
    if settings.database_url:
        with (
            closing(open_catalogue(settings)) as catalogue,
            taking_part(catalogue, Kind.UPKEEP, files="", vectors=lambda: ""),
        ):
            yield catalogue
    else:
        refuse_beside_server(settings)
        with owning(settings.data_dir), closing(open_catalogue(settings)) as catalogue:
            yield catalogue


def _place(settings: Settings) -> str:
    """Where the stores are, without a password."""
    if settings.database_url:
        return make_url(settings.database_url.get_secret_value()).set(password=None).render_as_string()
    return str(settings.data_dir.resolve())
