"""The figures of each profile and what they should be: the load table of the project's goals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.load.profiles import SOAK, SPIKE, TOWN, WAITING
from benchmarks.load.record import TURNED_AWAY, Kind, percentile, seconds_of
from benchmarks.load.results import Result

SEARCH_SECONDS, FIRST_SECONDS, HEALTH_SECONDS, RECOVERY_SECONDS = 0.3, 0.5, 0.05, 30
SLOPE, DRIFT = 1.0, 10.0  # percent
# Of a soak, the share that warms up; what is measured comes after it.
WARM_UP = 1 / 6
WINDOW = 5.0  # seconds, by which it is seen whether the house has recovered


@dataclass(frozen=True, slots=True)
class Figure:
    """What was seen, in words; `reached` is None where there is no goal."""

    name: str
    seen: str
    goal: str = "–"
    reached: bool | None = None


def figures(result: Result) -> list[Figure]:
    """What the profile is for."""
    return JUDGED[result.profile](result)


def waits(result: Result) -> dict[Kind, str]:
    """Number, median, p95 and slowest of everything that was waited for and came."""
    each = {kind: seconds_of(result.samples, kind) for kind in Kind}
    return {kind: _spread(seconds) for kind, seconds in each.items() if seconds}


def errors(result: Result) -> Figure:
    """Everything that was asked for and did not come."""
    wrong = [sample for sample in result.samples if sample.is_error]
    kinds = ", ".join(sorted({f"{sample.kind}: {sample.outcome}" for sample in wrong})[:5])
    seen = f"{len(wrong)} of {len(result.samples)}" + (f" ({kinds})" if wrong else "")
    return Figure("errors", seen, "0", not wrong)


def slope_per_hour(result: Result) -> float:
    """How much the memory of all processes grows, in percent an hour, by the median of all slopes (Theil-Sen)."""
    begin = WARM_UP * result.load_seconds
    kept = [(r.at, sum(r.megabytes.values())) for r in result.readings if begin <= r.at <= result.load_seconds]
    if len(kept) < 2:
        return math.nan
    at, megabytes = np.array(kept).T
    first, second = np.triu_indices(len(at), 1)
    slope = float(np.median((megabytes[second] - megabytes[first]) / (at[second] - at[first])))
    return 100 * 3600 * slope / float(np.median(megabytes))


def drift(result: Result, kind: Kind) -> float:
    """By how many percent the p95 of the second half lies above that of the first, after warming up."""
    begin = WARM_UP * result.load_seconds
    middle = (begin + result.load_seconds) / 2
    early = percentile(seconds_of(result.samples, kind, begin=begin, end=middle), 0.95)
    return 100 * (percentile(seconds_of(result.samples, kind, begin=middle), 0.95) / early - 1)


def recovered_after(result: Result) -> float:
    """Seconds from the last arrival to the window from which on all are as they should be; inf where none is."""
    recovered = math.inf
    last = int((result.load_seconds - result.calm_from) // WINDOW)
    for number in reversed(range(last)):
        begin = result.calm_from + number * WINDOW
        search = seconds_of(result.samples, Kind.SEARCH, begin=begin, end=begin + WINDOW)
        first = seconds_of(result.samples, Kind.FIRST, begin=begin, end=begin + WINDOW)
        # In a few seconds nobody may ask, but there are always searches.
        if not percentile(search, 0.5) <= SEARCH_SECONDS or percentile(first, 0.5) > FIRST_SECONDS:
            break
        recovered = number * WINDOW
    return recovered


def _within(name: str, result: Result, kind: Kind, share: float, limit: float) -> Figure:
    seen = percentile(seconds_of(result.samples, kind), share)
    return Figure(f"{name}, p{100 * share:.0f}", _ms(seen), f"≤ {_ms(limit)}", seen <= limit)


def _town(result: Result) -> list[Figure]:
    return [
        _within("search", result, Kind.SEARCH, 0.95, SEARCH_SECONDS),
        _within("first token, own share", result, Kind.FIRST, 0.95, FIRST_SECONDS),
        errors(result),
    ]


def _spike(result: Result) -> list[Figure]:
    five = sum(sample.outcome.startswith("5") for sample in result.samples)
    after = recovered_after(result)
    seen = f"{after:.0f} s" if math.isfinite(after) else "not while it was measured"
    turned = sum(sample.outcome == TURNED_AWAY for sample in result.samples)
    return [
        Figure("answers of status 5xx", str(five), "0", not five),
        Figure("recovered after", seen, f"≤ {RECOVERY_SECONDS} s", after <= RECOVERY_SECONDS),
        errors(result),
        Figure("turned away with 429", str(turned)),
    ]


def _waiting(result: Result) -> list[Figure]:
    return [_within("/healthz", result, Kind.HEALTH, 0.99, HEALTH_SECONDS), errors(result)]


def _soak(result: Result) -> list[Figure]:
    slope, moved = slope_per_hour(result), drift(result, Kind.SEARCH)
    files = [sum(r.files.values()) for r in result.readings if r.at >= WARM_UP * result.load_seconds]
    half = len(files) // 2
    early, late = (float(np.median(part)) if part else math.nan for part in (files[:half], files[half:]))
    return [
        Figure("memory, slope", f"{slope:+.2f} %/h", f"< {SLOPE:.0f} %/h", slope < SLOPE),
        Figure("open files, first and second half", f"{early:.0f}, {late:.0f}", "flat", late <= early + 2),
        Figure("search p95, drift", f"{moved:+.1f} %", f"< {DRIFT:.0f} %", moved < DRIFT),
        errors(result),
    ]


JUDGED: dict[str, Callable[[Result], list[Figure]]] = {TOWN: _town, SPIKE: _spike, WAITING: _waiting, SOAK: _soak}


def _spread(seconds: Sequence[float]) -> str:
    return ", ".join((str(len(seconds)), *(_ms(percentile(seconds, share)) for share in (0.5, 0.95, 1))))


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.0f} ms" if math.isfinite(seconds) else "none"
