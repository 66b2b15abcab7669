"""Puts the house together: read this to know what is connected to what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.choosing import chosen_chat_model, chosen_reranker
from assistant.retrieval.retriever import Retriever
from corpus.corpus import Corpus
from corpus.opening import open_corpus
from corpus.settings import Settings
from ingest.pipeline import Ingest


@dataclass(frozen=True, slots=True)
class House:
    """Everything that a channel needs."""

    settings: Settings
    corpus: Corpus
    ingest: Ingest
    assistant: Assistant


@contextmanager
def open_house(settings: Settings, *, url: str | None = None) -> Iterator[House]:
    """Own the data folder and put all parts together; `url` is where this process will serve.

    Raises DataFolderBusy, DataFolderUnusable, IndexOutdated, or TransferlotseError for a part that cannot be used.
    """
    reranker, chat_model = chosen_reranker(settings), chosen_chat_model(settings)
    with open_corpus(settings, url=url) as corpus:
        yield House(
            settings=settings,
            corpus=corpus,
            ingest=Ingest(
                corpus,
                timeout_seconds=settings.read_timeout_seconds,
                memory_mb=settings.read_memory_mb,
                ocr_seconds_per_page=settings.ocr_seconds_per_page if settings.ocr else None,
            ),
            assistant=Assistant(corpus, Retriever(corpus, reranker=reranker), chat_model=chat_model),
        )
