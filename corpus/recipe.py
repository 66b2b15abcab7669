"""How the index was built: another analyser or embedding model asks for another index."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from corpus.catalogue import Catalogue
from corpus.records import set_fact

_TERMS, _VECTORS = "recipe.terms", "recipe.vectors"
UNFINISHED = "unfinished"  # in place of a name while vectors of two models are mixed: it equals none


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
