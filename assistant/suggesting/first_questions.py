"""What may be asked first: questions about documents of the corpus, each known to be answered there."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest
from threading import Lock

from assistant.retrieval.retriever import Retriever
from assistant.suggesting.answered import is_answered
from assistant.suggesting.wording import LONGEST, Candidate, heading_questions, own_questions
from corpus.corpus import Corpus
from corpus.errors import NotFound
from corpus.gate import Gate
from corpus.models import Document, Filters

MOST = 4
SECONDS = 0.1
TRIES = 4  # questions a document


class FirstQuestions:
    """Looks for them a little each time it is asked, and anew once the documents are others; safe between threads."""

    def __init__(self, corpus: Corpus, retriever: Retriever, gate: Gate) -> None:
        self._corpus = corpus
        self._retriever = retriever
        self._gate = gate
        self._looking = Lock()
        self._versions: frozenset[str] = frozenset()
        self._left: Iterator[tuple[str, Candidate]] = iter(())
        self._found: tuple[tuple[str, str], ...] = ()

    def offered(self, documents: Sequence[Document]) -> tuple[str, ...]:
        """Up to `MOST`, of these documents and after at most about `SECONDS`; more may be there the next time."""
        if self._looking.acquire(blocking=False):
            try:
                self._look(documents)
            finally:
                self._looking.release()
        known = {document.id for document in documents}
        return tuple(question for question, document_id in self._found if document_id in known)

    def _look(self, documents: Sequence[Document]) -> None:
        versions = frozenset(document.current.id for document in documents)
        if versions != self._versions:
            self._versions, self._found = versions, ()
            self._left = self._candidates(spread(documents))
        until = time.perf_counter() + SECONDS
        while len(self._found) < MOST and time.perf_counter() < until:
            document_id, (question, proving) = next(self._left, ("", ("", frozenset())))
            if not document_id:
                return
            if document_id in {known for _, known in self._found}:
                continue
            if is_answered(self._corpus, self._retriever, self._gate, question, Filters(), proving, set()):
                self._found = (*self._found, (question, document_id))

    def _candidates(self, documents: Sequence[Document]) -> Iterator[tuple[str, Candidate]]:
        for document in documents:
            try:
                passages = self._corpus.passages(document.id)
            except NotFound:
                continue
            worded = chain(own_questions(passages), heading_questions(passages))
            short = (candidate for candidate in worded if len(candidate[0]) <= LONGEST)
            yield from ((document.id, candidate) for candidate in islice(short, TRIES))


def spread(documents: Sequence[Document]) -> list[Document]:
    """The newest first, the fields of action taking turns."""
    fields: dict[str | None, list[Document]] = {}
    for document in sorted(documents, key=lambda document: document.current.created_at, reverse=True):
        fields.setdefault(document.metadata.field_of_action, []).append(document)
    return [document for turn in zip_longest(*fields.values()) for document in turn if document]
