"""Recognised words put upright: a page scanned sideways, upside down or askew as it would lie on a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice, pairwise
from statistics import linear_regression, median

from corpus.models import Page, RecognisedWord

_WORDS_TO_TELL_SLOPE = 4
_STEEPEST = 0.2
"""Slope from which on a line is no line of text."""


class Direction(Enum):
    """Where the lines of a page run as it is shown."""

    RIGHT = "right"
    DOWN = "down"
    LEFT = "left"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Box:
    """A word on the upright page, in points from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Upright:
    """A page's lines of words, running to the right and level; `width` and `height` in points."""

    width: float
    height: float
    lines: tuple[tuple[Box, ...], ...]


def upright(page: Page, width: float, height: float) -> Upright:
    """The words of a page as `recognise_page` gives it, which is shown `width` by `height` points large."""
    words = iter(page.recognised)
    lines = [list(islice(words, len(line.split(" ")))) for line in page.text.split("\n")]
    direction = _direction(lines, width, height)
    if direction in (Direction.DOWN, Direction.UP):
        width, height = height, width
    turned = [[_turned(word, direction, width, height) for word in line] for line in lines]
    slope = _slope(turned)
    return Upright(width, height, tuple(tuple(_levelled(box, slope) for box in line) for line in turned))


def _direction(lines: Sequence[Sequence[RecognisedWord]], width: float, height: float) -> Direction:
    """Where most words lie from the one before them in their line."""
    votes: Counter[Direction] = Counter()
    for line in lines:
        for one, other in pairwise(line):
            across = (other.left + other.right - one.left - one.right) * width
            down = (other.top + other.bottom - one.top - one.bottom) * height
            if abs(across) >= abs(down):
                votes[Direction.RIGHT if across > 0 else Direction.LEFT] += 1
            else:
                votes[Direction.DOWN if down > 0 else Direction.UP] += 1
    return votes.most_common(1)[0][0] if votes else Direction.RIGHT


def _turned(word: RecognisedWord, direction: Direction, width: float, height: float) -> Box:
    left, top, right, bottom = {
        Direction.RIGHT: (word.left, word.top, word.right, word.bottom),
        Direction.DOWN: (word.top, 1 - word.right, word.bottom, 1 - word.left),
        Direction.LEFT: (1 - word.right, 1 - word.bottom, 1 - word.left, 1 - word.top),
        Direction.UP: (1 - word.bottom, word.left, 1 - word.top, word.right),
    }[direction]
    return Box(word.text, left * width, top * height, right * width, bottom * height)


def _slope(lines: Sequence[Sequence[Box]]) -> float:
    """How far the lines of a page sink on their way to the right, as a share of that way."""
    slopes = [
        linear_regression([box.left + box.right for box in line], [box.top + box.bottom for box in line]).slope
        for line in lines
        if len(line) >= _WORDS_TO_TELL_SLOPE and line[0].right < line[-1].left
    ]
    slopes = [slope for slope in slopes if abs(slope) < _STEEPEST]
    return median(slopes) if slopes else 0.0


def _levelled(box: Box, slope: float) -> Box:
    """The box on the level page, less what the slope adds to its height."""
    spare = min(abs(slope) * (box.right - box.left), (box.bottom - box.top) / 2) / 2
    sunk = slope * (box.left + box.right) / 2
    shift = slope * (box.top + box.bottom) / 2
    return Box(box.text, box.left + shift, box.top + spare - sunk, box.right + shift, box.bottom - spare - sunk)
