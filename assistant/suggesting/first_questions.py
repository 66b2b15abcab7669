"""What may be asked first: questions about documents of the corpus, each known to be answered there."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
REMEMBERED = 16  # sets of documents


@dataclass(slots=True)
class _Search:
    """Candidates that were not tried yet, by document, and the questions found so far with their documents."""

    left: Iterator[tuple[str, Candidate]]
    found: Mapping[str, str] = field(default_factory=dict)


class FirstQuestions:
    """Looks for them a little each time it is asked, for each set of documents that somebody may see.

    Safe to call from several threads.
    """

    def __init__(self, corpus: Corpus, retriever: Retriever, gate: Gate) -> None:
        self._corpus = corpus
        self._retriever = retriever
        self._gate = gate
        self._looking = Lock()
        self._searches: OrderedDict[frozenset[str], _Search] = OrderedDict()

    def offered(self, documents: Sequence[Document]) -> tuple[str, ...]:
        """Up to `MOST`, of these documents and after at most about `SECONDS`; more may be there the next time."""
        versions = frozenset(document.current.id for document in documents)
        if self._looking.acquire(blocking=False):
            try:
                self._look(self._search(versions, documents))
            finally:
                self._looking.release()
        search = self._searches.get(versions)
        return tuple(search.found) if search else ()

    def _search(self, versions: frozenset[str], documents: Sequence[Document]) -> _Search:
        """The search among these documents, of which the last ones are remembered."""
        if versions not in self._searches:
            self._searches[versions] = _Search(self._candidates(spread(documents)))
        self._searches.move_to_end(versions)
        while len(self._searches) > REMEMBERED:
            self._searches.popitem(last=False)
        return self._searches[versions]

    def _look(self, search: _Search) -> None:
        until = time.perf_counter() + SECONDS
        while len(search.found) < MOST and time.perf_counter() < until:
            document_id, (question, proving) = next(search.left, ("", ("", frozenset())))
            if not document_id:
                return
            if document_id in search.found.values():
                continue
            if is_answered(self._corpus, self._retriever, self._gate, question, Filters(), proving, set()):
                search.found = {**search.found, question: document_id}

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
