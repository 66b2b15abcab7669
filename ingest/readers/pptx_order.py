"""The order in which people read what stands on a slide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

_OVERLAP = 90_000
"""EMU (a quarter of a centimetre): boxes that overlap by less stand beside each other."""


@dataclass(frozen=True, slots=True)
class _Box:
    shape: Any
    left: int
    top: int
    right: int
    bottom: int


def in_reading_order(shapes: Sequence[Any]) -> list[Any]:
    """Shapes column by column where they stand in columns, else from top to bottom and left to right."""
    return [box.shape for box in _ordered([_box(shape) for shape in shapes])]


def _box(shape: Any) -> _Box:
    left, top = shape.left or 0, shape.top or 0
    return _Box(shape, left, top, left + (shape.width or 0), top + (shape.height or 0))


def _ordered(boxes: list[_Box]) -> list[_Box]:
    if len(boxes) < 2:
        return boxes
    columns = _cut(boxes, _left, _right)
    if len(columns) > 1:
        return [box for column in columns for box in _ordered(column)]
    stretches: list[list[_Box]] = []
    for row in _cut(boxes, _top, _bottom):
        if stretches and _are_columns(stretches[-1], row):
            stretches[-1] += row
        else:
            stretches.append(row)
    if len(stretches) > 1:
        return [box for stretch in stretches for box in _ordered(stretch)]
    return sorted(boxes, key=lambda box: (box.top, box.left))


def _are_columns(above: list[_Box], below: list[_Box]) -> bool:
    """Whether two rows of boxes go on in the same columns."""
    return len(above) > 1 and len(below) > 1 and len(_cut(above + below, _left, _right)) > 1


def _cut(boxes: list[_Box], start: Callable[[_Box], int], end: Callable[[_Box], int]) -> list[list[_Box]]:
    """Boxes cut where a straight line passes between them, in the order of that direction."""
    parts: list[list[_Box]] = []
    reach = 0
    for box in sorted(boxes, key=start):
        if parts and start(box) < reach - _OVERLAP:
            parts[-1].append(box)
            reach = max(reach, end(box))
        else:
            parts.append([box])
            reach = end(box)
    return parts


def _left(box: _Box) -> int:
    return box.left


def _right(box: _Box) -> int:
    return box.right


def _top(box: _Box) -> int:
    return box.top


def _bottom(box: _Box) -> int:
    return box.bottom
