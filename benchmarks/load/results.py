"""What one profile came to in one column, kept as a file so that the report can be made of several runs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.load.machine import Reading, Usage
from benchmarks.load.record import Kind, Sample

KEPT = Path("build/load")


@dataclass(frozen=True, slots=True)
class Result:
    """`begun` is the local time in ISO form, `load_seconds` how long the load was to last.

    After `calm_from` seconds no more people come than usual.
    """

    column: str
    profile: str
    begun: str
    load_seconds: float
    calm_from: float
    machine: str
    usage: Usage
    samples: tuple[Sample, ...]
    readings: tuple[Reading, ...]
    counts: dict[str, int]


def keep(result: Result, folder: Path) -> Path:
    """Write a result in place of an earlier one of the same profile and column -> the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{result.column}-{result.profile}.json"
    file.write_text(json.dumps(asdict(result), ensure_ascii=False), "utf-8")
    return file


def kept(folder: Path) -> list[Result]:
    """Every result that is there."""
    return [_read(json.loads(file.read_text("utf-8"))) for file in sorted(folder.glob("*.json"))]


def _read(known: dict[str, Any]) -> Result:
    return Result(
        **known
        | {
            "usage": Usage(**known["usage"]),
            "samples": tuple(Sample(**sample | {"kind": Kind(sample["kind"])}) for sample in known["samples"]),
            "readings": tuple(Reading(**reading) for reading in known["readings"]),
        }
    )
