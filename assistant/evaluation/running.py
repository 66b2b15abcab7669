"""Asks the questions, only ever through the two calls that every channel uses: `search` and `ask`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluation.indexing import RANKED, Indexed, Track
from assistant.evaluation.measures import answering_sentence
from assistant.evaluation.sets import KnownQuestion, QuestionSet
from assistant.follow_up.models import Turn
from assistant.models import Question, Status
from assistant.wiring import House
from corpus.errors import RefusedQuestion
from corpus.models import Hit
from corpus.texts import evaluation as texts

SHOWN = 3
EXCERPT = 320  # characters
ANSWERS_AT = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with an excerpt of what it says; `score` is that of its best passage, None for what was not searched."""

    title: str
    page: int
    text: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """The answer: its first sentences, and how many of them it takes to hold the known one (None: they do not)."""

    status: Status
    sentences: tuple[str, ...]
    held_by: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the units found for it, best first, and its answer where one was wanted.

    `expected` is the most relevant unit, None where there is none in the corpus.
    A question that the assistant does not take found nothing.
    """

    question: KnownQuestion
    ranking: tuple[str, ...]
    best: tuple[Found, ...]
    expected: Found | None
    seconds: float
    given: Given | None = None
    refused: bool = False


def ask_all(house: House, indexed: Indexed, known: QuestionSet, track: Track, *, answers: bool) -> tuple[Asked, ...]:
    """Search for every question of the set and, with `answers`, have it answered too."""
    return tuple(_ask(house, indexed, question, answers) for question in track(known.questions, texts.ASKING))


def ask_foreign(house: House, questions: Sequence[KnownQuestion], track: Track) -> tuple[Given, ...]:
    """Have questions answered that these documents do not answer."""
    return tuple(
        _answer(house, question, _turns(house, question)) for question in track(questions, texts.ASKING_FOREIGN)
    )


def _ask(house: House, indexed: Indexed, question: KnownQuestion, answers: bool) -> Asked:
    refused = False
    hits: tuple[Hit, ...] = ()
    earlier = _turns(house, question)
    started = time.perf_counter()
    try:
        hits = house.assistant.search(question.text, limit=indexed.limit, earlier=earlier).hits
    except RefusedQuestion:
        refused = True
    seconds = time.perf_counter() - started
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(question.standing_for(indexed.unit(hit)), hit)
    return Asked(
        question=question,
        ranking=tuple(best)[:RANKED],
        best=tuple(_found(hit) for hit in list(best.values())[:SHOWN]),
        expected=_expected(house, indexed, question),
        seconds=seconds,
        given=_answer(house, question, earlier) if answers else None,
        refused=refused,
    )


def _found(hit: Hit) -> Found:
    passage = hit.passage.passage
    return Found(hit.passage.title, passage.page, _excerpt(passage.text), hit.score)


def _expected(house: House, indexed: Indexed, question: KnownQuestion) -> Found | None:
    """The most relevant unit, around the answer; None for an unanswerable question or a unit that is not there."""
    wanted = max(question.relevance, key=lambda unit: question.relevance[unit], default="")
    if wanted not in indexed.places:
        return None
    id, page = indexed.places[wanted]
    text = house.corpus.page(id, page).text
    around = next((wording for wordings in question.answers for wording in wordings if wording in text), "")
    return Found(house.corpus.document(id).metadata.title, page, _excerpt(text, around))


def _turns(house: House, question: KnownQuestion) -> tuple[Turn, ...]:
    """The turns before the question, each answered as it would be in a conversation."""
    turns: tuple[Turn, ...] = ()
    for before in question.earlier:
        turns += (house.assistant.ask(Question(before, earlier=turns)).turn,)
    return turns


def _excerpt(text: str, around: str = "") -> str:
    """At most `EXCERPT` characters in one line, from a little before `around` on where that stands further down."""
    line = " ".join(text.split())
    start = line.rfind(" ", 0, max(0, line.find(around) - EXCERPT // 2)) + 1
    shown, rest = line[start : start + EXCERPT], line[start + EXCERPT :]
    if rest:
        shown = shown.rpartition(" ")[0] or shown
    return ("… " if start else "") + shown + (" …" if rest else "")


def _answer(house: House, question: KnownQuestion, earlier: tuple[Turn, ...]) -> Given:
    started = time.perf_counter()
    try:
        answer = house.assistant.ask(Question(question.text, earlier=earlier))
    except RefusedQuestion:
        return Given(Status.NO_EVIDENCE, (), None, time.perf_counter() - started)
    sentences = tuple(sentence.text for sentence in answer.sentences[: max(ANSWERS_AT)])
    held_by = answering_sentence(sentences, question.answers) if question.answers else None
    return Given(answer.status, sentences, held_by, time.perf_counter() - started)
