"""Figures, counts and times as German readers expect them."""

from __future__ import annotations

from assistant.evaluation.evaluating import Measured
from assistant.evaluation.examples import NAME
from assistant.evaluation.measures import Figure
from corpus.texts import evaluation as texts


def number(value: float, digits: int = 3) -> str:
    """With a decimal comma."""
    return f"{value:.{digits}f}".replace(".", ",")


def change(value: float) -> str:
    """With its sign, '±0,000' for none."""
    written = number(abs(value))
    sign = "±" if written == number(0) else "+" if value > 0 else "−"
    return sign + written


def interval(figure: Figure) -> str:
    """Its lower and upper border."""
    return texts.INTERVAL.format(low=number(figure.low), high=number(figure.high))


def duration(seconds: float) -> str:
    """Below a second in milliseconds."""
    if seconds < 1:
        return texts.IN_MILLISECONDS.format(value=number(1000 * seconds, 0))
    return texts.IN_SECONDS.format(value=number(seconds, 1))


def counted(count: int, one: str, several: str) -> str:
    """With a point between the thousands."""
    return one if count == 1 else several.format(count=f"{count:,}".replace(",", "."))


def set_name(name: str) -> str:
    """As people call it."""
    return texts.EXAMPLES_NAME if name == NAME else name


def sampled(measured: Measured) -> str:
    """Which part of the questions was asked, '' for all."""
    return texts.SAMPLED.format(sample=measured.sample) if measured.sample > 1 else ""
