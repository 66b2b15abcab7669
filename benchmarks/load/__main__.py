"""`python -m benchmarks.load`: loads a house on this machine in every way, and writes docs/lastbericht.md."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import show
from benchmarks.load.goals import figures
from benchmarks.load.houses import COLUMNS, ROOT, filled
from benchmarks.load.profiles import SOAK, SPIKE, TOWN, WAITING, Profile, at_work, measure, rushed, waited
from benchmarks.load.report import write
from benchmarks.load.results import KEPT, keep, kept
from benchmarks.load.spike import Spike
from benchmarks.load.waiting import Waiting

PROFILES = (TOWN, SPIKE, WAITING, SOAK)


def main(given: Sequence[str] | None = None) -> None:
    """Measure what is wanted, keep it, and write the report of all that is kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30, help="how long the town is at work (default: 30)")
    parser.add_argument("--soak-minutes", type=float, default=60, help="how long the soak lasts (default: 60)")
    parser.add_argument("--columns", nargs="+", choices=tuple(COLUMNS), default=tuple(COLUMNS))
    parser.add_argument("--profiles", nargs="+", choices=PROFILES, default=PROFILES)
    wanted = parser.parse_args(given)
    loads = {
        TOWN: at_work(TOWN, 60 * wanted.minutes),
        SPIKE: rushed(Spike()),
        WAITING: waited(Waiting()),
        SOAK: at_work(SOAK, 60 * wanted.soak_minutes),
    }
    for column in wanted.columns:
        run(column, [loads[name] for name in wanted.profiles], ROOT)


def run(column: str, profiles: Sequence[Profile], root: Path) -> None:
    """Measure the profiles in one column, one after the other; the report is written anew after each."""
    with tempfile.TemporaryDirectory() as folder, filled(COLUMNS[column], Path(folder)) as opening:
        for profile in profiles:
            result = measure(column, opening, profile)
            keep(result, root / KEPT)
            for figure in figures(result):
                show(f"{column}, {profile.name}, {figure.name}", figure.seen, figure.goal)
            write(kept(root / KEPT), root)


if __name__ == "__main__":
    main()
