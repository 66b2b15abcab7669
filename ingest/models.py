"""What becomes of a file, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a file; only REFUSED is a failure."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileReport:
    """The end of one file's way; `reason` is a German sentence when it was refused, else None."""

    path: str
    outcome: Outcome
    reason: str | None
    document_id: str | None
    pages: int
    passages: int
    seconds: float
    remarks: tuple[str, ...] = ()
