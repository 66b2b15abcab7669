"""Line plots as SVG files, readable by themselves on a light and a dark page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.drawing import words

WIDTH, HEIGHT = 680, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 34, 40
_COLOURS = ("#005ea8", "#b4450f", "#3d7a2a", "#7a3b8f")
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.axis{stroke:#999;fill:none}.grid{stroke:#e4e4e4;fill:none}"
    ".limit{stroke:#b00020;stroke-dasharray:5 4;fill:none}.band{fill:#f3e9d2}.line{fill:none;stroke-width:1.6}"
)


@dataclass(frozen=True, slots=True)
class Series:
    """Points (x, y) under one name, joined by a line or, with `dots`, each by itself."""

    name: str
    points: Sequence[tuple[float, float]]
    dots: bool = False


@dataclass(frozen=True, slots=True)
class Axes:
    """What stands at the axes; `limit` is a goal on the y axis, `band` a stretch of the x axis that is marked."""

    x: str
    y: str
    limit: float | None = None
    band: tuple[float, float] | None = None


def chart(described: str, axes: Axes, series: Sequence[Series]) -> str:
    """An SVG file; `described` says in words what it shows."""
    kept = [s for s in series if s.points]
    highest_x = _round_up(max((x for s in kept for x, _ in s.points), default=1))
    highest_y = _round_up(max([*(y for s in kept for _, y in s.points), axes.limit or 0, 1e-9]))
    scale = _Scale(highest_x, highest_y)
    drawn = Markup("").join((*_ground(axes, scale), *_curves(kept, scale)))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img">'
        '<title>{title}</title><style>{style}</style><rect width="{w}" height="{h}" fill="#fff"/>{drawn}</svg>\n'
    ).format(w=WIDTH, h=HEIGHT, title=described, style=Markup(_STYLE), drawn=drawn)


@dataclass(frozen=True, slots=True)
class _Scale:
    highest_x: float
    highest_y: float

    def x(self, value: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * value / self.highest_x

    def y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / self.highest_y


def _ground(axes: Axes, scale: _Scale) -> Iterator[Markup]:
    if axes.band:
        left, right = map(scale.x, axes.band)
        yield Markup('<rect class="band" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
            left, _TOP, right - left, HEIGHT - _TOP - _BOTTOM
        )
    for part in range(5):
        y, x = scale.highest_y * part / 4, scale.highest_x * part / 4
        yield Markup('<path class="{}" d="M{} {:.1f}H{}"/>').format(
            "grid" if part else "axis", _LEFT, scale.y(y), WIDTH - _RIGHT
        )
        yield words(f"{y:,.4g}", _LEFT - 6, scale.y(y) + 4, "end")
        yield words(f"{x:,.4g}", scale.x(x), HEIGHT - _BOTTOM + 16, "end" if part == 4 else "middle")
    if axes.limit is not None:
        yield Markup('<path class="limit" d="M{} {:.1f}H{}"/>').format(_LEFT, scale.y(axes.limit), WIDTH - _RIGHT)
    yield words(axes.y, 6, 14, "start")
    yield words(axes.x, WIDTH - _RIGHT, HEIGHT - 6, "end")


def _curves(series: Sequence[Series], scale: _Scale) -> Iterator[Markup]:
    left = WIDTH - _RIGHT - sum(_legend_width(s) for s in series)
    for s, colour in zip(series, _COLOURS, strict=False):
        if s.dots:
            for x, y in s.points:
                yield Markup('<circle cx="{:.1f}" cy="{:.1f}" r="2" fill="{}"/>').format(scale.x(x), scale.y(y), colour)
        else:
            line = "L".join(f"{scale.x(x):.1f} {scale.y(y):.1f}" for x, y in s.points)
            yield Markup('<path class="line" stroke="{}" d="M{}"/>').format(colour, line)
        yield Markup('<rect x="{:.1f}" y="6" width="10" height="10" fill="{}"/>').format(left, colour)
        yield words(s.name, left + 14, 15, "start")
        left += _legend_width(s)


def _legend_width(series: Series) -> float:
    return 30 + 6.4 * len(series.name)


def _round_up(value: float) -> float:
    """The next number above that is easily divided by four."""
    step = 10.0 ** math.floor(math.log10(value))
    return next(step * factor for factor in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if step * factor >= value)
