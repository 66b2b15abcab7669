"""Statements of the example documents with what a person who answers would make of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.json_lines import records_of
from corpus import examples

_FILE = Path(examples.__file__).parent / "rewordings.jsonl"


@dataclass(frozen=True, slots=True)
class Rewording:
    """A statement of a document and the same in other words; what is `held_back` nobody looked at while tuning."""

    document: str
    statement: str
    rewording: str
    held_back: bool


def read_rewordings() -> Iterator[Rewording]:
    """All of them, in the order of the file; raises RefusedFile."""
    for record in records_of(_FILE):
        yield Rewording(
            record.text("document"), record.text("statement"), record.text("rewording"), record.values["held_back"]
        )
