"""What is known of a document: what its sidecar says, before what is proposed from the file."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from corpus.models import Metadata
from ingest.proposals.titles import title_of
from ingest.readers import Reading
from ingest.sidecar import said_by, sidecar_of, sidecar_text


def merged(proposed: Metadata, said: dict[str, Any]) -> tuple[Metadata, tuple[str, ...]]:
    """What the sidecar said (`ingest.sidecar.said_by`) wins; and the names of the fields that are proposals only."""
    known = replace(proposed, **said)
    names = (field.name for field in fields(Metadata))
    return known, tuple(name for name in names if name not in said and getattr(known, name) is not None)


def metadata_for(path: Path, file_name: str, reading: Reading) -> Metadata:
    """What the sidecar of the file at `path` says, and a title; raises RefusedFile for an unusable sidecar."""
    sidecar = sidecar_of(path)
    said = said_by(sidecar_text(sidecar), sidecar.name) if sidecar else {}
    return replace(Metadata(title_of(reading, file_name)), **said)
