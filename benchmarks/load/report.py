"""docs/lastbericht.md with its plots, from the results that are kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks import growth
from benchmarks.growth import Grown
from benchmarks.load.drawings import drawings
from benchmarks.load.goals import Figure, figures, waits
from benchmarks.load.houses import COLUMNS
from benchmarks.load.markdown import by_part, table
from benchmarks.load.profiles import SOAK, SPIKE, TOWN, WAITING
from benchmarks.load.record import Kind
from benchmarks.load.results import Result
from benchmarks.workers import SPENT

REPORT, PICTURES = Path("docs/lastbericht.md"), Path("docs/images")
GOALS = {TOWN: "30 min", SPIKE: "100 people in 10 s", WAITING: "60 s", SOAK: "60 min"}
TITLES = {
    TOWN: "A town at work",
    SPIKE: "A hundred people in ten seconds",
    WAITING: "200 idle streams and slow readers",
    SOAK: "An hour",
}
WHAT = {
    TOWN: "20 people ask 0.5 questions a second in all, at random moments: conversations with follow-up questions, "
    "searches, the pages of the sources with their pictures, verdicts. Meanwhile documents are uploaded one after the "
    "other, each a newer state of one of the examples.",
    SPIKE: "Beside the town, 100 people come within 10 s; each opens the first page, asks and reads a source. The "
    "house has recovered from the first 5 s on after which the medians of searches (300 ms) and first tokens (500 ms) "
    "stay as they should be.",
    WAITING: "The model is silent while 40 answers are listened to by 5 streams each; 50 connections ask for files "
    "and hardly read them; `/healthz` is asked 20 times a second.",
    SOAK: "As the town at work. The first sixth warms up. The slope is the median of all slopes between two readings "
    "of the memory of all processes; the drift compares the p95 of the second half with that of the first.",
}
PLOTS = {
    TOWN: ("latency", "distribution"),
    SPIKE: ("spike-embedded", "spike-scaled"),
    WAITING: (),
    SOAK: ("memory",),
}
INTRODUCTION = """# Load

Written by `make load`; do not edit. What a house on one machine bears, seen over HTTP on loopback, in two columns:
`embedded` is one `python -m assistant serve` on a data folder, `scaled` the processes that `make scale` starts.

The load generator shares the machine and its cores with all of the house, so that every wait below holds what the two
take from each other; the tables say how much of the machine was left, and what others took meanwhile. The chat model is
scripted: a real OpenAI-compatible server that completes its first sentence exactly 1 s after it was asked. The *own
share of the first token* is the time to the first sentence shown, less that second. Memory is proportional (PSS): what
several processes share counts once.
"""


GROWTH = """## As the corpus grows

`python -m benchmarks.scale --column embedded` and `--column scaled`: an invented corpus, some 570 questions one after
the other in a process of their own; times in ms (median / p95), memory and disk in MB. A search is one of the product
without HTTP, *1 %* one among the documents of one town, *publishing* a passage whose vector is known.
"""
WORKERS = """## Documents taken in by two workers

