"""Which lines the plots of the report hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.load.goals import FIRST_SECONDS, SEARCH_SECONDS
from benchmarks.load.plots import Axes, Series, chart
from benchmarks.load.profiles import SOAK, SPIKE, TOWN
from benchmarks.load.record import Kind, percentile, seconds_of
from benchmarks.load.results import Result

MOST_STRETCHES, SHORTEST_STRETCH = 30, 5.0  # of a run, by which p95 is drawn; seconds
MS = 1000
LONGEST_DRAWN = 0.995  # the share of waits that a distribution shows
WAITS = ((Kind.SEARCH, "search"), (Kind.FIRST, "first token"))


def drawings(results: Sequence[Result]) -> dict[str, str]:
    """SVG by name, of what was measured."""
    of = {name: [result for result in results if result.profile == name] for name in (TOWN, SPIKE, SOAK)}
    found = {}
    if of[TOWN]:
        found["latency"] = latency(of[TOWN])
        found["distribution"] = distribution(of[TOWN])
    if of[SOAK]:
        found["memory"] = memory(of[SOAK])
    for spike in of[SPIKE]:
        found[f"spike-{spike.column}"] = recovery(spike)
    return found


def latency(results: Sequence[Result]) -> str:
    """How the p95 of searches and first tokens goes over the time of the run."""
    series = [
        Series(f"{name}, {result.column}", list(_p95_over_time(result, kind)))
        for result in results
        for kind, name in WAITS
    ]
    axes = Axes("minutes", "p95 in ms", limit=MS * SEARCH_SECONDS)
    return chart("p95 of searches and of the own share of first tokens over time", axes, series)


def distribution(results: Sequence[Result]) -> str:
    """Which share was there within how long."""
    series = []
    for result in results:
        for kind, name in WAITS:
            waited = sorted(seconds_of(result.samples, kind))
            points = [
                (MS * percentile(waited, share), 100 * share) for share in np.linspace(0, LONGEST_DRAWN, 100) if waited
            ]
            series.append(Series(f"{name}, {result.column}", points))
    return chart("Share of searches and first tokens that were there within a time", Axes("ms", "% there"), series)


def memory(results: Sequence[Result]) -> str:
    """What all processes of a house hold."""
    series = [
        Series(result.column, [(reading.at / 60, sum(reading.megabytes.values())) for reading in result.readings])
        for result in results
    ]
    return chart("Memory of all processes of the house over time", Axes("minutes", "MB"), series)


def recovery(result: Result) -> str:
    """Every wait around a spike."""
    series = [
        Series(f"{name}, {result.column}", [(s.at, s.seconds) for s in result.samples if s.kind is kind], dots=True)
        for kind, name in WAITS
    ]
    end = result.calm_from
    axes = Axes("seconds, by when it was asked for", "seconds waited", limit=FIRST_SECONDS, band=(end - 10, end))
    return chart("Waits for searches and first tokens before, in and after the spike", axes, series)


def _p95_over_time(result: Result, kind: Kind) -> Iterator[tuple[float, float]]:
    stretch = max(SHORTEST_STRETCH, result.load_seconds / MOST_STRETCHES)
    for begin in np.arange(0, result.load_seconds, stretch):
        if waited := seconds_of(result.samples, kind, begin=begin, end=begin + stretch):
            yield (begin + stretch / 2) / 60, MS * percentile(waited, 0.95)
