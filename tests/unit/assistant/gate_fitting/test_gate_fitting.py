"""What fitting makes of signals."""

from __future__ import annotations

import random

import pytest

from assistant.evaluation.measures import share
from assistant.gate_fitting.fitting import Passed, fit, held_out, is_better, passed
from corpus.gate import Gate, Signals


def around(cosine: float, words: float, covered: float, *, count: int, seed: int) -> list[Signals | None]:
    """Signals as real questions spread them."""
    dice = random.Random(seed)
    return [
        Signals(dice.gauss(cosine, 0.018), max(0, dice.gauss(words, 0.14)), min(1, max(0, dice.gauss(covered, 0.2))))
        for _ in range(count)
    ]


KNOWN = around(0.88, 0.4, 0.65, count=300, seed=1)
FOREIGN = around(0.81, 0.1, 0.2, count=100, seed=2)
# Another scale of cosines: what comes along refuses nearly all of it.
LOW = around(0.80, 0.4, 0.65, count=300, seed=3)
LOW_FOREIGN = around(0.73, 0.1, 0.2, count=100, seed=4)


@pytest.mark.parametrize(("own", "least"), [(True, 0.95), (False, 0.9)])
def test_a_fitted_gate_answers_and_refuses_where_the_one_that_comes_along_does_not(own: bool, least: float) -> None:
    before, after = passed(Gate(), LOW, LOW_FOREIGN), held_out(LOW, LOW_FOREIGN, own=own)
    assert before.answered.value < 0.85
    assert after.answered.value > least
    assert after.refused.value > 0.9
    assert is_better(after, before)


def test_few_questions_hardly_move_the_weights() -> None:
    few, many = fit(KNOWN[:50], FOREIGN, own=True), fit(KNOWN, FOREIGN, own=True)
    standard = Gate()
    assert abs(few.cosine - standard.cosine) < abs(many.cosine - standard.cosine)
    for gate in (few, many):
        assert min(gate.cosine, gate.words, gate.covered) >= 0


def test_questions_made_of_the_documents_move_the_line_alone() -> None:
    gate = fit(LOW, LOW_FOREIGN, own=False)
    assert gate == Gate().with_line(gate.line())
    assert gate.line() < Gate().line()


def test_questions_made_of_the_documents_never_make_the_gate_stricter() -> None:
    easy = around(0.92, 0.8, 1, count=200, seed=5)
    assert fit(easy, FOREIGN, own=False) == Gate()


def test_a_question_that_found_nothing_is_refused_by_every_gate() -> None:
    with_nothing = passed(Gate(), [*KNOWN[:10], None], [None])
    assert with_nothing.answered.value <= 10 / 11
    assert with_nothing.refused.value == 1


def test_a_corpus_on_which_everything_is_alike_is_not_fitted() -> None:
    assert not is_better(held_out(KNOWN, KNOWN, own=True), passed(Gate(), KNOWN, KNOWN))


@pytest.mark.parametrize(
    ("answered", "refused", "better"),
    [
        (96, 90, False),  # the same
        (96, 91, False),  # one question more is chance
        (96, 95, True),
        (99, 90, False),  # above the goal nothing is gained
        (93, 95, False),  # two answers below the goal against five refusals is little
        (96, 70, False),
    ],
)
def test_answers_up_to_the_goal_count_twice_as_much_as_refusals(answered: int, refused: int, better: bool) -> None:
    before = Passed(share(96, 100), share(90, 100))
    assert is_better(Passed(share(answered, 100), share(refused, 100)), before) is better