`python -m benchmarks.workers`: worker processes of the scaled column, each on a core of its own, take the same
documents in; rounds of one and of two workers take turns.
"""
GROWTH_COLUMNS = (
    "column",
    "passages",
    "publishing",
    "opening, s",
    "embedding",
    "search",
    "search in 1 %",
    "recall@10",
    "memory",
    "disk",
)


def write(results: Sequence[Result], root: Path) -> Path:
    """Write the report and its plots below `root` -> the report."""
    pictures = drawings(results)
    (root / PICTURES).mkdir(parents=True, exist_ok=True)
    for name, svg in pictures.items():
        (root / PICTURES / f"last-{name}.svg").write_text(svg, "utf-8")
    parts = [INTRODUCTION, *(part for profile in TITLES for part in _profile(profile, results, pictures.keys()))]
    parts += [*_growth(growth.kept(root)), *_workers(root / SPENT)]
    report = root / REPORT
    report.write_text("\n".join(parts), "utf-8")
    return report


def _profile(profile: str, results: Sequence[Result], drawn: Collection[str]) -> Iterator[str]:
    by_column = {result.column: result for result in results if result.profile == profile}
    measured = [by_column[column] for column in COLUMNS if column in by_column]
    yield f"## {TITLES[profile]}\n\n{WHAT[profile]}\n"
    if not measured:
        yield "Not measured yet.\n"
        return
    columns = [result.column for result in measured]
    yield from table(["what is to be seen", "goal", *columns], _goals(measured))
    yield from table(["waits: number, median, p95, slowest", *columns], _waits(measured))
    yield from table(["circumstances", *columns], _circumstances(measured))
    yield from (f"![{TITLES[profile]}: {name}](images/last-{name}.svg)\n" for name in PLOTS[profile] if name in drawn)


def _goals(measured: Sequence[Result]) -> Iterator[Sequence[str]]:
    for same in zip(*map(figures, measured), strict=True):
        yield (same[0].name, same[0].goal, *map(_seen, same))


def _waits(measured: Sequence[Result]) -> Iterator[Sequence[str]]:
    found = [waits(result) for result in measured]
    for kind in Kind:
        if any(kind in waited for waited in found):
            yield (kind, *(waited.get(kind, "–") for waited in found))


def _circumstances(measured: Sequence[Result]) -> Iterator[Sequence[str]]:
    told: dict[str, Callable[[Result], str]] = {
        "begun": lambda result: result.begun.replace("T", " "),
        f"load lasted (goal: {GOALS[measured[0].profile]})": lambda result: f"{result.load_seconds / 60:.1f} min",
        "machine": lambda result: result.machine,
        "idle": lambda result: _percent(result.usage.idle),
        "taken by the house, the generator, others": lambda result: ", ".join(
            map(_percent, (result.usage.house, result.usage.generator, result.usage.others))
        ),
        "counted": lambda result: ", ".join(f"{name}: {count}" for name, count in sorted(result.counts.items())) or "–",
        "memory in MB, median (most)": _memory,
    }
    for what, tell in told.items():
        yield (what, *map(tell, measured))


def _memory(result: Result) -> str:
    parts = sorted({part for reading in result.readings for part in reading.megabytes})
    told = []
    for part in parts:
        held = sorted(reading.megabytes[part] for reading in result.readings)
        told.append(f"{part} {held[len(held) // 2]:.0f} ({held[-1]:.0f})")
    return ", ".join(told)


def _growth(grown: Sequence[Grown]) -> Iterator[str]:
    yield GROWTH
    rows = (
        (
            g.column,
            f"{g.passages:,}",
            f"{g.publishing:.1f}" if g.publishing else "–",
            f"{g.opening:.1f}",
            f"{g.embedding:.1f}",
            " / ".join(f"{milliseconds:.0f}" for milliseconds in g.search),
            " / ".join(f"{milliseconds:.0f}" for milliseconds in g.filtered),
            f"{g.recall:.3f}",
            by_part(g.memory),
            by_part(g.disk),
        )
        for g in grown
    )
    yield from table(GROWTH_COLUMNS, rows) if grown else ["Not measured yet.\n"]


def _workers(file: Path) -> Iterator[str]:
    yield WORKERS
    if not file.exists():
        yield "Not measured yet.\n"
        return
    spent = {count: json.loads(file.read_text("utf-8"))[count] for count in ("1", "2")}
    one, two = (median(seconds) for seconds in spent.values())
    yield from table(
        ("workers", "seconds, each round", "times as fast", "goal"),
        [
            ("1", ", ".join(f"{s:.1f}" for s in spent["1"]), "1", ""),
            ("2", ", ".join(f"{s:.1f}" for s in spent["2"]), f"{one / two:.2f}", "1.8"),
        ],
    )


def _seen(figure: Figure) -> str:
    mark = {True: "reached: ", False: "**missed**: ", None: ""}[figure.reached]
    return f"{mark}{figure.seen}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
