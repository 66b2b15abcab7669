"""Where a house keeps what it knows: in one data folder, or in stores that several processes share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage, rmtree
from typing import Any
from uuid import uuid4

from pydantic import SecretStr
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from corpus.catalogue import Catalogue
from corpus.data_folder import make_data_folder
from corpus.database import open_database
from corpus.errors import DatabaseUnusable, DataFolderUnusable, DoesNotFit, RefusedInput, VectorsUnavailable
from corpus.files.bucket import PROTOCOL, BucketStore
from corpus.files.cache import Copies
from corpus.files.folder import FolderStore
from corpus.files.store import FileStore
from corpus.lock import owning
from corpus.locks import Locks, LocksOfDatabase, LocksOfFolder
from corpus.postgresql import identity
from corpus.processes import Kind, taking_part
from corpus.recipe import FOLDERS, live_collection, live_folder
from corpus.records import set_fact
from corpus.replacing import discard_leftovers
from corpus.schema import facts
from corpus.settings import Settings
from corpus.texts import house
from corpus.vectors import FAMILY, Vectors, connect_vectors, open_vectors

LEAST_ROOM = 4 << 20  # bytes; the database cannot even be opened with less
HOUSE = "house"
"""The fact that tells this house from others at the same Chroma."""
FILES = "files"
"""The fact that tells the file store of this house from others, and from none."""
DATABASE = "database"
"""The fact that names the database that this house is in: a copy of it says something else than what it is."""
MOVING = "moving"
"""The fact that names the source of a move hither that is not complete yet."""


@dataclass(frozen=True, slots=True)
class Stores:
    """Catalogue, vectors and stored files, and the locks that keep their users apart."""

    catalogue: Catalogue
    vectors: Vectors
    files: FileStore
    locks: Locks
    process_id: str | None
    """Of this process where several use the stores."""


@contextmanager
def open_stores(settings: Settings, *, url: str | None = None, kind: Kind = Kind.COMMAND) -> Iterator[Stores]:
    """The stores of the settings; those of a data folder are owned, `url` is where this process will serve.

    Raises DataFolderBusy, DataFolderUnusable (of a house that has only half moved hither, too), DatabaseUnusable,
    VectorsUnavailable or DoesNotFit.
    """
    shared = settings.database_url
    with _shared(settings, shared.get_secret_value(), kind) if shared else _owned(settings, url) as stores:
        yield stores


def open_catalogue(settings: Settings) -> Catalogue:
    """The catalogue alone, to be read beside a running server; raises DataFolderUnusable or DatabaseUnusable."""
    if settings.database_url:
        return Catalogue(_database_at(settings.database_url.get_secret_value()))
    return Catalogue(_database_in(settings.data_dir))


def files_of(settings: Settings, *, make: bool = True) -> FileStore:
    """The store of originals; raises FilesUnavailable, or RefusedInput for settings that cannot be used.

    Without `make` a folder that is not there is not made.
    """
    url = settings.files_url
    if not settings.database_url or not url:
        return FolderStore(settings.data_dir / "files", make=make)
    if "://" not in url:
        return FolderStore(Path(url), make=make)
    if not url.startswith(PROTOCOL):
        raise RefusedInput(house.FILES_URL_WRONG.format(url=url))
    options = _options("files_options", settings.files_options)
    return BucketStore(url, options, Copies(settings.data_dir / "cache-files"))


def _options(name: str, given: SecretStr | None) -> dict[str, Any]:
    try:
        options = json.loads(given.get_secret_value()) if given else {}
    except ValueError:
        options = None
    if not isinstance(options, dict):
        raise RefusedInput(house.STORE_OPTIONS_WRONG.format(name=f"TRANSFERLOTSE_{name.upper()}"))
    return options


@contextmanager
def _owned(settings: Settings, url: str | None) -> Iterator[Stores]:
    data = settings.data_dir
    with owning(data, url=url):
        discard_leftovers(data)
        with closing(Catalogue(_database_in(data))) as catalogue:
            _refuse_half_moved(catalogue)
            live = live_folder(catalogue)
            for name in FOLDERS:
                if name != live:
                    rmtree(data / name, ignore_errors=True)
            files = files_of(settings)
            vectors = open_vectors(data / live, live_collection(catalogue, FAMILY))
            yield Stores(catalogue, vectors, files, LocksOfFolder(data / "files"), None)


@contextmanager
def _shared(settings: Settings, database_url: str, kind: Kind) -> Iterator[Stores]:
    make_data_folder(settings.data_dir)
    engine = _database_at(database_url)
    with closing(Catalogue(engine)) as catalogue:
        _refuse_half_moved(catalogue)
        _refuse_copy(catalogue)
        house_id = _house_of(catalogue)
        family = f"{FAMILY}-{house_id}"
        options = _options("chroma_options", settings.chroma_options)
        files, locks = files_of(settings, make=False), LocksOfDatabase(engine)
        mark = _mark_of(files, house_id, catalogue, locks, settings)
        live = live_collection(catalogue, family)
        with (
            closing(connect_vectors(str(settings.chroma_url), options, live, family)) as vectors,
            taking_part(catalogue, kind, files=mark, vectors=lambda: vectors.collection_id) as process,
        ):
            # A reindex may have ended since the name was read; while this process takes part, none begins.
            with suppress(VectorsUnavailable):
                vectors.follow(live_collection(catalogue, family))
            yield Stores(catalogue, vectors, files, locks, process.id)


def _refuse_half_moved(catalogue: Catalogue) -> None:
    if catalogue.fact(MOVING):
        raise DataFolderUnusable(house.HALF_MOVED)


def adopt(settings: Settings) -> None:
    """Let a copied database be the one of the house, with the stores of the settings.

    Raises RefusedInput for a data folder, which needs none of this, and DatabaseUnusable.
    """
    if not settings.database_url:
        raise RefusedInput(house.NOTHING_TO_ADOPT)
    with closing(open_catalogue(settings)) as catalogue, catalogue.writing() as connection:
        set_fact(connection, DATABASE, identity(connection))


def _refuse_copy(catalogue: Catalogue) -> None:
    """Two databases of one house would remove each other's files and vectors; raises DoesNotFit."""
    with catalogue.reading() as connection:
        here = identity(connection)
    if (known := catalogue.fact(DATABASE)) is None:
        with catalogue.writing() as connection:
            set_fact(connection, DATABASE, here)
    elif known != here:
        raise DoesNotFit(house.DATABASE_IS_A_COPY)


