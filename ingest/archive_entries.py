"""What lies in an archive, by its table of contents alone: which files are wanted, and what speaks against each."""

from __future__ import annotations

import stat
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.texts import archives as texts
from ingest.archive_names import inner_path, is_unsafe, is_unseen, shown_path, stored_name, unlike
from ingest.collect import ENDINGS

_ARCHIVE_ENDING = ".zip"
_SIDECAR_ENDINGS = (".yaml", ".yml")
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
# Others are rare, and zipfile unpacks them without a limit on memory.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# White pages and tables of numbers can be packed very tightly; below this size that does no harm.
_HARMLESS_BYTES = 10 << 20


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much is taken: files and folders in all, bytes unpacked, and how many times its packed size a file may be."""

    files: int = 10_000
    member_bytes: int = 200 << 20
    total_bytes: int = 2 << 30
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A wanted file; `shown` is its path as people see it, `refusal` a German reason not to unpack it."""

    info: zipfile.ZipInfo
    shown: str
    refusal: str | None
    sidecar: Entry | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether a password is needed."""
        return bool(self.info.flag_bits & _ENCRYPTED)


@dataclass(frozen=True, slots=True)
class Contents:
    """The wanted files, each shown by another path, and how many more there are that people would see."""

    entries: tuple[Entry, ...]
    others: int


def contents_of(archive: zipfile.ZipFile, limits: ArchiveLimits) -> Contents:
    """Documents, and archives only to be refused, in the order of the table of contents."""
    named = [(info, stored_name(info)) for info in archive.infolist()]
    seen = [(info, inner_path(name)) for info, name in named if not is_unseen(name)]
    beside = {path: info for info, path in seen if path.suffix in _SIDECAR_ENDINGS}
    misplaced = _misplaced(archive)
    taken: Counter[str] = Counter()
    used: set[PurePosixPath] = set()
    entries = []

    def entry(info: zipfile.ZipInfo, path: PurePosixPath, shown: str, sidecar: Entry | None = None) -> Entry:
        sentence = texts.CONTRADICTORY if info in misplaced else _objection(info, path, limits)
        refusal = sentence.format(name=shown, limit=limits.member_bytes >> 20) if sentence else None
        return Entry(info, shown, refusal, sidecar)

    for info, path in seen:
        if path.suffix.lower() in (*ENDINGS, _ARCHIVE_ENDING):
            candidates = (path.with_suffix(ending) for ending in _SIDECAR_ENDINGS)
            own = next((candidate for candidate in candidates if candidate in beside), None)
            sidecar = entry(beside[own], own, shown_path(own)) if own else None
            entries.append(entry(info, path, unlike(shown_path(path), taken), sidecar))
            used.update([own] if own else [])
    return Contents(tuple(entries), len(seen) - len(entries) - len(used))


def _objection(info: zipfile.ZipInfo, path: PurePosixPath, limits: ArchiveLimits) -> str | None:
    """What speaks against unpacking the file, as a sentence with `name` and `limit` to be filled in."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    objections = (
        (is_unsafe(stored_name(info)), texts.UNSAFE_PATH),
        (kind not in (0, stat.S_IFREG), texts.NOT_A_FILE),
        (path.suffix.lower() == _ARCHIVE_ENDING, texts.ARCHIVE_IN_ARCHIVE),
        (info.flag_bits & _ENCRYPTED, texts.MEMBER_PASSWORD),
        (info.compress_type not in _PACKINGS, texts.UNKNOWN_PACKING),
        (info.file_size > limits.member_bytes, texts.MEMBER_TOO_LARGE),
        (info.file_size > max(_HARMLESS_BYTES, limits.ratio * info.compress_size), texts.TOO_TIGHTLY_PACKED),
    )
    return next((sentence for speaks_against, sentence in objections if speaks_against), None)


def _misplaced(archive: zipfile.ZipFile) -> set[zipfile.ZipInfo]:
    """Files that reach into the next one or outside the archive: so a small archive can unpack to terabytes."""
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    starts = [*(info.header_offset for info in infos), archive.start_dir]
    return {
        info
        for info, end in zip(infos, starts[1:], strict=True)
        if info.header_offset < 0 or info.header_offset + _LOCAL_HEADER + info.compress_size > end
    }
