"""What is known of a document: what its sidecar says, what people have said before, what the file itself lets see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.models import Document, Metadata
from ingest.readers import Reading
from ingest.sidecar import AUDIENCE, said_by, sidecar_hash

Propose = Callable[[Reading, str], Metadata]
"""What a file of this name lets see of itself."""


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a file; `proposed` are the fields that nobody has confirmed, `audience` as in `NewVersion`."""

    metadata: Metadata
    proposed: tuple[str, ...]
    audience: tuple[str, ...] | None


def described(
    reading: Reading, file_name: str, sidecar: str | None, known: Document | None, propose: Propose
) -> Described:
    """What is said of a new version.

    A sidecar that is new comes first, then what a person has said of the document so far, then what the file lets see.
    Raises RefusedFile for a sidecar that cannot be understood.
    """
    # A sidecar that was taken in already must not undo what a person has said since.
    is_new = sidecar is not None and (known is None or sidecar_hash(sidecar) != known.sidecar_sha256)
    said = _said(sidecar if is_new else None, file_name)
    return _merged(asdict(propose(reading, file_name)), _confirmed(known), said)


def described_again(known: Document, sidecar: str, file_name: str) -> Described:
    """What is said of a document whose sidecar alone has changed; raises RefusedFile."""
    stood = asdict(known.metadata)
    return _merged({name: stood[name] for name in known.proposed}, _confirmed(known), _said(sidecar, file_name))


def _confirmed(known: Document | None) -> dict[str, Any]:
    if known is None:
        return {}
    return {name: value for name, value in asdict(known.metadata).items() if name not in known.proposed}


def _said(sidecar: str | None, file_name: str) -> dict[str, Any]:
    return {} if sidecar is None else said_by(sidecar, f"{Path(file_name).stem}.yaml")


def _merged(proposed: dict[str, Any], confirmed: dict[str, Any], said: dict[str, Any]) -> Described:
    audience = said.pop(AUDIENCE, None)
    certain = {name: value for name, value in (confirmed | said).items() if value is not None}
    offered = {name: value for name, value in proposed.items() if value is not None and name not in certain}
    return Described(Metadata(**(offered | certain)), tuple(sorted(offered)), audience)
