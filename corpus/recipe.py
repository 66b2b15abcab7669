"""How the index was built: another analyser or embedding model asks for another index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from corpus.catalogue import Catalogue
from corpus.errors import IndexOutdated
from corpus.records import set_fact
from corpus.texts import house, plugins

if TYPE_CHECKING:
    from corpus.corpus import Corpus

_TERMS, _VECTORS, COLLECTION = "recipe.terms", "recipe.vectors", "recipe.collection"
FOLDER = "vectors.folder"
FOLDERS = ("vectors", "vectors.2")
"""Chroma's folders; the one that is not live is empty, or being filled."""
SHADOW = "shadow.recipe"
"""The fact that names the recipe of an index that is being built beside the live one."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Stable names of what made the full-text terms and the vectors."""

    terms: str
    vectors: str


def stored_recipe(catalogue: Catalogue) -> Recipe | None:
    """What the index was built with, or None where nothing was built yet."""
    terms, vectors = catalogue.fact(_TERMS), catalogue.fact(_VECTORS)
    return Recipe(terms, vectors) if terms and vectors else None


def store_recipe(connection: Connection, recipe: Recipe) -> None:
    """Remember what the index was built with."""
    set_fact(connection, _TERMS, recipe.terms)
    set_fact(connection, _VECTORS, recipe.vectors)


def live_collection(catalogue: Catalogue, first: str) -> str:
    """The name under which the live vectors stand in Chroma; `first` is that of the first collection."""
    return catalogue.fact(COLLECTION) or first


def live_folder(catalogue: Catalogue) -> str:
    """The name of the folder in which Chroma keeps the live vectors."""
    return catalogue.fact(FOLDER) or FOLDERS[0]


def set_live_folder(connection: Connection, name: str) -> None:
    """Say in which folder Chroma keeps the live vectors."""
    set_fact(connection, FOLDER, name)


def set_live_collection(connection: Connection, name: str) -> None:
    """Say under which name the live vectors stand in Chroma."""
    set_fact(connection, COLLECTION, name)


def check_recipe(corpus: Corpus) -> None:
    """Raise IndexOutdated where another recipe built the index; an empty one is built by the present one."""
    built_with, wanted = stored_recipe(corpus.catalogue), corpus.recipe
    if built_with is None:
        with corpus.catalogue.writing() as connection:
            store_recipe(connection, wanted)
    elif built_with.vectors != wanted.vectors:
        sentence = plugins.INDEX_OF_OTHER_EMBEDDINGS
        raise IndexOutdated(sentence.format(built_with=built_with.vectors, chosen=wanted.vectors))
    elif built_with != wanted:
        raise IndexOutdated(house.INDEX_OUTDATED)
