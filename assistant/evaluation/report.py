"""The measurement as one HTML file that needs nothing beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.evaluation.comparing import Comparison
from assistant.evaluation.evaluating import Measured
from assistant.evaluation.measures import Figure, first_rank, ndcg
from assistant.evaluation.plots import Bar, Column, bars, columns
from assistant.evaluation.running import ANSWERS_AT, Asked
from assistant.evaluation.wording import change, counted, duration, interval, number, sampled, set_name
from corpus.texts import evaluation as texts

WORST = 20
_RANKS = 10
_BINS = 24


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with its name, what it means, and the earlier value where there is one."""

    name: str
    meaning: str
    figure: Figure
    before: float | None


def render(measured: Measured, comparison: Comparison | None, tolerance: float) -> str:
    """The HTML of the report."""
    templates = Environment(
        loader=PackageLoader("assistant.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        number=number, change=change, interval=interval, duration=duration, counted=counted, set_name=set_name
    )
    return templates.get_template("report.html").render(
        t=texts,
        measured=measured,
        sampled=sampled(measured),
        tiles=_tiles(measured, comparison),
        held_back=_shown(measured.held_back or {}),
        held_back_count=sum(asked.question.held_back for asked in measured.asked),
        comparison=comparison,
        tolerance=tolerance,
        ranks=_ranks(measured.asked),
        times=_times(measured),
        answers=_answers(measured),
        times_table=[(texts.SECONDS[k], v) for k, v in asdict(measured.seconds).items() if v is not None],
        worst=worst(measured.asked),
        most=WORST,
        first_rank=first_rank,
    )


def worst(asked: Sequence[Asked]) -> list[Asked]:
    """Up to `WORST` answerable questions where something better was possible, worst first.

    The order counts first, then whether the answer was given.
    """
    scored = [(_worth(each), each) for each in asked if each.question.answerable]
    best = (1.0, 1.0)
    return [each for worth, each in sorted(scored, key=lambda pair: pair[0]) if worth < best][:WORST]


def _worth(asked: Asked) -> tuple[float, float]:
    wanted = bool(asked.question.answers) and asked.given is not None
    answered = 1 / asked.given.held_by if asked.given and asked.given.held_by else 0.0
    return ndcg(asked.ranking, asked.question.relevance, 10), answered if wanted else 1.0


def _tiles(measured: Measured, comparison: Comparison | None) -> list[Tile]:
    before = {d.name: d.before for d in comparison.differences} if comparison else {}
    return [Tile(*texts.FIGURES[name], figure, before.get(name)) for name, figure in _shown(measured.figures)]


def _shown(figures: dict[str, Figure | None]) -> list[tuple[str, Figure]]:
    return [(name, figure) for name, figure in figures.items() if figure]


def _ranks(asked: Sequence[Asked]) -> Markup:
    ranks = [first_rank(each.ranking, each.question.relevance) for each in asked if each.question.answerable]
    count = Counter("" if rank is None else str(rank) if rank <= _RANKS else texts.BEYOND for rank in ranks)
    labels = [*(str(rank) for rank in range(1, _RANKS + 1)), texts.BEYOND]
    shown = [Column(count[label], label, str(count[label] or "")) for label in labels]
    shown.append(Column(count[""], texts.NOT_FOUND, str(count[""] or ""), weak=True))
    values = ", ".join(texts.RANKS_VALUE.format(label=c.label, count=c.count) for c in shown if c.count)
    return columns(texts.RANKS_LABEL.format(values=values), shown)


def _times(measured: Measured) -> Markup:
    milliseconds = np.array([1000 * asked.seconds for asked in measured.asked if not asked.refused])
    # The last column also holds the few that took longer: they would press all others into one.
    most = float(np.quantile(milliseconds, 0.99)) if milliseconds.size else 1.0
    counts, edges = np.histogram(np.minimum(milliseconds, most), bins=_BINS, range=(0, most))
    every = _BINS // 6
    labels = [number(edge, 0) if index % every == 0 else "" for index, edge in enumerate(edges[:-1])]
    seconds = measured.seconds
    described = texts.TIMES_LABEL.format(median=duration(seconds.per_query_median), p95=duration(seconds.per_query_p95))
    return columns(described, [Column(int(count), label) for count, label in zip(counts, labels, strict=True)])


def _answers(measured: Measured) -> Markup | None:
    found = [(k, figure) for k in ANSWERS_AT if (figure := measured.figures[f"answer@{k}"])]
    shown = [
        Bar(counted(k, texts.ANSWERS_BAR_ONE, texts.ANSWERS_BAR), f.value, f.low, f.high, number(f.value))
        for k, f in found
    ]
    described = texts.ANSWERS_LABEL.format(values=", ".join(f"{bar.label}: {bar.value}" for bar in shown))
    return bars(described, shown) if shown else None
