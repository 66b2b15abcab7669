"""Fits a gate to the signals of questions that the corpus answers and of foreign ones.

Of a house's own questions all three weights are learnt: a logistic regression that is drawn towards the weights that
come along, so that few questions change them little. Questions that are made of the documents lie near people's in
sum but not in each signal, so they move the line alone; and being easier, they can show that it is too high, but not
that it is too low.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.measures import Figure, share
from corpus.gate import Gate, Signals

FEWEST = 50  # questions
ANSWERED = 0.97  # of the questions, where the goal is .95: others will be asked than those that are known
GOAL, LEAST_REFUSED = 0.95, 0.75
LEAST_GAIN = 0.02  # of `Passed.worth`; less is chance
DIVISIONS = 20
PRIOR = 10.0  # how strongly the weights are drawn to those that come along, in questions
PRIOR_OF_LINE = 50.0  # the same for the line that questions made of the documents draw
_SPREAD = (0.02, 0.15, 0.2)  # of the signals between questions, so that the prior weighs alike on each
_STEPS = 20
_SEED = 20240229

Asked = Sequence[Signals | None]
"""The signals of questions, None for one that found nothing."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Shares of questions: those that the corpus answers and were answered, foreign ones that were refused."""

    answered: Figure
    refused: Figure

    @property
    def worth(self) -> float:
        """One number to compare by: answers up to the goal count twice as much as refusals."""
        return 2 * min(self.answered.value, GOAL) + self.refused.value


def fit(known: Asked, foreign: Asked, *, own: bool) -> Gate:
    """The gate that answers 97 in 100 of the known questions and refuses what it can of the foreign ones."""
    found = [signals for signals in known if signals]
    standard = Gate()
    if not own:
        share_of_prior = PRIOR_OF_LINE / (len(found) + PRIOR_OF_LINE)
        line = share_of_prior * standard.line() + (1 - share_of_prior) * _line(standard, found)
        return standard.with_line(min(line, standard.line()))
    weighing = _regression(standard, found, [signals for signals in foreign if signals])
    return weighing.with_line(_line(weighing, found))


def passed(gate: Gate, known: Asked, foreign: Asked) -> Passed:
    """What a gate makes of questions; both are at least one."""
    answered = sum(_passes(gate, signals) for signals in known)
    refused = sum(not _passes(gate, signals) for signals in foreign)
    return Passed(share(answered, len(known)), share(refused, len(foreign)))


def held_out(known: Asked, foreign: Asked, *, own: bool) -> Passed:
    """What fitting is worth: each half is judged by the gate that was fitted to the other one.

    The mean of several divisions into halves, since one alone is a matter of luck.
    """
    dice = random.Random(_SEED)
    answered = refused = 0
    for _ in range(DIVISIONS):
        halves = list(zip(_halves(dice, known), _halves(dice, foreign), strict=True))
        for (fitted, fitted_foreign), (judged, judged_foreign) in (halves, halves[::-1]):
            gate = fit(fitted, fitted_foreign, own=own)
            answered += sum(_passes(gate, signals) for signals in judged)
            refused += sum(not _passes(gate, signals) for signals in judged_foreign)
    return Passed(share(round(answered / DIVISIONS), len(known)), share(round(refused / DIVISIONS), len(foreign)))


def is_better(after: Passed, before: Passed) -> bool:
    """Whether a gate is to take the place of the one before."""
    return after.worth - before.worth >= LEAST_GAIN and after.refused.value >= LEAST_REFUSED


def _halves(dice: random.Random, asked: Asked) -> tuple[Asked, Asked]:
    shuffled = list(asked)
    dice.shuffle(shuffled)
    return shuffled[::2], shuffled[1::2]


def _passes(gate: Gate, signals: Signals | None) -> bool:
    return signals is not None and gate.confidence(signals) >= gate.thin


def _line(gate: Gate, found: Sequence[Signals]) -> float:
    return float(np.quantile([gate.weighed(signals) for signals in found], 1 - ANSWERED))


def _regression(prior: Gate, found: Sequence[Signals], foreign: Sequence[Signals]) -> Gate:
    """A ridge logistic regression by Newton's method; both kinds of questions weigh alike, however many there are."""
    if not foreign:
        return prior
    rows = np.column_stack([_matrix(found, foreign) / _SPREAD, np.ones(len(found) + len(foreign))])
    is_known = np.arange(len(rows)) < len(found)
    weight = np.where(is_known, 0.5 / len(found), 0.5 / len(foreign)) * len(rows)
    start = np.array([*(np.array([prior.cosine, prior.words, prior.covered]) * _SPREAD), prior.bias])
    ridge = np.array([PRIOR, PRIOR, PRIOR, 1e-3])
    now = start.copy()
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ now, -30, 30)))
        gradient = rows.T @ (weight * (likely - is_known)) + ridge * (now - start)
        curvature = (rows * (weight * likely * (1 - likely))[:, None]).T @ rows + np.diag(ridge)
        now = now - np.linalg.solve(curvature, gradient)
    cosine, words, covered = (float(value) for value in np.maximum(now[:3] / _SPREAD, 0))
    return replace(prior, cosine=cosine, words=words, covered=covered)


def _matrix(found: Sequence[Signals], foreign: Sequence[Signals]) -> NDArray[np.float64]:
    return np.array([[s.cosine, s.words, s.covered] for s in (*found, *foreign)], np.float64)
