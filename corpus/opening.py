"""Puts the parts of the corpus together: the one place that knows which is which."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import disk_usage, rmtree

from sqlalchemy.exc import DatabaseError

from corpus.catalogue import Catalogue
from corpus.context import CONTEXT
from corpus.corpus import Corpus
from corpus.database import open_database
from corpus.doctor import mend
from corpus.embedding.choosing import chosen_embeddings
from corpus.errors import DataFolderUnusable, TransferlotseError
from corpus.files import FileStore
from corpus.german.analyser import Analyser
from corpus.lock import owning
from corpus.recipe import FOLDERS, Recipe, check_recipe, live_collection, live_folder, stored_recipe
from corpus.replacing import discard_leftovers
from corpus.settings import Settings
from corpus.texts import house, plugins
from corpus.vectors import Vectors, open_vectors

LEAST_ROOM = 4 << 20  # bytes; the database cannot even be opened with less


def open_catalogue(folder: Path) -> Catalogue:
    """The catalogue alone, to be read beside a running server; raises DataFolderUnusable."""
    try:
        return Catalogue(open_database(folder / "catalogue.db"))
    except DatabaseError as error:
        if disk_usage(folder).free < LEAST_ROOM:
            raise DataFolderUnusable(house.NO_ROOM.format(folder=folder)) from error
        raise DataFolderUnusable(house.CATALOGUE_DAMAGED.format(folder=folder, reason=error.orig)) from error


@contextmanager
def open_unchecked(settings: Settings, *, url: str | None = None) -> Iterator[Corpus]:
    """Own the data folder and open all of the corpus as it is; `url` is where this process will serve.

    Raises DataFolderBusy, DataFolderUnusable, or what choosing the embeddings raises.
    """
    with owning(settings.data_dir, url=url):
        discard_leftovers(settings.data_dir)
        with closing(open_catalogue(settings.data_dir)) as catalogue:
            analyser = _analyser(settings)
            stored = stored_recipe(catalogue)
            embeddings = chosen_embeddings(settings, stored.vectors if stored else None)
            corpus = Corpus(
                catalogue=catalogue,
                vectors=_vectors(settings.data_dir, catalogue),
                files=FileStore(settings.data_dir / "files"),
                analyser=analyser,
                embeddings=embeddings,
                recipe=Recipe(terms=f"{analyser.recipe}-{CONTEXT}", vectors=embeddings.recipe),
            )
            try:
                yield corpus
            finally:
                corpus.vectors.close()


@contextmanager
def open_corpus(settings: Settings, *, url: str | None = None) -> Iterator[Corpus]:
    """Like `open_unchecked`, mended and ready to use; raises IndexOutdated when another recipe built the index."""
    with open_unchecked(settings, url=url) as corpus:
        check_recipe(corpus)
        mend(corpus)
        # A process that was killed may have left what was removed.
        corpus.catalogue.empty_log()
        yield corpus


def _vectors(data: Path, catalogue: Catalogue) -> Vectors:
    live = live_folder(catalogue)
    for name in FOLDERS:
        if name != live:
            rmtree(data / name, ignore_errors=True)
    return open_vectors(data / live, live_collection(catalogue))


def _analyser(settings: Settings) -> Analyser:
    try:
        return Analyser(own_synonyms=settings.synonyms_file)
    except (OSError, ValueError) as error:
        if settings.synonyms_file is None:
            raise
        raise TransferlotseError(plugins.SYNONYMS_UNREADABLE.format(file=settings.synonyms_file)) from error
