"""The retriever as LangChain knows retrievers, for other people's chains."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.retrieval.retriever import Retriever
from corpus.models import Filters


class PassageRetriever(BaseRetriever):
    """Gives the best `limit` passages; metadata: document_id, title, page, passage_id, heading, score (0 to 1)."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    limit: int = Field(5, ge=1)
    filters: dict[str, str] = Field(default_factory=dict)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        found = self.retriever.retrieve(query, Filters(dict(self.filters)), limit=self.limit)
        return [
            Document(
                id=str(ranked.stored.id),
                page_content=ranked.stored.passage.text,
                metadata={
                    "document_id": ranked.stored.document_id,
                    "title": ranked.stored.title,
                    "page": ranked.stored.passage.page,
                    "passage_id": ranked.stored.id,
                    "heading": ranked.stored.passage.headings[-1] if ranked.stored.passage.headings else "",
                    "score": round(ranked.score, 4),
                },
            )
            for ranked in found.ranked[: self.limit]
        ]
