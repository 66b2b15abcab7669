from __future__ import annotations

from itertools import permutations
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.measures import (
    answering_sentence,
    figure,
    first_rank,
    ndcg,
    recall,
    reciprocal_rank,
)

NAMES = "abcdef"
RANKINGS = st.permutations(NAMES).flatmap(lambda names: st.integers(0, 6).map(lambda n: names[:n]))
RELEVANCES = st.dictionaries(st.sampled_from("abcxyz"), st.integers(1, 3), min_size=1)


def test_graded_gain_is_discounted_by_the_logarithm_of_the_rank() -> None:
    relevance = {"a": 3, "b": 2, "c": 1}
    got = 1 / log2(2) + 3 / log2(4) + 2 / log2(5)
    best = 3 / log2(2) + 2 / log2(3) + 1 / log2(4)
    assert ndcg(["c", "x", "a", "b"], relevance, 10) == pytest.approx(got / best)
    # The same by hand, to three places: (1 + 1.5 + .861) / (3 + 1.262 + .5).
    assert ndcg(["c", "x", "a", "b"], relevance, 10) == pytest.approx(0.706, abs=5e-4)


def test_what_comes_after_the_tenth_rank_counts_nothing() -> None:
    ranking = [*"0123456789", "a"]
    assert ndcg(ranking, {"a": 1}, 10) == 0
    assert reciprocal_rank(ranking, {"a": 1}, 10) == 0
    assert recall(ranking, {"a": 1}, 10) == 0
    assert recall(ranking, {"a": 1}, 11) == 1


def test_more_than_ten_relevant_units_can_still_be_ranked_perfectly() -> None:
    relevance = {str(n): 1.0 for n in range(15)}
    assert ndcg([str(n) for n in range(15)], relevance, 10) == 1
    assert recall([str(n) for n in range(10)], relevance, 10) == pytest.approx(2 / 3)


def test_reciprocal_rank_and_recall_by_hand() -> None:
    assert reciprocal_rank("xyab", {"a": 1, "b": 3}, 10) == pytest.approx(1 / 3)
    assert recall("xyab", {"a": 1, "b": 3, "c": 1, "d": 1}, 3) == 0.25
    assert first_rank("xyab", {"a": 1}) == 3
    assert first_rank("xy", {"a": 1}) is None


@given(RANKINGS, RELEVANCES, st.integers(1, 10))
def test_no_order_is_worth_more_than_the_best_and_every_worth_is_a_share(
    ranking: list[str], relevance: dict[str, int], k: int
) -> None:
    ideal = sorted(relevance, key=lambda name: -relevance[name])
    assert ndcg(ideal, relevance, k) == 1
    for worth in (ndcg(ranking, relevance, k), reciprocal_rank(ranking, relevance, k), recall(ranking, relevance, k)):
        assert 0 <= worth <= 1


@given(RANKINGS, RELEVANCES, st.integers(0, 4))
def test_moving_a_more_relevant_unit_up_never_lowers_a_measure(
    ranking: list[str], relevance: dict[str, int], at: int
) -> None:
    pair = ranking[at : at + 2]
    if len(pair) < 2 or relevance.get(pair[1], 0) < relevance.get(pair[0], 0):
        return
    better = [*ranking[:at], pair[1], pair[0], *ranking[at + 2 :]]
    for measure in (ndcg, reciprocal_rank, recall):
        assert measure(better, relevance, 3) >= measure(ranking, relevance, 3) - 1e-12


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(1, 3), min_size=1), RANKINGS)
def test_ndcg_is_the_gain_by_the_greatest_of_all_orders(relevance: dict[str, int], ranking: list[str]) -> None:
    def gain(order: tuple[str, ...]) -> float:
        return sum(relevance.get(name, 0) / log2(place + 2) for place, name in enumerate(order[:3]))

    greatest = max(map(gain, permutations(relevance)))
    assert ndcg(ranking, relevance, 3) == pytest.approx(gain(tuple(ranking)) / greatest)


@pytest.mark.parametrize(
    ("answer", "held_by"),
    [("13.800 euro", 1), ("13.800\u00a0EURO", 1), ("STRASSE nach\nSüden", 2), ("Su\u0308den", 2), ("Norden", None)],
)
def test_an_answer_counts_from_the_sentence_that_completes_it(answer: str, held_by: int | None) -> None:
    sentences = ["Das kostet 13.800  Euro.", "Die Straße nach Süden ist frei.", "Ende."]
    assert answering_sentence(sentences, [[answer]]) == held_by


def test_an_answer_may_reach_over_the_end_of_a_sentence() -> None:
    assert answering_sentence(["Zuständig ist Dr.", "Hagen Sobotta."], [["Dr. Hagen Sobotta"]]) == 2


def test_an_interval_is_as_wide_as_the_normal_approximation_says_and_always_the_same() -> None:
    values = [1.0] * 300 + [0.0] * 100
    found = figure(values)
    assert found is not None
    assert found.value == 0.75
    half = 1.96 * (0.75 * 0.25 / 400) ** 0.5
    assert found.low == pytest.approx(0.75 - half, abs=0.006)
    assert found.high == pytest.approx(0.75 + half, abs=0.006)
    assert figure(values) == found


def test_without_values_there_is_no_figure() -> None:
    assert figure([]) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_lies_within_what_was_measured(values: list[float]) -> None:
    found = figure(values)
    assert found is not None
    assert min(values) - 1e-12 <= found.low <= found.high <= max(values) + 1e-12
