"""What is made of the samples of a load."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import growth
from benchmarks.growth import Grown
from benchmarks.load.goals import drift, errors, figures, recovered_after, slope_per_hour
from benchmarks.load.machine import Reading, Usage
from benchmarks.load.profiles import SPIKE, TOWN
from benchmarks.load.record import TURNED_AWAY, Kind, Sample
from benchmarks.load.report import write
from benchmarks.load.results import Result
from benchmarks.load.scripted_model import FIRST_SENTENCE, WHOLE, due, scripted_model, written
from benchmarks.load.talks import answerable, talks
from benchmarks.workers import SPENT
from corpus.texts import writing


def result(
    profile: str = TOWN, samples: Sequence[Sample] = (), readings: Sequence[Reading] = (), calm_from: float = 0
) -> Result:
    return Result(
        column="embedded",
        profile=profile,
        begun="2026-01-01",
        load_seconds=60,
        calm_from=calm_from,
        machine="2 cores",
        usage=Usage(0.5, 0.3, 0.1),
        samples=tuple(samples),
        readings=tuple(readings),
        counts={},
    )


def test_what_neither_was_left_nor_is_ours_was_taken_by_others() -> None:
    assert Usage(idle=0.5, house=0.3, generator=0.1).others == pytest.approx(0.1)


def test_a_polite_refusal_is_no_error_and_another_status_is() -> None:
    polite, broken = Sample(Kind.ANSWER, 0, 1, TURNED_AWAY), Sample(Kind.ANSWER, 0, 1, "503")
    assert errors(result(samples=[polite])).reached
    assert errors(result(samples=[polite, broken])).reached is False
    assert "503" in errors(result(samples=[polite, broken])).seen
    five, *_ = figures(result(SPIKE, [polite, broken]))
    assert (five.seen, five.reached) == ("1", False)


def test_one_wait_in_ten_that_is_too_long_misses_the_goal_and_one_in_a_hundred_does_not() -> None:
    def seen(slow: int) -> bool | None:
        waits = [Sample(Kind.SEARCH, n, 0.9 if n < slow else 0.1) for n in range(100)]
        return next(figure.reached for figure in figures(result(samples=waits)) if figure.name == "search, p95")

    assert seen(1) is True
    assert seen(10) is False


def test_nothing_seen_reaches_no_goal() -> None:
    assert [figure.reached for figure in figures(result())] == [False, False, True]


def test_the_slope_of_memory_is_that_of_most_readings() -> None:
    readings = [Reading(n, {"a": 500 + n / 36, "b": 500}, {"a": 9}) for n in range(60)]
    outlier = Reading(30.5, {"a": 5000, "b": 500}, {"a": 9})
    assert slope_per_hour(result(readings=[*readings, outlier])) == pytest.approx(10, rel=0.01)


def test_the_drift_compares_the_halves_after_warming_up() -> None:
    waits = [Sample(Kind.SEARCH, n, 9 if n < 10 else 0.1 if n < 35 else 0.12) for n in range(60)]
    assert drift(result(samples=waits), Kind.SEARCH) == pytest.approx(20)


def test_a_house_has_recovered_when_it_stays_quick() -> None:
    quick_but_once = [Sample(Kind.SEARCH, n / 2, 5 if n / 2 < 20 or 30 <= n / 2 < 33 else 0.1) for n in range(120)]
    assert recovered_after(result(SPIKE, quick_but_once, calm_from=15)) == 20
    slow = [Sample(Kind.SEARCH, n / 2, 5) for n in range(120)]
    assert recovered_after(result(SPIKE, slow, calm_from=15)) == math.inf
    assert recovered_after(result(SPIKE, [], calm_from=15)) == math.inf


def test_the_report_tells_what_was_measured_besides_and_what_was_not(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    assert write([], tmp_path).read_text("utf-8").count("Not measured yet.") == 6
    grown = Grown(
        column="scaled",
        passages=10_000,
        publishing=7.5,
        opening=1.5,
        embedding=6.25,
        search=(31, 52),
        filtered=(29, 44),
        recall=0.995,
        memory={"searching process": 410, "postgresql": 95},
        disk={"postgresql": 120},
    )
    growth.keep(grown, tmp_path)
    assert growth.kept(tmp_path) == [grown]
    (tmp_path / SPENT).write_text(json.dumps({1: [40.0, 42.0, 41.0], 2: [20.0, 21.0, 20.5]}), "utf-8")
    told = write([], tmp_path).read_text("utf-8")
    assert "| scaled | 10,000 | 7.5 | 1.5 | 6.2 | 31 / 52 | 29 / 44 | 0.995 | searching process 410, " in told
    assert "| 2 | 20.0, 21.0, 20.5 | 2.00 | 1.8 |" in told


def test_conversations_hold_every_question_and_follow_ups_come_after_what_they_follow() -> None:
    every = talks(seed=1)
    some = [next(every) for _ in range(1000)]
    assert len({question for talk in some for question in talk}) > 400
    assert any("Und wie viel Geld war da trotzdem weg?" in talk[1:] for talk in some)
    assert len(set(answerable(seed=1))) > 100


def test_the_scripted_model_completes_its_first_sentence_when_it_says() -> None:
    assert due(7, 7, 20) == FIRST_SENTENCE
    assert due(20, 20, 20) == FIRST_SENTENCE
    assert due(20, 7, 20) == WHOLE
    text = "Der Trinkbrunnen am Markt kostet im Jahr 1.200 Euro. Kurz. Die Stadtwerke warten ihn jedes Frühjahr."
    told = "\n".join(
        writing.PASSAGE.format(number=n, title='"T"', heading='""', page=1, text=json.dumps(text)) for n in (1, 2)
    )
    assert written(writing.TASK.format(passages=told, question='"Was?"')) == [
        "Der Trinkbrunnen am Markt kostet im Jahr 1.200 Euro. [1] ",
        "Der Trinkbrunnen am Markt kostet im Jahr 1.200 Euro. [2] ",
    ]
    with scripted_model() as model:
        messages = [{"content": "Regeln"}, {"content": writing.TASK.format(passages=told, question='"Was?"')}]
        began = time.perf_counter()
        said = "".join(model.pieces({"messages": messages}))
        assert time.perf_counter() - began >= WHOLE
    assert said.count("[1]") == said.count("[2]") == 1
