"""The questions offered before the first one: only those that the holdings can answer."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.models import Document
from corpus.texts import web as texts


def suggested_questions(documents: Iterable[Document]) -> tuple[str, ...]:
    """Questions about example documents that are in the corpus."""
    titles = {document.metadata.title for document in documents}
    return tuple(question for question, title in texts.SUGGESTED_QUESTIONS if title in titles)
