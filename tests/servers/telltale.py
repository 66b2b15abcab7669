"""Plugins that fail with everything they know in their message, as services do that echo a request."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.callbacks import Callbacks
from langchain_core.documents import BaseDocumentCompressor, Document
from langchain_core.embeddings import DeterministicFakeEmbedding


class TelltaleEmbeddings(DeterministicFakeEmbedding):
    """Fails for a question about 'Vektorfehler'."""

    api_key: str

    def embed_query(self, text: str) -> list[float]:
        if "Vektorfehler" in text:
            raise ValueError(f"401 for {text!r} with key {self.api_key}")
        return super().embed_query(text)


class TelltaleReranker(BaseDocumentCompressor):
    """Fails for every question."""

    api_key: str

    def compress_documents(
        self,
        documents: Sequence[Document],
        query: str,
        callbacks: Callbacks = None,  # noqa: ARG002
    ) -> Sequence[Document]:
        raise RuntimeError(f"{len(documents)} documents for {query!r} with key {self.api_key}")