def _mark_of(files: FileStore, house_id: str, catalogue: Catalogue, locks: Locks, settings: Settings) -> str:
    """What tells this file store from others, made up once.

    Raises DoesNotFit for a store of another house, and for one without a mark where this house had one.
    """
    with locks.settled():
        known, mark = catalogue.fact(FILES), files.mark()
        where = {"files": settings.files_url or settings.data_dir / "files", "mark": known or house_id}
        if mark is None:
            if known:
                raise DoesNotFit(house.FILES_NOT_THERE.format(**where))
            mark = f"{house_id} {uuid4().hex}"
            files.set_mark(mark)
        if mark != known:
            # An earlier version of the program knew the mark of the store only.
            if known or mark.partition(" ")[0] != house_id:
                raise DoesNotFit(house.FILES_OF_ANOTHER_HOUSE.format(**where))
            with catalogue.writing() as connection:
                set_fact(connection, FILES, mark)
    return mark


def _house_of(catalogue: Catalogue) -> str:
    """What tells this house from others at the same Chroma; made up once."""
    if (known := catalogue.fact(HOUSE)) is not None:
        return known
    with catalogue.writing() as connection:
        # Somebody may have been faster.
        known = connection.execute(select(facts.c.value).where(facts.c.name == HOUSE)).scalar()
        if known is None:
            known = uuid4().hex[:12]
            set_fact(connection, HOUSE, known)
    return known


def _database_in(folder: Path) -> Engine:
    try:
        return open_database(folder / "catalogue.db")
    except DatabaseError as error:
        if disk_usage(folder).free < LEAST_ROOM:
            raise DataFolderUnusable(house.NO_ROOM.format(folder=folder)) from error
        raise DataFolderUnusable(house.CATALOGUE_DAMAGED.format(folder=folder, reason=error.orig)) from error


def _database_at(url: str) -> Engine:
    try:
        return open_database(url)
    except DatabaseError as error:
        said = str(error.orig).lower()
        reasons = (reason for part, reason in house.DATABASE_REASONS.items() if part in said)
        reason = next(reasons, house.DATABASE_OTHER_REASON)
        # Without the password, and without what PostgreSQL says: that may name it.
        database = make_url(url).set(password=None).render_as_string()
        raise DatabaseUnusable(house.DATABASE_UNREACHABLE.format(database=database, reason=reason)) from error
