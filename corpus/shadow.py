"""A second index beside the live one, made by another recipe and put in its place when it is complete.

Its versions stand in the catalogue like any that is not current yet, its term rows beside the live ones but without
postings, its vectors in a collection of their own: nothing of it is found before the switch, which is one transaction.
Killed at any moment, the live index is as it was; begun again with the same recipe, what is done stays done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

from sqlalchemy import select, update

from corpus import full_text, records
from corpus.corpus import Corpus
from corpus.models import Document, NewVersion
from corpus.recipe import SHADOW, set_live_collection, store_recipe
from corpus.schema import documents, passages
from corpus.vectors import Vectors

Renewed = Callable[[Document], NewVersion]
"""The document's current file as a new version, not yet published."""


def build_shadow(corpus: Corpus, recipe: str, renewed: Renewed) -> Iterator[int]:
    """Stage a new version of every document, telling how many are staged, then switch.

    `recipe` names everything that the new versions are made with. Only the owner of the data folder may call this, and
    while nothing is being published.
    """
    vectors = corpus.vectors.beside(_name(recipe, corpus.vectors))
    if corpus.catalogue.fact(SHADOW) != recipe:
        vectors.clear()
        with corpus.catalogue.writing() as connection:
            records.remove_unfinished(connection)
            records.set_fact(connection, SHADOW, recipe)
    with corpus.catalogue.reading() as connection:
        staged = set(records.unfinished(connection).values())
    yield len(staged)
    for document in corpus.documents():
        if document.id not in staged:
            _stage(corpus, vectors, renewed(document))
            staged.add(document.id)
            yield len(staged)
    _complete(corpus, vectors)
    _switch(corpus, vectors)


def _name(recipe: str, live: Vectors) -> str:
    """The name of the collection, never that of the live one."""
    name = f"{live.family}-{sha256(recipe.encode()).hexdigest()[:12]}"
    return f"{name}-again" if name == live.name else name


def _stage(corpus: Corpus, vectors: Vectors, new: NewVersion) -> None:
    with corpus.catalogue.writing() as connection:
        _, version_id, ids = records.stage(connection, new)
        full_text.lay_out(connection, corpus.term_rows(ids, new))
    vectors.put(ids, version_id, new.vectors)


def _complete(corpus: Corpus, vectors: Vectors) -> None:
    """What a crash left out in Chroma is copied from the catalogue, which has every vector."""
    there = vectors.ids()
    columns = select(passages.c.id, passages.c.vector)
    with corpus.catalogue.reading() as connection:
        for version_id in records.unfinished(connection):
            rows = connection.execute(columns.where(passages.c.version_id == version_id))
            missing = {row.id: row.vector for row in rows if row.id not in there}
            vectors.put(list(missing), version_id, list(missing.values()))
    vectors.say_whole(True)


def _switch(corpus: Corpus, vectors: Vectors) -> None:
    with corpus.catalogue.writing() as connection:
        current = connection.execute(select(documents.c.current_version_id)).scalars().all()
        replaced = [id for version in current for id in records.passage_ids(connection, [version])]
        for version_id, document_id in records.unfinished(connection).items():
            mine = update(documents).where(documents.c.id == document_id)
            connection.execute(mine.values(current_version_id=version_id))
        full_text.find_laid_out(connection, instead_of=replaced)
        store_recipe(connection, corpus.recipe)
        set_live_collection(connection, vectors.name)
        records.forget_fact(connection, SHADOW)
    corpus.use_vectors(vectors)
    vectors.forget_others()
