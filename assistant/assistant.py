"""The one assistant behind every channel: question -> evidence -> answer, as a stream of events."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Protocol

from assistant.evidence import Evidence, Gate
from assistant.models import (
    Answer,
    BlockEvent,
    CitationEvent,
    DoneEvent,
    Event,
    Question,
    SearchResult,
    Status,
    StatusEvent,
)
from assistant.retrieval import retrieve
from corpus.corpus import Corpus
from corpus.errors import RefusedQuestion
from corpus.models import Filters, Hit
from corpus.texts import answers as texts

LONGEST_QUESTION = 2_000
