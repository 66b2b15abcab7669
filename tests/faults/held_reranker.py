"""A reranker that holds an answer back in the middle, as a slow service does."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from langchain_core.callbacks import Callbacks
from langchain_core.documents import BaseDocumentCompressor, Document


class HeldReranker(BaseDocumentCompressor):
    """Changes nothing, and takes as long as the file `held` is there."""

    held: str

    def compress_documents(
        self,
        documents: Sequence[Document],
        query: str,  # noqa: ARG002
        callbacks: Callbacks = None,  # noqa: ARG002
    ) -> Sequence[Document]:
        while Path(self.held).exists():
            time.sleep(0.05)
        return documents
