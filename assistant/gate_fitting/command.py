"""`python -m assistant fit-gate`: fits the gate to the house's own corpus, and keeps it where it is better."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.choosing import chosen_reranker
from assistant.evaluation.command import progress
from assistant.evaluation.indexing import Track
from assistant.evaluation.measures import Figure
from assistant.evaluation.wording import interval, number
from assistant.evidence import signals_of
from assistant.gate_fitting.fitting import FEWEST, LEAST_GAIN, Asked, Passed, fit, held_out, is_better, passed
from assistant.gate_fitting.questions import everyday_questions, made_questions, own_questions
from assistant.retrieval.retriever import Retriever
from corpus.console import print_json
from corpus.corpus import Corpus
from corpus.errors import RefusedInput, TransferlotseError, Unavailable
from corpus.gate import FACT, FittedGate, gate_in_use, passages_in, store_gate
from corpus.models import Filters
from corpus.opening import open_corpus
from corpus.processes import Kind
from corpus.records import forget_fact
from corpus.running_server import refuse_beside_server
from corpus.settings import Settings
from corpus.texts import gate as texts

FEWEST_PASSAGES = 100


@dataclass(frozen=True, slots=True)
class Fitting:
    """What came out: the gate that was fitted, and what it and the one before are worth on the same questions."""

    fitted: FittedGate
    foreign: int
    before: Passed
    after: Passed


def run_fit(settings: Settings, questions: Path | None, *, dry_run: bool, as_json: bool) -> None:
    """Fit, tell, and store what is better; raises TransferlotseError where it is not, with nothing changed."""
    refuse_beside_server(settings)
    own = own_questions(questions) if questions else None
    with open_corpus(settings, kind=Kind.UPKEEP) as corpus, progress() as track:
        fitting = fitted_to(corpus, Retriever(corpus, reranker=chosen_reranker(settings)), own, track)
        better = is_better(fitting.after, fitting.before)
        if better and not dry_run:
            with corpus.catalogue.writing() as connection:
                store_gate(connection, fitting.fitted)
    if as_json:
        print_json(_json(fitting, stored=better and not dry_run))
    else:
        _print(fitting)
    if not better:
        answers_more = fitting.after.answered.value - fitting.before.answered.value >= LEAST_GAIN
        raise TransferlotseError(texts.NOT_BETTER_REFUSED if answers_more else texts.NOT_BETTER)
    if not as_json:
        Console(soft_wrap=True).print(texts.WOULD_STORE if dry_run else texts.STORED, markup=False)


def run_reset(settings: Settings) -> None:
    """Return to the gate that comes along."""
    refuse_beside_server(settings)
    with open_corpus(settings, kind=Kind.UPKEEP) as corpus, corpus.catalogue.writing() as connection:
        forget_fact(connection, FACT)
    Console().print(texts.RESET)


def fitted_to(corpus: Corpus, retriever: Retriever, own: Sequence[str] | None, track: Track) -> Fitting:
    """Fit the gate to a house's own questions or, where they are None, to such as are made of its documents.

    Raises RefusedInput for too few passages or questions, and Unavailable where vectors cannot be had.
    """
    passages = passages_in(corpus)
    if passages < FEWEST_PASSAGES:
        raise RefusedInput(texts.TOO_FEW_PASSAGES.format(count=passages, least=FEWEST_PASSAGES))
    questions = made_questions(corpus) if own is None else own
    if len(questions) < FEWEST:
        sentence = texts.TOO_FEW_MADE if own is None else texts.TOO_FEW_QUESTIONS
        raise RefusedInput(sentence.format(count=len(questions), least=FEWEST))
    known = _asked(corpus, retriever, track(questions, texts.ASKING_KNOWN))
    foreign = _asked(corpus, retriever, track(everyday_questions(), texts.ASKING_EVERYDAY))
    if sum(signals is not None for signals in known) < FEWEST:
        raise RefusedInput(texts.TOO_FEW_QUESTIONS.format(count=len(known), least=FEWEST))
    return Fitting(
        fitted=FittedGate(
            gate=fit(known, foreign, own=own is not None),
            recipe=corpus.recipe,
            passages=passages,
            questions=len(questions),
            own=own is not None,
            fitted_at=datetime.now(UTC).replace(microsecond=0),
        ),
        foreign=len(foreign),
        before=passed(gate_in_use(corpus).gate, known, foreign),
        after=held_out(known, foreign, own=own is not None),
    )


def _asked(corpus: Corpus, retriever: Retriever, questions: Iterable[str]) -> Asked:
    signals = []
    for question in questions:
        found = retriever.retrieve(question, Filters())
        if found.vector is None:
            raise Unavailable(texts.NO_VECTORS)
        signals.append(signals_of(corpus, found))
    return signals


def _json(fitting: Fitting, *, stored: bool) -> dict[str, Any]:
    fitted = fitting.fitted
    return {
        "stored": stored,
        "gate": asdict(fitted.gate),
        "questions": fitted.questions,
        "own": fitted.own,
        "foreign": fitting.foreign,
        "passages": fitted.passages,
        "before": asdict(fitting.before),
        "after": asdict(fitting.after),
    }


def _print(fitting: Fitting) -> None:
    out = Console(highlight=False, soft_wrap=True)
    table = Table(texts.COLUMN_SHARE, texts.COLUMN_BEFORE, texts.COLUMN_AFTER, box=None, pad_edge=False)
    answered = texts.ANSWERED_OWN if fitting.fitted.own else texts.ANSWERED_MADE
    table.add_row(answered, _share(fitting.before.answered), _share(fitting.after.answered))
    table.add_row(texts.REFUSED, _share(fitting.before.refused), _share(fitting.after.refused))
    out.print(table)
    known, foreign = fitting.fitted.questions, fitting.foreign
    out.print(texts.MEASURED_ON.format(known=known, foreign=foreign), markup=False)


def _share(figure: Figure) -> str:
    return texts.SHARE.format(value=number(figure.value), interval=interval(figure))
