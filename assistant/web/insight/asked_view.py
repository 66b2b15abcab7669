"""What was asked and how far it was answered, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from assistant.german import count_of, day, number, share
from assistant.insight.asked import Count, Figures
from assistant.insight.counted import Counted
from assistant.insight.period import Step
from assistant.insight.plots import Column, columns
from assistant.web.insight.sheets import Sheet
from corpus.texts import insight as texts


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with its name; `note` says what it is a share of, or ''."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with the sentence that says what it shows; `drawing` is None where there is nothing to draw."""

    said: str
    drawing: Markup | None
    sheet: Sheet


def tiles(shown: Figures) -> tuple[Tile, ...]:
    """The four figures."""
    ended = shown.answered + shown.partial + shown.unanswered
    judged = count_of(shown.judged, texts.JUDGED_NONE, texts.JUDGED_ONE, texts.JUDGED)
    return (
        Tile(
            texts.QUESTIONS,
            number(shown.questions),
            count_of(shown.questions - ended, "", texts.NOT_ENDED_ONE, texts.NOT_ENDED),
        ),
        Tile(
            texts.PROVEN,
            share(shown.proven_share),
            texts.PROVEN_PARTLY.format(count=number(shown.partial)) if shown.partial else "",
        ),
        Tile(texts.WITHOUT, number(shown.unanswered), ""),
        Tile(texts.HELPFUL, share(shown.helpful_share), judged),
    )


def counted_alone(older: Sequence[Counted]) -> str:
    """How many of the questions are nothing but numbers any more; '' for none."""
    return count_of(sum(day.questions for day in older), "", texts.COUNTED_ONE, texts.COUNTED)


def figures_sheet(shown: Figures) -> Sheet:
    """The figures, with all that they are made of."""
    rows: list[tuple[str, int | float | None]] = [
        (texts.QUESTIONS, shown.questions),
        (texts.PROVEN_PERCENT, _percent(shown.proven_share)),
        (texts.WITHOUT, shown.unanswered),
        (texts.HELPFUL_PERCENT, _percent(shown.helpful_share)),
    ]
    return Sheet("kennzahlen", texts.FIGURES, (texts.FIGURE, texts.VALUE), rows)


def over_time_plot(step: Step, counts: Sequence[Count]) -> Plot:
    """The questions of each day, week or month."""
    head = (texts.STEPS[step], texts.QUESTIONS, texts.WITHOUT)
    rows = [(_start(count.start, step), count.questions, count.unanswered) for count in counts]
    sheet = Sheet("fragen", texts.OVER_TIME, head, rows)
    if not counts:
        return Plot(texts.NOTHING_ASKED, None, sheet)
    most = max(counts, key=lambda count: count.questions)
    total = sum(count.questions for count in counts)
    said = texts.OVER_TIME_SAID.format(
        questions=count_of(total, "", texts.QUESTION_ONE, texts.QUESTION_COUNT.format(count=number(total))),
        unanswered=number(sum(count.unanswered for count in counts)),
        most=texts.MOST_ON.format(count=number(most.questions), when=_when(most.start, step)),
    )
    drawn = [
        Column(_label(count.start, step), count.questions, number(count.questions), count.unanswered)
        for count in counts
    ]
    return Plot(said, columns(f"{texts.OVER_TIME}: {said}", drawn), sheet)


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _start(start: date, step: Step) -> str | date:
    return f"{texts.MONTHS[start.month - 1]} {start.year}" if step is Step.MONTH else start


def _label(start: date, step: Step) -> str:
    return f"{start:%m/%y}" if step is Step.MONTH else f"{start.day}.{start.month}."


def _when(start: date, step: Step) -> str:
    match step:
        case Step.DAY:
            return texts.ON_DAY.format(day=day(start))
        case Step.WEEK:
            return texts.IN_WEEK.format(day=day(start))
        case Step.MONTH:
            return texts.IN_MONTH.format(month=_start(start, step))
