"""`python -m assistant evaluate`: checks what was asked for, measures, tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from assistant.evaluation.beir import read_beir, read_questions
from assistant.evaluation.comparing import Comparison, compare, read_baseline
from assistant.evaluation.evaluating import Foreign, evaluate, measured_json
from assistant.evaluation.examples import NAME, read_examples
from assistant.evaluation.indexing import T, Track
from assistant.evaluation.report import render
from assistant.evaluation.table import print_tables
from assistant.evaluation.wording import number
from corpus.console import print_json
from corpus.errors import RefusedFile, RefusedInput, TransferlotseError
from corpus.settings import Settings
from corpus.texts import evaluation as texts


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a call asks for; `foreign` is a folder or the name of the example questions."""

    beir: Path | None
    foreign: str | None
    as_json: bool
    html: Path | None
    baseline: Path | None
    tolerance: float
    sample: int
    answers: bool


def run(settings: Settings, wanted: Wanted) -> None:
    """Measure and print; raises TransferlotseError for bad input and, after all was printed, for a loss."""
    baseline = read_baseline(wanted.baseline) if wanted.baseline else None
    foreign = _foreign(wanted)
    known = read_beir(wanted.beir) if wanted.beir else read_examples()
    if wanted.html:
        _try_to_write(wanted.html)
    with progress() as track:
        measured = evaluate(settings, known, track, foreign=foreign, sample=wanted.sample, answers=wanted.answers)
    now = measured_json(measured)
    comparison = compare(now, baseline) if baseline else None
    if wanted.as_json:
        changes = {d.name: d.change for d in comparison.differences} if comparison else None
        print_json({**now, "changes": changes})
    else:
        print_tables(Console(highlight=False), measured, comparison)
    notes = Console(stderr=True, highlight=False, soft_wrap=True)
    for remark in (*measured.remarks, *([texts.OTHER_SET] if comparison and not comparison.same_set else [])):
        notes.print(remark, style="yellow", markup=False)
    if wanted.html:
        _write(wanted.html, render(measured, comparison, wanted.tolerance))
        notes.print(texts.REPORT_WRITTEN.format(file=wanted.html), markup=False)
    if comparison:
        _check(comparison, wanted.tolerance)


def _foreign(wanted: Wanted) -> Foreign | None:
    if wanted.foreign is None:
        return None
    if not wanted.answers:
        raise RefusedInput(texts.FOREIGN_WITHOUT_ANSWERS)
    if wanted.foreign == NAME:
        if wanted.beir is None:
            raise RefusedInput(texts.OWN_SET_IS_FOREIGN)
        return Foreign(NAME, read_examples().questions)
    folder = Path(wanted.foreign)
    if wanted.beir and folder.resolve() == wanted.beir.resolve():
        raise RefusedInput(texts.OWN_SET_IS_FOREIGN)
    return Foreign(folder.resolve().name, read_questions(folder))


def _check(comparison: Comparison, tolerance: float) -> None:
    losses = [
        texts.LOSS.format(name=texts.FIGURES[d.name][0], before=number(d.before, 4), now=number(d.now, 4))
        for d in comparison.losses(tolerance)
    ]
    if losses:
        raise TransferlotseError(texts.LOST.format(tolerance=number(tolerance), losses=", ".join(losses)))


def _try_to_write(file: Path) -> None:
    """Better refused now than after minutes of measuring; leaves everything as it was."""
    existed = file.exists()
    try:
        file.open("a").close()
        if not existed:
            file.unlink()
    except OSError as error:
        raise RefusedFile(texts.REPORT_UNWRITABLE.format(file=file, reason=error.strerror)) from error


def _write(file: Path, html: str) -> None:
    try:
        file.write_text(html, "utf-8")
    except OSError as error:
        raise RefusedFile(texts.REPORT_UNWRITABLE.format(file=file, reason=error.strerror)) from error


@contextmanager
def progress() -> Iterator[Track]:
    """A progress bar on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    times = (TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, *times, console=Console(stderr=True), transient=True) as bar:

        def track(items: Sequence[T], description: str) -> Iterable[T]:
            return bar.track(items, description=description)

        yield track
