"""A second opinion on the best candidates: any LangChain document compressor, such as a cross-encoder service."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.documents import BaseDocumentCompressor, Document

from assistant.retrieval.models import Ranked
from corpus.context import passage_context

RERANKED = 30


def reranked(compressor: BaseDocumentCompressor, question: str, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The ranking with its best candidates in the compressor's order; those it drops come behind the others.

    The scores stay those of the fusion, handed out anew from the top: later steps compare them with its scale.
    """
    best = {str(candidate.stored.id): candidate for candidate in ranked[:RERANKED]}
    documents = [
        Document(id=id, page_content=passage_context(candidate.stored.name, candidate.stored.passage))
        for id, candidate in best.items()
    ]
    chosen = [document.id for document in compressor.compress_documents(documents, question) if document.id in best]
    order = dict.fromkeys([*chosen, *best])
    scores = [candidate.score for candidate in best.values()]
    ordered = [best[id].with_score(score) for id, score in zip(order, scores, strict=True)]
    return [*ordered, *ranked[RERANKED:]]
