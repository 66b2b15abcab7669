"""Receives files: the bytes are stored and a job is written before anybody is told that a file was received."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.catalogue import Catalogue
from corpus.errors import RefusedFile
from corpus.files.store import FileStore
from corpus.locks import Locks
from corpus.settings import Settings
from corpus.texts import ingest as texts
from ingest.archive import Member, is_archive, open_archive
from ingest.archive_entries import ArchiveLimits
from ingest.jobs import Jobs
from ingest.models import FileReport, IngestJob, Outcome, refused
from ingest.names import plain_name
from ingest.recipe import RECIPE
from ingest.sidecar import sidecar_hash, sidecar_of, sidecar_text

Audience = tuple[str, ...] | None
"""The groups that a file will be for, as in `NewVersion`."""

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def sidecar_beside(path: Path) -> str | None:
    """The text of the file's sidecar, None where there is none; raises RefusedFile where it cannot be read as text."""
    found = sidecar_of(path)
    try:
        return sidecar_text(found) if found else None
    except OSError as error:
        raise RefusedFile(texts.UNREADABLE.format(name=path.name, reason=error.strerror)) from error


def open_intake(catalogue: Catalogue, files: FileStore, locks: Locks, jobs: Jobs, settings: Settings) -> Intake:
    """An intake that takes files of the size that may be uploaded."""
    return Intake(catalogue, files, locks, jobs, ArchiveLimits(member_bytes=settings.max_upload_mb * 1_000_000))


class Intake:
    """Makes jobs of files; works beside the process that owns the data folder."""

    def __init__(self, catalogue: Catalogue, files: FileStore, locks: Locks, jobs: Jobs, limits: ArchiveLimits) -> None:
        self._catalogue = catalogue
        self._files = files
        self._locks = locks
        self._jobs = jobs
        self._limits = limits

    def receive(
        self, path: Path, *, source: str, file_name: str, sidecar: str | None = None, audience: Audience = None
    ) -> IngestJob:
        """A job for a file; once this returns, the file may go and the job survives everything."""
        with self._locks.arriving():
            sha256 = self._files.take(path)
            return self._jobs.enqueue(source, file_name, sha256, sidecar, audience)

    def receive_new(
        self, path: Path, *, source: str, file_name: str, sidecar: str | None = None, audience: Audience = None
    ) -> IngestJob | FileReport:
        """Like `receive`; what is in the corpus already just as it is ends at once with its report."""
        known = self._known(path, source, sidecar, audience)
        return known or self.receive(path, source=source, file_name=file_name, sidecar=sidecar, audience=audience)

    def receive_all(
        self, path: Path, *, source: str, file_name: str, sidecar: str | None = None, audience: Audience = None
    ) -> Iterator[IngestJob | FileReport]:
        """A job for the file, or for each document in it where it is an archive, one after the other.

        What is in the corpus already just as it is, and what cannot be unpacked, ends at once with its report.
        """
        try:
            if not is_archive(path):
                yield self.receive_new(path, source=source, file_name=file_name, sidecar=sidecar, audience=audience)
                return
            with open_archive(path, self._limits) as archive, TemporaryDirectory(prefix="transferlotse-") as folder:
                for member in archive.members(Path(folder)):
                    yield self._member(member, f"{source}/{member.shown}", audience)
                if archive.remark:
                    yield refused(source, archive.remark)
        except RefusedFile as refusal:
            yield refused(source, refusal.message)
        except UnicodeEncodeError:
            shown = source.encode("utf-8", "replace").decode()
            yield refused(shown, texts.NAME_UNREADABLE.format(name=Path(shown).name))
        except OSError as error:
            sentence = texts.DISK_FULL if error.errno in DISK_FULL else texts.UNREADABLE
            yield refused(source, sentence.format(name=file_name, reason=error.strerror))

    def _member(self, member: Member, source: str, audience: Audience) -> IngestJob | FileReport:
        if member.file is None:
            return refused(source, member.refusal or "")
        name = plain_name(member.shown)
        return self.receive_new(member.file, source=source, file_name=name, sidecar=member.sidecar, audience=audience)

    def _known(self, path: Path, source: str, sidecar: str | None, audience: Audience) -> FileReport | None:
        """The report for a file that is in the corpus already, just as it is; None for any other."""
        document = self._catalogue.by_source(source)
        if document is None or document.current.recipe != RECIPE or self._jobs.is_open(source):
            return None
        if not self._files.holds(document.current.sha256):
            return None
        if sidecar is not None and sidecar_hash(sidecar) != document.sidecar_sha256:
            return None
        if audience is not None and audience != document.audience:
            return None
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != document.current.sha256:
                return None
        current = document.current
        return FileReport(
            source, Outcome.UNCHANGED, None, document.id, current.pages, current.passages, 0.0, current.remarks
        )
