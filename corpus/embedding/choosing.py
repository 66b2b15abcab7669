"""Which embeddings the settings ask for."""

from __future__ import annotations

import logging

from langchain_core.embeddings import Embeddings

from corpus.embedding.background import UNRELATED, Background
from corpus.embedding.foreign import ForeignEmbeddings, embedded, measured_background
from corpus.embedding.interface import TextEmbeddings
from corpus.embedding.tokenizer import Tokenizer
from corpus.embedding.weights import bundled_weights, read_weights
from corpus.errors import EmbeddingsUnavailable
from corpus.plugins import build, plugin
from corpus.settings import Settings

BUILT_IN = "e5"
SETTING = "TRANSFERLOTSE_EMBEDDINGS"
EXAMPLE = "langchain_openai:OpenAIEmbeddings"

log = logging.getLogger(__name__)


def chosen_embeddings(settings: Settings, stored: str | None) -> TextEmbeddings:
    """The embeddings that the settings name; `stored` is the recipe of the vectors that are there, if any are.

    Raises TransferlotseError for settings that cannot be used, and EmbeddingsUnavailable where the service does not
    answer and no earlier index tells how many numbers its vectors have.
    """
    if settings.embeddings == BUILT_IN:
        # Imported here: onnxruntime alone takes 40 MB, and nobody needs it where other embeddings are chosen.
        from corpus.embedding.engine import E5Embeddings

        return E5Embeddings()
    chosen = plugin(SETTING, settings.embeddings, settings.embeddings_options, example=EXAMPLE)
    model = build(chosen, Embeddings)  # type: ignore[type-abstract]  # a subclass of it is built, never itself
    dimensions, background = _measured(model, chosen.recipe(), stored)
    tokenizer = Tokenizer(read_weights(bundled_weights()).vocabulary)
    return ForeignEmbeddings(model, f"{chosen.recipe()}/{dimensions}", dimensions, tokenizer, background)


def _measured(model: Embeddings, recipe: str, stored: str | None) -> tuple[int, Background | None]:
    """Dimensions and background as the service answers now; while it does not, the dimensions of the stored vectors."""
    try:
        vectors = embedded(model, list(UNRELATED))
        return vectors.shape[1], measured_background(vectors)
    except EmbeddingsUnavailable as error:
        before, _, dimensions = (stored or "").rpartition("/")
        if before != recipe:
            raise
        log.warning("%s", error.message)
        return int(dimensions), None
