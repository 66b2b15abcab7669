"""Puts the parts of the corpus together: the one place that knows which is which."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.context import CONTEXT
from corpus.corpus import Corpus
from corpus.doctor import mend_at_start
from corpus.embedding.choosing import chosen_embeddings
from corpus.errors import TransferlotseError
from corpus.german.analyser import Analyser
from corpus.keeping_vectors import keeping_vectors
from corpus.processes import Kind
from corpus.recipe import Recipe, check_recipe, stored_recipe
from corpus.settings import Settings
from corpus.stores import open_stores
from corpus.texts import plugins


@contextmanager
def open_unchecked(settings: Settings, *, url: str | None = None, kind: Kind = Kind.COMMAND) -> Iterator[Corpus]:
    """Open all of the corpus as it is, owning its data folder; `url` is where this process will serve.

    `kind` is what it does, for the others where several share the stores. Raises what `open_stores` and choosing the
    embeddings raise.
    """
    with open_stores(settings, url=url, kind=kind) as stores:
        analyser = _analyser(settings)
        stored = stored_recipe(stores.catalogue)
        embeddings = chosen_embeddings(settings, stored.vectors if stored else None)
        corpus = Corpus(
            catalogue=stores.catalogue,
            vectors=stores.vectors,
            files=stores.files,
            locks=stores.locks,
            process_id=stores.process_id,
            analyser=analyser,
            embeddings=embeddings,
            recipe=Recipe(terms=f"{analyser.recipe}-{CONTEXT}", vectors=embeddings.recipe),
        )
        try:
            yield corpus
        finally:
            corpus.vectors.close()


@contextmanager
def open_corpus(settings: Settings, *, url: str | None = None, kind: Kind = Kind.COMMAND) -> Iterator[Corpus]:
    """Like `open_unchecked`, mended and ready to use; raises IndexOutdated when another recipe built the index."""
    with open_unchecked(settings, url=url, kind=kind) as corpus:
        check_recipe(corpus)
        mend_at_start(corpus)
        # A process that was killed may have left what was removed.
        corpus.catalogue.empty_log()
        with keeping_vectors(corpus):
            yield corpus


def _analyser(settings: Settings) -> Analyser:
    try:
        return Analyser(own_synonyms=settings.synonyms_file)
    except (OSError, ValueError) as error:
        if settings.synonyms_file is None:
            raise
        raise TransferlotseError(plugins.SYNONYMS_UNREADABLE.format(file=settings.synonyms_file)) from error
