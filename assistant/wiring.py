"""Puts the house together: read this to know what is connected to what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.assistant import Assistant
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

    Raises DataFolderBusy, DataFolderUnusable or IndexOutdated.
    """
    with open_corpus(settings, url=url) as corpus:
        yield House(
            settings=settings,
            corpus=corpus,
            ingest=Ingest(corpus, timeout_seconds=settings.read_timeout_seconds, memory_mb=settings.read_memory_mb),
            assistant=Assistant(corpus),
        )
