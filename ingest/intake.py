"""Receives files: the bytes are stored and a job is written before anybody is told that a file was received."""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.files import FileStore
from ingest.jobs import Jobs
from ingest.models import FileReport, IngestJob, Outcome
from ingest.sidecar import sidecar_of, sidecar_text


def sidecar_beside(path: Path) -> str | None:
    """The text of the file's sidecar, None where there is none; raises RefusedFile where it is no text."""
    found = sidecar_of(path)
    return sidecar_text(found) if found else None


class Intake:
    """Makes jobs of files; works beside the process that owns the data folder."""

    def __init__(self, catalogue: Catalogue, files: FileStore, jobs: Jobs) -> None:
        self._catalogue = catalogue
        self._files = files
        self._jobs = jobs

    def receive(self, path: Path, *, source: str, file_name: str, sidecar: str | None = None) -> IngestJob:
        """A job for a file; once this returns, the file may go and the job survives everything."""
        with self._files.arriving():
            sha256 = self._files.take(path)
            return self._jobs.enqueue(source, file_name, sha256, sidecar)

    def known(self, path: Path, *, source: str, sidecar: str | None = None) -> FileReport | None:
        """The report for a file that is in the corpus already, just as it is; None for any other."""
        document = self._catalogue.by_source(source)
        if document is None or not self._files.path(document.current.sha256).exists():
            return None
        if sidecar is not None and hashlib.sha256(sidecar.encode()).hexdigest() != document.sidecar_sha256:
            return None
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != document.current.sha256:
                return None
        current = document.current
        return FileReport(
            source, Outcome.UNCHANGED, None, document.id, current.pages, current.passages, 0.0, current.remarks
        )
