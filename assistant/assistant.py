"""The one assistant behind every channel: question -> evidence -> answer, as a stream of events."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import date

from langchain_core.language_models import BaseChatModel

from assistant.answering.answering import Answering
from assistant.answering.citing import citation_of
from assistant.answering.models import Proof
from assistant.answering.writing.writing import Writer
from assistant.contradictions import contradictions
from assistant.current_first import current_first
from assistant.evidence import Evidence, judge
from assistant.follow_up.models import Turn
from assistant.follow_up.understanding import understood
from assistant.models import Answer, Citation, DoneEvent, Event, Question, SearchResult, Status, StatusEvent, Style
from assistant.retrieval.retriever import Retriever
from assistant.suggesting.next_questions import next_questions
from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.errors import RefusedQuestion
from corpus.gate import Gate
from corpus.models import Filters, Hit
from corpus.texts import answers as texts
from corpus.written import is_written

LONGEST_QUESTION = 2_000
NEAREST = 3


class Assistant:
    """Answers from the corpus and from nothing else; safe to call from several threads.

    `chat_model` words follow-up questions, `writer` the answers; without them grammar and quoting do.
    `style` is asked for with every question.
    """

    def __init__(
        self,
        corpus: Corpus,
        retriever: Retriever | None = None,
        *,
        gate: Gate | None = None,
        chat_model: BaseChatModel | None = None,
        writer: Writer | None = None,
        style: Callable[[], Style] = Style,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._corpus = corpus
        self._retriever = retriever or Retriever(corpus)
        self._gate = gate or Gate()
        self._chat_model = chat_model
        self._writer = writer
        self._style = style
        self._today = today

    @property
    def catalogue(self) -> Catalogue:
        """Of what it can tell."""
        return self._corpus.catalogue

    def over(self, corpus: Corpus) -> Assistant:
        """The same assistant over another corpus, or over the part of it that somebody may see."""
        other = copy(self)
        other._corpus, other._retriever = corpus, self._retriever.over(corpus)
        return other

    def ask(self, question: Question) -> Answer:
        """The whole answer; raises RefusedQuestion for an empty or over-long question or an unknown filter."""
        for event in self.stream(question):
            if isinstance(event, DoneEvent):
                return event.answer
        raise AssertionError("a stream ends with DoneEvent")

    def stream(self, question: Question) -> Iterator[Event]:
        """The answer as it is made: status lines, then each citation before the block that uses it, then the whole."""
        asked = _checked(question.text)
        clock = _Clock()
        today = self._today()
        searched = self._documents_searched(question.filters)
        yield StatusEvent(texts.SEARCHING_ONE if searched == 1 else texts.SEARCHING.format(documents=searched))
        meant = understood(self._corpus, asked, question.earlier, self._chat_model)
        clock.lap("understand")
        found = self._retriever.retrieve(meant.text, question.filters, preferred=meant.documents)
        clock.lap("search")
        evidence = current_first(self._corpus, meant.text, judge(self._corpus, found, self._gate))
        clock.lap("evidence")
        answering = Answering(self._corpus, self._writer, self._told(question), today)
        if found.vector is not None and evidence.status is not Status.NO_EVIDENCE:
            yield from answering.events(meant.text, found.vector, evidence)
            citing = answering.citing
            against = contradictions(self._corpus, meant.text, found, citing.sentences, citing.citations)
            yield from citing.opposed(against)
        citing, status = answering.citing, answering.status
        proofs = len(citing.citations)
        yield StatusEvent(texts.FOUND_ONE if proofs == 1 else texts.FOUND.format(passages=proofs))
        clock.lap("answer")
        answer = Answer(
            question=asked,
            understood=meant.text,
            status=status,
            engine=answering.engine,
            sentences=tuple(citing.sentences),
            citations=tuple(citing.citations),
            nearest=() if status is Status.ANSWERED else self._nearest(evidence, citing.citations, today),
            carried=meant.carried,
            missing=evidence.missing if status is Status.PARTIAL else (),
            notes=(*found.notes, *answering.notes),
            contradictions=tuple(citing.contradictions),
            documents_searched=searched,
            timings_ms=clock.laps,
        )
        if answer.citations:
            asked_next = next_questions(
                self._corpus, self._retriever, self._gate, answer.turn, question.filters, found, answer.citations
            )
            clock.lap("next_questions")
            answer = replace(answer, next_questions=asked_next)
        yield DoneEvent(answer)

    def checked(self, question: Question) -> Question:
        """The question as it will be answered; raises RefusedQuestion as `ask` would, before anything is done."""
        self._documents_searched(question.filters)
        return replace(question, text=_checked(question.text))

    def search(
        self, words: str, *, limit: int = 10, filters: Filters | None = None, earlier: Sequence[Turn] = ()
    ) -> SearchResult:
        """Passages for some words, after the turns before them, best first; raises RefusedQuestion like `ask`."""
        clock = _Clock()
        meant = understood(self._corpus, _checked(words), earlier, self._chat_model)
        found = self._retriever.retrieve(meant.text, filters or Filters(), preferred=meant.documents, limit=limit)
        clock.lap("search")
        hits = tuple(Hit(r.stored, round(r.score, 4)) for r in found.ranked[:limit])
        return SearchResult(hits, found.notes, clock.laps)

    def _told(self, question: Question) -> Style:
        style = self._style()
        plain = style.plain if question.plain is None else question.plain
        return replace(style, length=question.length or style.length, plain=plain)

    def _documents_searched(self, filters: Filters) -> int:
        return len(self._corpus.catalogue.version_ids(filters))

    def _nearest(self, evidence: Evidence, given: Sequence[Citation], today: date) -> tuple[Citation, ...]:
        known = {citation.passage_id for citation in given}
        others = [ranked.stored for ranked in evidence.passages if ranked.stored.id not in known][:NEAREST]
        proofs = [Proof(stored, stored.passage.text) for stored in others]
        return tuple(citation_of(self._corpus, number, proof, today) for number, proof in enumerate(proofs, 1))


class _Clock:
    """Milliseconds since the lap before, by name."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round(1000 * (now - self._last), 1)
        self._last = now


def _checked(question: str) -> str:
    """The question in one line; raises RefusedQuestion."""
    if not is_written(question):
        raise RefusedQuestion(texts.NO_TEXT)
    asked = " ".join(question.split())
    if not asked:
        raise RefusedQuestion(texts.EMPTY_QUESTION)
    if len(asked) > LONGEST_QUESTION:
        raise RefusedQuestion(texts.QUESTION_TOO_LONG.format(length=len(asked), longest=LONGEST_QUESTION))
    return asked
