"""Plots of counts as inline SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup

from assistant.drawing import WIDTH, picture, words

_TOP, _HEIGHT, _BOTTOM = 18, 120, 20
_BAR, _LINE, _AFTER = 16, 17, 14
_LETTERS = 46  # that fit a line
_VALUE = 44
_MOST_LABELS = 6
_MOST_VALUES = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A count with its name; `value` is how it is written."""

    label: str
    count: int
    value: str


@dataclass(frozen=True, slots=True)
class Column:
    """A count of which `part` is shown apart."""

    label: str
    count: int
    value: str
    part: int = 0


def bars(described: str, shown: Sequence[Bar]) -> Markup:
    """Horizontal bars, each below its name; `described` says in words what they show."""
    drawn = list(_bars(shown))
    height = drawn[-1][0] if drawn else 0
    return picture(described, height, Markup("").join(bar for _, bar in drawn))


def _bars(shown: Sequence[Bar]) -> Iterator[tuple[float, Markup]]:
    """Each bar with where it ends."""
    most = max((bar.count for bar in shown), default=0) or 1
    top = 0.0
    for bar in shown:
        drawing = Markup("")
        for line in wrap(bar.label, _LETTERS):
            top += _LINE
            drawing += words(line, 0, top - 4, "start")
        length = _length(bar.count, most, WIDTH - _VALUE)
        drawing += Markup('<rect class="strong" x="0" y="{:.1f}" width="{:.1f}" height="{}"/>').format(
            top, length, _BAR
        )
        drawing += words(bar.value, length + 6, top + 13, "start")
        top += _BAR + _AFTER
        yield top, drawing


def columns(described: str, shown: Sequence[Column]) -> Markup:
    """Upright columns on one ground line, the part of each at its foot."""
    return picture(described, _TOP + _HEIGHT + _BOTTOM, Markup("").join(_columns(shown)))


def _columns(shown: Sequence[Column]) -> Iterator[Markup]:
    most = max((column.count for column in shown), default=0) or 1
    step = WIDTH / max(len(shown), 1)
    width = min(0.8 * step, 48)
    ground = _TOP + _HEIGHT
    every = -(-len(shown) // _MOST_LABELS)
    for index, column in enumerate(shown):
        middle = step * (index + 0.5)
        height, part = _length(column.count, most, _HEIGHT), _length(column.part, most, _HEIGHT)
        for name, foot, length in (("strong", ground - part, height - part), ("weak", ground, part)):
            if length > 0:
                yield Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
                    name, middle - width / 2, foot - length, width, length
                )
        if column.count and (len(shown) <= _MOST_VALUES or column.count == most):
            yield words(column.value, *_inside(middle, ground - height - 5))
        if index % every == 0:
            yield words(column.label, *_inside(middle, ground + 15))
    yield Markup('<path class="axis" d="M0 {0}H{1}"/>').format(ground, WIDTH)


def _inside(x: float, y: float) -> tuple[float, float, str]:
    """Where letters stand so that none is cut off at the edges."""
    if x < 20:
        return 0, y, "start"
    return (WIDTH, y, "end") if x > WIDTH - 20 else (x, y, "middle")


def _length(count: int, most: int, full: float) -> float:
    """In proportion, but seen where there is anything."""
    return max(full * count / most, 1.5) if count else 0
