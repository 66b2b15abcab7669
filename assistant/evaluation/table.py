"""The figures as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from assistant.evaluation.comparing import Comparison
from assistant.evaluation.evaluating import Measured
from assistant.evaluation.wording import change, counted, duration, interval, number, sampled, set_name
from corpus.texts import evaluation as texts

BY_KIND = ("first", "recall@5", "answer@3", "wholly_answered", "unanswerable_doubted")


def print_tables(out: Console, measured: Measured, comparison: Comparison | None) -> None:
    """What was measured, each figure that applies with its interval, and the times."""
    questions = counted(len(measured.known.questions), texts.QUESTIONS_ONE, texts.QUESTIONS)
    documents = counted(len(measured.known.documents), texts.DOCUMENTS_DATIVE_ONE, texts.DOCUMENTS_DATIVE)
    summary = texts.SUMMARY.format(name=set_name(measured.known.name), questions=questions, documents=documents)
    out.print(summary + sampled(measured), markup=False)
    out.print(_figures(measured, comparison))
    if measured.by_kind:
        out.print(_kinds(measured))
    times = _table(texts.COLUMN_TIME)
    for name, seconds in asdict(measured.seconds).items():
        if seconds is not None:
            times.add_row(texts.SECONDS[name], duration(seconds))
    out.print(times)


def _figures(measured: Measured, comparison: Comparison | None) -> Table:
    table = _table(texts.COLUMN_FIGURE, texts.COLUMN_VALUE, texts.COLUMN_INTERVAL)
    if measured.held_back:
        table.add_column(texts.COLUMN_HELD_BACK, justify="right")
    if comparison:
        table.add_column(texts.COLUMN_BEFORE, justify="right")
        table.add_column(texts.COLUMN_CHANGE, justify="right")
    for row in _rows(measured, comparison):
        table.add_row(*row)
    return table


def _kinds(measured: Measured) -> Table:
    """What was not held back, by the kind of question; empty where a figure does not apply."""
    table = _table(texts.COLUMN_KIND, *(texts.FIGURES[name][0] for name in BY_KIND))
    for kind, figures in measured.by_kind.items():
        table.add_row(texts.KINDS.get(kind, kind), *(number(f.value) if (f := figures[n]) else "" for n in BY_KIND))
    return table


def _rows(measured: Measured, comparison: Comparison | None) -> Iterator[list[str]]:
    before = {difference.name: difference for difference in comparison.differences} if comparison else {}
    for name, figure in measured.figures.items():
        if figure is None:
            continue
        row = [texts.FIGURES[name][0], number(figure.value), interval(figure)]
        if measured.held_back:
            held_back = measured.held_back[name]
            row.append(number(held_back.value) if held_back else "")
        if name in before:
            row += [number(before[name].before), change(before[name].change)]
        yield row


def _table(first: str, *others: str) -> Table:
    table = Table(first, box=None, header_style="bold", pad_edge=False)
    for other in others or ("",):
        table.add_column(other, justify="right")
    return table
