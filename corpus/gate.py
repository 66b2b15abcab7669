"""The figures of the evidence gate: those that come along, or those that were fitted to a house's own corpus.

Fitted ones stand in the catalogue as a fact: a backup carries them, and a process that is killed leaves the old ones or
the new ones. They belong to one recipe of the index, and count for nothing with another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from math import exp, log

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from corpus.corpus import Corpus
from corpus.recipe import Recipe
from corpus.records import set_fact
from corpus.texts import gate as texts

FACT = "gate"
GROWN = 1.5  # times as many passages as when the gate was fitted


@dataclass(frozen=True, slots=True)
class Signals:
    """What the gate looks at: the highest cosine on e5's scale, and two shares of the question's weight, 0 to 1.

    `words` is the highest BM25 by what the question's words could reach, `covered` what the best passages cover.
    """

    cosine: float
    words: float
    covered: float


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic regression over the signals, and from which confidence on evidence is thin, and enough.

    The weights that come along are those of a regression over several German collections, with the cosines of e5; the
    bias answers 97 in 100 questions of the examples and of an encyclopedia, and refuses as many of those asked of the
    other one.
    """

    cosine: float = 35.1
    words: float = 8.0
    covered: float = 6.9
    bias: float = -34.9
    thin: float = 0.27
    enough: float = 0.5

    def weighed(self, signals: Signals) -> float:
        """The signals as one number, on which `bias` draws the line."""
        return self.cosine * signals.cosine + self.words * signals.words + self.covered * signals.covered

    def confidence(self, signals: Signals) -> float:
        """How likely the question is answered by what was found, 0 to 1."""
        return 1 / (1 + exp(-(self.weighed(signals) + self.bias)))

    def line(self) -> float:
        """What a question has to weigh at least to be answered, in part or wholly."""
        return log(self.thin / (1 - self.thin)) - self.bias

    def with_line(self, line: float) -> Gate:
        """The same with the line drawn there."""
        return replace(self, bias=log(self.thin / (1 - self.thin)) - line)


@dataclass(frozen=True, slots=True)
class FittedGate:
    """A gate with what it was fitted to: an index of `passages`, and so many `questions`, a house's `own` or made."""

    gate: Gate
    recipe: Recipe
    passages: int
    questions: int
    own: bool
    fitted_at: datetime


@dataclass(frozen=True, slots=True)
class GateInUse:
    """The gate that the house answers with, `fitted` or the one that comes along.

    `state` is a German sentence on which it is, `remark` one on what should be done, or ''.
    """

    gate: Gate
    fitted: FittedGate | None
    state: str
    remark: str


_STORED = TypeAdapter(FittedGate)


def store_gate(connection: Connection, fitted: FittedGate) -> None:
    """Keep a fitted gate in place of an earlier one."""
    set_fact(connection, FACT, _STORED.dump_json(fitted).decode())


def gate_in_use(corpus: Corpus) -> GateInUse:
    """What the catalogue holds, where that can be used and belongs to the corpus' recipe; else what comes along."""
    stored = corpus.catalogue.fact(FACT)
    if stored is None:
        return GateInUse(Gate(), None, texts.STANDARD, "")
    try:
        fitted = _STORED.validate_json(stored)
    except ValidationError:
        return GateInUse(Gate(), None, texts.STANDARD, texts.DAMAGED)
    if not _is_sound(fitted.gate):
        return GateInUse(Gate(), None, texts.STANDARD, texts.DAMAGED)
    day = f"{fitted.fitted_at:%d.%m.%Y}"
    if fitted.recipe != corpus.recipe:
        return GateInUse(Gate(), None, texts.STANDARD, texts.OTHER_RECIPE.format(day=day))
    questions = (texts.OWN if fitted.own else texts.MADE).format(count=fitted.questions)
    state = texts.FITTED.format(day=day, questions=questions, passages=fitted.passages)
    now = passages_in(corpus)
    grown = now > GROWN * fitted.passages
    remark = texts.HAS_GROWN.format(before=fitted.passages, now=now) if grown else ""
    return GateInUse(fitted.gate, fitted, state, remark)


def passages_in(corpus: Corpus) -> int:
    """How many passages can be found."""
    return sum(document.current.passages for document in corpus.documents())


def _is_sound(gate: Gate) -> bool:
    """Whether the numbers are such as a fit yields; anything else, infinities among them, would refuse or admit all."""
    weights = gate.cosine, gate.words, gate.covered
    return (
        all(0 <= weight < 1_000 for weight in weights) and abs(gate.bias) < 1_000 and 0 < gate.thin <= gate.enough < 1
    )
