"""Measures the chat model of the house: what becomes of its answers, what is wrong in them, how long they take."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from assistant.answering.quote import ENGINE
from assistant.answering.writing.refusals import is_refusal
from assistant.answering.writing.splitting import written_sentences
from assistant.answering.writing.writing import Writer
from assistant.assistant import Assistant
from assistant.choosing import chosen_reranker, chosen_style, chosen_writer
from assistant.evaluation.evaluating import temporary_house
from assistant.evaluation.indexing import Track, index
from assistant.evaluation.overhearing import Overheard
from assistant.evaluation.sets import KnownQuestion, QuestionSet
from assistant.evaluation.violations import Violation, violations
from assistant.models import Answer, BlockEvent, DoneEvent, Question, Status
from assistant.retrieval.retriever import Retriever
from assistant.wiring import House
from corpus.errors import TransferlotseError
from corpus.settings import Settings
from corpus.texts import evaluation as texts
from corpus.texts import writing

FOUND = 10  # passages in which the numbers of an unproven sentence are looked for


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds until the first sentence of the model was shown: the house's, the model's, the house's again."""

    before: float
    first_word: float
    sentence: float
    check: float

    @property
    def own(self) -> float:
        """What the house took."""
        return self.before + self.check


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, the model's sentences in it with what became of them, and why it was quoted instead, '' if not."""

    answer: Answer
    was_asked: bool
    proven: int
    unproven: int
    left_out: int
    instead: str
    spent: Spent | None
    violations: tuple[Violation, ...]

    @property
    def refused(self) -> bool:
        """Whether the model says that the passages do not answer, and nothing else."""
        return self.answer.engine != ENGINE and self.answer.status is Status.NO_EVIDENCE


@dataclass(frozen=True, slots=True)
class ModelMeasured:
    """What came out for each question."""

    model: str
    told: tuple[Told, ...]
    remarks: tuple[str, ...]

    @property
    def outcomes(self) -> Counter[tuple[Status, str, str]]:
        """How many answers had a status, an engine, and a reason for quoting instead."""
        return Counter((told.answer.status, told.answer.engine, told.instead) for told in self.told)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Those of all answers."""
        return tuple(violation for told in self.told for violation in told.violations)

    @property
    def seconds(self) -> dict[str, tuple[float, float]]:
        """Mean and 95th percentile of each share of the time; empty where the model has written nothing."""
        spent = [told.spent for told in self.told if told.spent]
        shares = ("before", "check", "own", "first_word", "sentence")
        values = {share: [getattr(each, share) for each in spent] for share in shares}
        return {share: (float(np.mean(each)), float(np.quantile(each, 0.95))) for share, each in values.items() if each}


def sample(known: QuestionSet, most: int) -> tuple[KnownQuestion, ...]:
    """At most so many questions, spread evenly over the set; none that is held back or leans on another."""
    free = [question for question in known.questions if not question.held_back and not question.earlier]
    count = min(most, len(free))
    return tuple(free[i * len(free) // count] for i in range(count))


def measure_model(settings: Settings, known: QuestionSet, track: Track, questions: int) -> ModelMeasured:
    """Index the set in a temporary house and have the chat model of the settings answer a sample of its questions.

    Raises TransferlotseError where there is no model, or where it answers nothing at all.
    """
    writer = chosen_writer(settings)
    if writer is None:
        raise TransferlotseError(texts.NO_CHAT_MODEL)
    with temporary_house(settings) as (house, folder):
        indexed = index(house, known, folder, track)
        told = tuple(ask(house, writer, question.text) for question in track(sample(known, questions), texts.ASKING))
    asked = [each for each in told if each.was_asked]
    if asked and not any(each.spent or each.refused or each.left_out for each in asked):
        raise TransferlotseError(texts.MODEL_SILENT.format(model=writer.name, reason=asked[0].instead))
    return ModelMeasured(writer.name, told, (*known.remarks, *indexed.remarks))


def ask(house: House, writer: Writer, question: str) -> Told:
    """Have one question answered over the whole path, and look at the answer."""
    overheard = Overheard()
    model = writer.model.model_copy(update={"callbacks": [overheard]})
    retriever = Retriever(house.corpus, reranker=chosen_reranker(house.settings))
    assistant = Assistant(
        house.corpus, retriever, writer=replace(writer, model=model), style=lambda: chosen_style(house.settings)
    )
    shown_at: dict[str, float] = {}
    started = time.perf_counter()
    for event in assistant.stream(Question(question)):
        if isinstance(event, BlockEvent):
            shown_at.setdefault(event.sentence.text, time.perf_counter())
        if isinstance(event, DoneEvent):
            answer = event.answer
    found = [hit.passage for hit in assistant.search(question, limit=FOUND).hits]
    written = [each.text for each in written_sentences([overheard.reply])]
    own = [] if answer.engine == ENGINE else [each for each in answer.sentences if each.text in written]
    return Told(
        answer=answer,
        was_asked=overheard.asked_at is not None,
        proven=sum(bool(each.citations) for each in own),
        unproven=sum(not each.citations for each in own),
        left_out=len({text for text in written if not is_refusal(text)} - {each.text for each in own}),
        instead=_instead(answer.notes),
        spent=_spent(overheard, started, shown_at),
        violations=tuple(violations(house.corpus, answer, reply=overheard.reply, found=found)),
    )


def model_json(measured: ModelMeasured) -> dict[str, Any]:
    """What `--json` prints; times in seconds."""
    return {
        "model": measured.model,
        "questions": len(measured.told),
        "asked": sum(told.was_asked for told in measured.told),
        "answers": [
            {"status": status, "engine": engine, "instead": instead, "count": count}
            for (status, engine, instead), count in sorted(measured.outcomes.items())
        ],
        "sentences": {
            "proven": sum(told.proven for told in measured.told),
            "unproven": sum(told.unproven for told in measured.told),
            "left_out": sum(told.left_out for told in measured.told),
        },
        "refused": sum(told.refused for told in measured.told),
        "seconds": {
            share: {"mean": round(mean, 4), "p95": round(p95, 4)} for share, (mean, p95) in measured.seconds.items()
        },
        "violations": [asdict(violation) for violation in measured.violations],
        "remarks": list(measured.remarks),
    }


def _instead(notes: Sequence[str]) -> str:
    """The reason that an answer gives for quoting instead, '' where it gives none."""
    ending = writing.QUOTED_INSTEAD.format(reason="")
    return next((note.removesuffix(ending) for note in notes if note.endswith(ending)), "")


def _spent(overheard: Overheard, started: float, shown_at: dict[str, float]) -> Spent | None:
    """The times of the first sentence that was shown, None where the model has not written it."""
    first = next(iter(shown_at), "")
    asked, spoke, completed = overheard.asked_at, overheard.spoke_at, overheard.completed_at(first)
    if asked is None or spoke is None or completed is None:
        return None
    return Spent(asked - started, spoke - asked, completed - spoke, shown_at[first] - completed)
