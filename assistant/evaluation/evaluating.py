"""One measurement from beginning to end, in a house that exists for it alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.evaluation.figures import Figures, Seconds, figures_of, seconds_of
from assistant.evaluation.indexing import Indexed, Track, index, located
from assistant.evaluation.running import Asked, ask_all, ask_foreign
from assistant.evaluation.sets import KnownQuestion, QuestionSet
from assistant.wiring import House, open_house
from corpus.recipe import Recipe
from corpus.settings import Settings
from corpus.texts import evaluation as texts


@dataclass(frozen=True, slots=True)
class Foreign:
    """Questions from elsewhere, which the documents do not answer."""

    name: str
    questions: tuple[KnownQuestion, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out. `sample`: only every so many-th question was asked; `held_back` are figures of a part of them,
    `by_kind` those of each kind of the others.
    """

    known: QuestionSet
    foreign: Foreign | None
    sample: int
    passages: int
    recipe: Recipe
    measured_at: datetime
    asked: tuple[Asked, ...]
    figures: Figures
    held_back: Figures | None
    by_kind: dict[str, Figures]
    seconds: Seconds
    remarks: tuple[str, ...]


@contextmanager
def temporary_house(settings: Settings) -> Iterator[tuple[House, Path]]:
    """An empty house with these settings but in a folder of its own, and a folder for files; both are removed."""
    with (
        TemporaryDirectory(prefix="transferlotse-") as folder,
        open_house(settings.in_folder(Path(folder) / "data")) as house,
    ):
        yield house, Path(folder)


def measure(
    house: House,
    indexed: Indexed,
    known: QuestionSet,
    track: Track,
    *,
    foreign: Foreign | None = None,
    sample: int = 1,
    answers: bool = True,
) -> Measured:
    """Ask every `sample`-th question of the set that was indexed, and of the foreign ones.

    Without foreign questions answers are made only where something is known of them.
    """
    wanted = replace(known.every(sample), questions=located(house, indexed, known.every(sample).questions))
    tell = answers and (foreign is not None or any(q.answers or not q.answerable for q in wanted.questions))
    asked = ask_all(house, indexed, wanted, track, answers=tell)
    from_elsewhere = ask_foreign(house, foreign.questions[::sample], track) if foreign and tell else ()
    held_back = [a for a in asked if a.question.held_back]
    refused = sum(a.refused for a in asked)
    return Measured(
        known=wanted,
        foreign=foreign,
        sample=sample,
        passages=indexed.passages,
        recipe=house.corpus.recipe,
        measured_at=datetime.now().astimezone(),
        asked=asked,
        figures=figures_of(asked, from_elsewhere),
        held_back=figures_of(held_back) if held_back else None,
        by_kind=_by_kind([a for a in asked if not a.question.held_back]),
        seconds=seconds_of(indexed.seconds, asked),
        remarks=(*known.remarks, *indexed.remarks, *_counted(texts.REFUSED_QUESTIONS, refused)),
    )


def evaluate(
    settings: Settings, known: QuestionSet, track: Track, *, foreign: Foreign | None, sample: int, answers: bool
) -> Measured:
    """Index the set in a temporary house and measure; see `measure`. Raises RefusedFile."""
    with temporary_house(settings) as (house, folder):
        indexed = index(house, known, folder, track)
        return measure(house, indexed, known, track, foreign=foreign, sample=sample, answers=answers)


def measured_json(measured: Measured) -> dict[str, Any]:
    """What `--json` prints and `--baseline` reads; figures that do not apply are null."""
    return {
        **_values(measured.figures),
        "seconds": asdict(measured.seconds),
        "intervals": _intervals(measured.figures),
        "held_back": measured.held_back
        and {**_values(measured.held_back), "intervals": _intervals(measured.held_back)},
        "by_kind": {kind: _values(figures) for kind, figures in measured.by_kind.items()},
        "set": {
            "name": measured.known.name,
            "documents": len(measured.known.documents),
            "passages": measured.passages,
            "questions": len(measured.known.questions),
            "sample": measured.sample,
            "foreign": measured.foreign and measured.foreign.name,
        },
        "recipe": asdict(measured.recipe),
        "measured_at": measured.measured_at.isoformat(timespec="seconds"),
        "remarks": list(measured.remarks),
    }


def _by_kind(asked: Sequence[Asked]) -> dict[str, Figures]:
    kinds = sorted({a.question.kind for a in asked} - {""})
    return {kind: figures_of([a for a in asked if a.question.kind == kind]) for kind in kinds}


def _values(figures: Figures) -> dict[str, float | None]:
    return {name: round(figure.value, 4) if figure else None for name, figure in figures.items()}


def _intervals(figures: Figures) -> dict[str, list[float] | None]:
    return {name: [round(f.low, 4), round(f.high, 4)] if f else None for name, f in figures.items()}


def _counted(sentence: str, count: int) -> Sequence[str]:
    return (sentence.format(count=count),) if count else ()
