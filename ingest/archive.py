"""ZIP archives of documents, unpacked one document after the other and never wholly believed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import RefusedFile
from corpus.texts import archives as texts
from corpus.texts import formats
from ingest.archive_entries import ArchiveLimits, Contents, Entry, contents_of
from ingest.collect import ENDINGS
from ingest.sidecar import LARGEST_SIDECAR, decoded
from ingest.sniff import kind_of
from ingest.zip_opening import DirectoryTooLarge, open_zip

_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive: unpacked at `file`, or refused for the German reason `refusal`.

    `shown` is its path in the archive with `/` between folders; each part is fit to be a file's name.
    """

    shown: str
    file: Path | None
    sidecar: str | None
    refusal: str | None


def is_archive(path: Path) -> bool:
    """Whether the file is a ZIP by its content, damaged ones included, and no document by its content or its name."""
    try:
        kind = kind_of(path)
    except RefusedFile:
        return False
    return (
        kind in (formats.ZIP, formats.ARCHIVE_TOO_LARGE, formats.DAMAGED_PACKAGE) and path.suffix.lower() not in ENDINGS
    )


@contextmanager
def open_archive(path: Path, limits: ArchiveLimits) -> Iterator[Archive]:
    """The archive, open.

    Raises RefusedFile for an archive that is damaged, needs a password, has too many files or no document, and OSError
    where the file cannot be opened.
    """
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(open_zip(path))
            if len(opened.infolist()) > limits.files:
                raise DirectoryTooLarge
        except DirectoryTooLarge as error:
            most = f"{limits.files:_}".replace("_", ".")
            raise RefusedFile(texts.TOO_MANY.format(name=path.name, most=most)) from error
        except zipfile.BadZipFile as error:
            raise RefusedFile(texts.DAMAGED.format(name=path.name)) from error
        contents = contents_of(opened, limits)
        if not contents.entries:
            raise RefusedFile(texts.NOTHING_IN_IT.format(name=path.name))
        if all(entry.is_encrypted for entry in contents.entries):
            raise RefusedFile(texts.PASSWORD.format(name=path.name))
        yield Archive(opened, contents, limits)


class Archive:
    """An open archive, as `open_archive` gives it."""

    def __init__(self, opened: zipfile.ZipFile, contents: Contents, limits: ArchiveLimits) -> None:
        self._opened = opened
        self._contents = contents
        self._bytes_left = limits.total_bytes
        self._limits = limits

    @property
    def remark(self) -> str | None:
        """How many files are no documents, as a German sentence; None where all are."""
        count = self._contents.others
        if not count:
            return None
        return texts.ONE_LEFT_OUT if count == 1 else texts.LEFT_OUT.format(count=count)

    def members(self, folder: Path) -> Iterator[Member]:
        """Each document in turn, unpacked into the folder; what is still there of one is removed before the next.

        Raises OSError where the folder cannot be written.
        """
        for number, entry in enumerate(self._contents.entries, 1):
            file = folder / f"{number}{PurePosixPath(entry.shown).suffix.lower()}"
            try:
                sidecar = self._text(entry.sidecar) if entry.sidecar else None
                self._unpack(entry, file)
            except RefusedFile as refused:
                member = Member(entry.shown, None, None, refused.message)
            else:
                member = Member(entry.shown, file, sidecar, None)
            try:
                yield member
            finally:
                file.unlink(missing_ok=True)

    def _unpack(self, entry: Entry, file: Path) -> None:
        if entry.refusal is None and entry.info.file_size > self._bytes_left:
            limit = self._limits.total_bytes >> 20
            raise RefusedFile(texts.TOO_LARGE_TOGETHER.format(name=entry.shown, limit=limit))
        with file.open("wb") as target:
            for piece in _pieces(self._opened, entry):
                self._bytes_left -= len(piece)
                target.write(piece)

    def _text(self, sidecar: Entry) -> str:
        if sidecar.info.file_size > LARGEST_SIDECAR:
            raise RefusedFile(formats.SIDECAR_TOO_LARGE.format(name=sidecar.shown, limit=LARGEST_SIDECAR >> 10))
        return decoded(b"".join(_pieces(self._opened, sidecar)), sidecar.shown)


def _pieces(opened: zipfile.ZipFile, entry: Entry) -> Iterator[bytes]:
    """The file's content in pieces of at most 1 MB, never more than it says in all; RefusedFile where it is another."""
    if entry.refusal:
        raise RefusedFile(entry.refusal)
    left = entry.info.file_size
    try:
        with opened.open(entry.info) as source:
            while piece := source.read(_AT_ONCE):
                left -= len(piece)
                if left < 0:
                    break
                yield piece
    except NotImplementedError as error:
        raise RefusedFile(texts.UNKNOWN_PACKING.format(name=entry.shown)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError) as error:
        raise RefusedFile(texts.MEMBER_DAMAGED.format(name=entry.shown)) from error
    if left:
        raise RefusedFile(texts.CONTRADICTORY.format(name=entry.shown))
