"""Keeps the corpus in step with a folder: what is new or changed there, and what is gone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.models import Document
from ingest.collect import readable
from ingest.sidecar import sidecar_of
from ingest.sources import is_gone

State = tuple[tuple[int, int, int], ...]
"""Inode, size and time of change of a file and of its sidecar."""


@dataclass(slots=True)
class Watched:
    """A folder and the state in which each of its files was handed over last."""

    folder: Path
    seen: dict[Path, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Differences:
    """What is new or changed in the folder, and documents whose file is gone from it.

    `is_empty` is told once, when the folder begins to be empty or missing.
    """

    changed: tuple[Path, ...]
    gone: tuple[Document, ...]
    is_empty: bool


def differences(watched: Watched, catalogue: Catalogue, *, seconds: float) -> Iterator[Differences]:
    """Look again and again, waiting `seconds` between; a file that is still being written is left for the next look.

    A folder that is not there, or in which nothing is left, is taken for one that is not mounted: nothing is gone.
    """
    before = _states(watched.folder)
    missing = _missing(watched.folder, before, catalogue)
    told_empty = False
    while True:
        time.sleep(seconds)
        now = _states(watched.folder)
        settled = {file: state for file, state in now.items() if before.get(file) == state}
        changed = tuple(file for file, state in settled.items() if watched.seen.get(file) != state)
        watched.seen |= {file: settled[file] for file in changed}
        # Missing in two looks, as a file that is saved anew or moved may be in one.
        still = _missing(watched.folder, now, catalogue)
        gone = tuple(document for id, document in still.items() if id in missing)
        is_empty = not now and not told_empty
        told_empty = not now
        before, missing = now, still
        yield Differences(changed, gone, is_empty)


def _missing(folder: Path, states: dict[Path, State], catalogue: Catalogue) -> dict[str, Document]:
    """The documents from below the folder whose file is not there, by id."""
    if not states:
        return {}
    below = (document for document in catalogue.documents() if Path(document.source).is_relative_to(folder))
    return {document.id: document for document in below if is_gone(document.source)}


def _states(folder: Path) -> dict[Path, State]:
    found = {}
    for file in readable(folder):
        try:
            of_both = (file.stat(), *(sidecar.stat() for sidecar in [sidecar_of(file)] if sidecar))
        except OSError:
            continue  # gone between two looks
        found[file] = tuple((s.st_ino, s.st_size, s.st_mtime_ns) for s in of_both)
    return found
