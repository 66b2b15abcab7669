"""Puts the parts of the corpus together: the one place that knows which is which."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.database import open_database
from corpus.doctor import mend
from corpus.embedding.choosing import chosen_embeddings
from corpus.errors import DataFolderUnusable, IndexOutdated, TransferlotseError
from corpus.files import FileStore
from corpus.german.analyser import Analyser
from corpus.lock import owning
from corpus.recipe import UNFINISHED, Recipe, store_recipe, stored_recipe
from corpus.replacing import discard_leftovers
from corpus.settings import Settings
from corpus.texts import house, plugins
from corpus.vectors import Vectors


def open_catalogue(folder: Path) -> Catalogue:
    """The catalogue alone, to be read beside a running server; raises DataFolderUnusable."""
    try:
        return Catalogue(open_database(folder / "catalogue.db"))
    except DatabaseError as error:
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
            with closing(Vectors(settings.data_dir / "vectors")) as vectors:
                yield Corpus(
                    catalogue=catalogue,
                    vectors=vectors,
                    files=FileStore(settings.data_dir / "files"),
                    analyser=analyser,
                    embeddings=embeddings,
                    recipe=Recipe(terms=analyser.recipe, vectors=embeddings.recipe),
                )


@contextmanager
def open_corpus(settings: Settings, *, url: str | None = None) -> Iterator[Corpus]:
    """Like `open_unchecked`, mended and ready to use; raises IndexOutdated when another recipe built the index."""
    with open_unchecked(settings, url=url) as corpus:
        built_with = stored_recipe(corpus.catalogue)
        if built_with is None:
            with corpus.catalogue.writing() as connection:
                store_recipe(connection, corpus.recipe)
        elif built_with != corpus.recipe:
            raise _outdated(built_with, corpus.recipe)
        mend(corpus)
        yield corpus


def _analyser(settings: Settings) -> Analyser:
    try:
        return Analyser(own_synonyms=settings.synonyms_file)
    except (OSError, ValueError) as error:
        if settings.synonyms_file is None:
            raise
        raise TransferlotseError(plugins.SYNONYMS_UNREADABLE.format(file=settings.synonyms_file)) from error


def _outdated(built_with: Recipe, wanted: Recipe) -> IndexOutdated:
    if built_with.vectors == UNFINISHED:
        return IndexOutdated(plugins.INDEX_UNFINISHED)
    if built_with.vectors == wanted.vectors:
        return IndexOutdated(house.INDEX_OUTDATED)
    sentence = plugins.INDEX_OF_OTHER_EMBEDDINGS
    return IndexOutdated(sentence.format(built_with=built_with.vectors, chosen=wanted.vectors))
