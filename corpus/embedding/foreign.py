"""Any LangChain embeddings, held to what the corpus asks of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.embedding.background import UNRELATED, Background, background_of
from corpus.embedding.tokenizer import Tokenizer
from corpus.errors import EmbeddingsUnavailable
from corpus.texts import plugins as texts

_Given = TypeVar("_Given")
_Answer = TypeVar("_Answer")

BATCH = 32  # what text-embeddings-inference takes at once by default; others take more
_NO_SPREAD = 1e-6  # what rounding alone makes of equal vectors


class ForeignEmbeddings:
    """Checks and normalises what a LangChain class answers; every failure of it is EmbeddingsUnavailable.

    Tokens are counted by the built-in tokenizer: the cut of the passages stays the same whichever model embeds them, so
    that changing it means embedding again and not reading every file again. LangChain knows no way to ask for a model's
    own count.

    Without a `background` it is measured when it is first asked for.
    """

    def __init__(
        self, model: Embeddings, recipe: str, dimensions: int, tokenizer: Tokenizer, background: Background | None
    ) -> None:
        self.recipe = recipe
        self.dimensions = dimensions
        self._model = model
        self._tokenizer = tokenizer
        self._background = background

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector a text, float32 [texts, dimensions]; raises EmbeddingsUnavailable."""
        parts = [np.empty((0, self.dimensions), np.float32)]
        for start in range(0, len(texts), BATCH):
            batch = list(texts[start : start + BATCH])
            parts.append(self._checked(embedded(self._model, batch)))
        return np.concatenate(parts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; raises EmbeddingsUnavailable."""
        vector: list[float] = self._checked(unit_vectors([_asked(self._model.embed_query, text)]))[0].tolist()
        return vector

    def count_tokens(self, text: str) -> int:
        """The length of a text in tokens of the built-in tokenizer."""
        return self._tokenizer.count(text)

    def background(self) -> Background:
        """How near unrelated texts are to each other; raises EmbeddingsUnavailable where it is yet to be measured."""
        if self._background is None:
            self._background = measured_background(self.embed_passages(UNRELATED))
        return self._background

    def _checked(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        if vectors.shape[1] != self.dimensions:
            changed = texts.EMBEDDINGS_CHANGED.format(got=vectors.shape[1], expected=self.dimensions)
            raise EmbeddingsUnavailable(changed)
        return vectors


def embedded(model: Embeddings, batch: list[str]) -> NDArray[np.float32]:
    """One vector a text from a single call, float32 [texts, numbers] at length one; raises EmbeddingsUnavailable."""
    vectors = unit_vectors(_asked(model.embed_documents, batch))
    if len(vectors) != len(batch):
        raise _unusable(texts.WRONG_COUNT.format(got=len(vectors), expected=len(batch)))
    return vectors


def measured_background(vectors: NDArray[np.float32]) -> Background:
    """What the vectors of the unrelated texts say; raises EmbeddingsUnavailable where all are the same."""
    background = background_of(vectors)
    if background.spread < _NO_SPREAD:
        raise _unusable(texts.ALL_ALIKE)
    return background


def unit_vectors(answer: object) -> NDArray[np.float32]:
    """The answered vectors at length one, float32 [vectors, dimensions]; raises EmbeddingsUnavailable."""
    try:
        vectors = np.asarray(answer, np.float64)
    except (TypeError, ValueError):  # texts, or vectors of several lengths
        raise _unusable(texts.NOT_NUMBERS) from None
    if vectors.ndim != 2:
        raise _unusable(texts.NOT_NUMBERS)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not (np.isfinite(lengths) & (lengths > 0)).all():
        raise _unusable(texts.NOT_NUMBERS)
    normalised: NDArray[np.float32] = (vectors / lengths).astype(np.float32)
    return normalised


def _asked(call: Callable[[_Given], _Answer], given: _Given) -> _Answer:
    try:
        return call(given)
    except Exception as error:  # a foreign class may raise anything
        status = getattr(error, "status_code", "")
        # Not `from error`, nor its message: both may hold a key or the words of a question.
        raise _unusable(f"{type(error).__name__} {status}".strip()) from None


def _unusable(reason: str) -> EmbeddingsUnavailable:
    return EmbeddingsUnavailable(texts.EMBEDDINGS_UNAVAILABLE.format(reason=reason))
