"""What a corpus of some size takes and gives, kept as a file for docs/lastbericht.md."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

KEPT = Path("build/growth")


@dataclass(frozen=True, slots=True)
class Grown:
    """Times in milliseconds, `opening` in seconds; pairs are median and p95; `memory` and `disk` in MB by part.

    `publishing` is a passage, None where all were there before; `recall` that of the ten nearest vectors.
    """

    column: str
    passages: int
    publishing: float | None
    opening: float
    embedding: float
    search: tuple[float, float]
    filtered: tuple[float, float]
    recall: float
    memory: dict[str, float]
    disk: dict[str, float]


def keep(grown: Grown, root: Path) -> None:
    """Write it in place of an earlier one of the same size and column."""
    (root / KEPT).mkdir(parents=True, exist_ok=True)
    file = root / KEPT / f"{grown.column}-{grown.passages:07}.json"
    file.write_text(json.dumps(asdict(grown)), "utf-8")


def kept(root: Path) -> list[Grown]:
    """All that are there, by column and size."""
    found = [json.loads(file.read_text("utf-8")) for file in sorted((root / KEPT).glob("*.json"))]
    return [Grown(**known | {name: tuple(known[name]) for name in ("search", "filtered")}) for known in found]
