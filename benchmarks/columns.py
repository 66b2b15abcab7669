"""Whether searches find the same in both columns: `python -m benchmarks.columns --beir DIR [--sample N]`.

A set is indexed once in a data folder, measured there, moved to a PostgreSQL and a Chroma server of its own, and
measured again: the same documents, passages and vectors.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from assistant.evaluation.beir import read_beir
from assistant.evaluation.command import progress
from assistant.evaluation.evaluating import Measured, measure
from assistant.evaluation.indexing import index
from assistant.wiring import open_house
from benchmarks.figures import show
from benchmarks.stores import stores
from corpus.doctor import rebuild
from corpus.moving import move
from corpus.settings import Settings

WITHIN = 0.002
MEASURES = ("ndcg@10", "mrr@10", "recall@5", "recall@100")


def main() -> None:
    """Measure both columns and print a line a figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.columns", description=__doc__)
    parser.add_argument("--beir", type=Path, required=True, help="a set in BEIR layout")
    parser.add_argument("--sample", type=int, default=1, help="ask every so many-th question (default: 1)")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="transferlotse-"))
    # PostgreSQL may be another user's, who must pass here.
    folder.chmod(0o711)
    try:
        embedded, scaled = _measured(folder, arguments.beir, arguments.sample)
    finally:
        shutil.rmtree(folder)
    _tell(embedded, scaled)


def _measured(folder: Path, beir: Path, sample: int) -> tuple[Measured, Measured]:
    known, here, there = read_beir(beir), Settings(chat_model=None).in_folder(folder / "data"), folder / "scaled"
    there.mkdir(mode=0o711)
    with progress() as track, stores("scaled", there) as scaled:
        with open_house(here) as house:
            indexed = index(house, known, folder, track)
            embedded = measure(house, indexed, known, track, sample=sample, answers=False)
        move(here, scaled.settings, lambda _step, _share: None)
        with open_house(scaled.settings) as house:
            rebuild(house.corpus)
            return embedded, measure(house, indexed, known, track, sample=sample, answers=False)


def _tell(embedded: Measured, scaled: Measured) -> None:
    for name in MEASURES:
        first, second = (measured.figures[name] for measured in (embedded, scaled))
        assert first
        assert second
        show(f"{name}, both columns", f"{first.value:.4f} / {second.value:.4f}", f"within {WITHIN}")
    pairs = list(zip(embedded.asked, scaled.asked, strict=True))
    for depth in (10, 100):
        equal = sum(one.ranking[:depth] == other.ranking[:depth] for one, other in pairs)
        show(f"equal rankings to {depth}", f"{equal} of {len(pairs)}", "all")
    for name, measured in (("embedded", embedded), ("scaled", scaled)):
        seconds = measured.seconds
        show(f"a search, {name}", f"{1000 * seconds.per_query_median:.0f} ms", "p95 300 ms")


if __name__ == "__main__":
    main()
