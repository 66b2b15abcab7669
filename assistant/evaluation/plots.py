"""The plots of the report as inline SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.drawing import WIDTH, picture, words

_TOP, _HEIGHT, _BOTTOM = 16, 130, 18
_ROW, _LABEL, _VALUE = 34, 62, 44


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a column chart; without `label` or `value` nothing is written below or above it."""

    count: int
    label: str = ""
    value: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to 1 with the borders of its interval."""

    label: str
    share: float
    low: float
    high: float
    value: str


def columns(described: str, shown: Sequence[Column]) -> Markup:
    """A column chart; `described` says in words what it shows."""
    return picture(described, _TOP + _HEIGHT + _BOTTOM, Markup("").join(_columns(shown)))


def _columns(shown: Sequence[Column]) -> Iterator[Markup]:
    highest = max((column.count for column in shown), default=0) or 1
    step = WIDTH / max(len(shown), 1)
    ground = _TOP + _HEIGHT
    for index, column in enumerate(shown):
        height = _HEIGHT * column.count / highest
        height = max(height, 1.5) if column.count else 0
        middle = step * (index + 0.5)
        yield Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
            "weak" if column.weak else "strong", middle - step * 0.4, ground - height, step * 0.8, height
        )
        yield words(column.value, middle, ground - height - 4, "middle")
        yield words(column.label, middle, ground + 14, "middle")
    yield Markup('<path class="axis" d="M0 {0}H{1}"/>').format(ground, WIDTH)


def bars(described: str, shown: Sequence[Bar]) -> Markup:
    """Horizontal bars from 0 to 1 with whiskers."""
    return picture(described, _ROW * len(shown), Markup("").join(_bars(shown)))


def _bars(shown: Sequence[Bar]) -> Iterator[Markup]:
    full = WIDTH - _LABEL - _VALUE
    for index, bar in enumerate(shown):
        top = _ROW * index + 6
        middle = top + 11
        yield Markup('<rect class="ground" x="{}" y="{}" width="{}" height="22"/>').format(_LABEL, top, full)
        yield Markup('<rect class="strong" x="{}" y="{}" width="{:.1f}" height="22"/>').format(
            _LABEL, top, full * bar.share
        )
        low, high = _LABEL + full * bar.low, _LABEL + full * bar.high
        whisker = "M{low:.1f} {middle}H{high:.1f}M{low:.1f} {above}V{below}M{high:.1f} {above}V{below}"
        line = whisker.format(low=low, high=high, middle=middle, above=middle - 5, below=middle + 5)
        yield Markup('<path class="whisker-edge" d="{0}"/><path class="whisker" d="{0}"/>').format(line)
        yield words(bar.label, 0, middle + 4, "start")
        yield words(bar.value, WIDTH, middle + 4, "end")
