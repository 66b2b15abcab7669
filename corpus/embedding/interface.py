"""What the corpus asks of embeddings, built in or a house's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.embedding.background import Background


class TextEmbeddings(Protocol):
    """Vectors of length one, so that a dot product is the cosine. Safe to call from several threads.

    Embedding raises EmbeddingsUnavailable where a service makes the vectors and does not give usable ones.
    """

    @property
    def recipe(self) -> str:
        """Stable name of the model and its way of computing; vectors of two recipes must not be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """Numbers a vector."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector a text, float32 [texts, dimensions]."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        ...

    def count_tokens(self, text: str) -> int:
        """The length of a text, by which passages are cut."""
        ...

    def background(self) -> Background:
        """How near unrelated texts are to each other; raises EmbeddingsUnavailable as embedding does."""
        ...
