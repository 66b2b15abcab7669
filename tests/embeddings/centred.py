"""A LangChain model of another scale than the built-in one: unrelated texts have cosines near .2 instead of .83."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus import examples
from corpus.embedding.engine import E5Embeddings

SOURCES = Path(examples.__file__).parent / "sources"
LONG = 300  # characters, so that no heading counts as much as a paragraph
EVERY = 8  # of these paragraphs: their mean is nearly that of all, in an eighth of the time


class CentredE5(Embeddings):
    """e5 less the mean of some paragraphs of the example documents; not normalised, as some services do not either."""

    def __init__(self) -> None:
        self._e5 = E5Embeddings()
        texts = [source.read_text("utf-8") for source in sorted(SOURCES.glob("*.md"))]
        paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n") if len(paragraph) >= LONG]
        self._mean = self._e5.embed_passages(paragraphs[::EVERY]).mean(axis=0)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = (self._e5.embed_passages(texts) - self._mean).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = (np.array(self._e5.embed_query(text)) - self._mean).tolist()
        return vector
