"""Files that a browser or a program hands over, on their way to the ingest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import UploadFile

from assistant.wiring import House
from corpus.errors import RefusedFile
from corpus.models import Document
from corpus.texts import documents as docs
from corpus.texts import web as texts
from ingest.intake import Audience
from ingest.models import FileReport, IngestJob, refused
from ingest.names import own_name, plain_name
from ingest.sidecar import LARGEST_SIDECAR, decoded

SIDECAR_ENDINGS = {".yaml", ".yml"}

Taken = IngestJob | FileReport
"""A file's job; its report where it ended at once."""


def received(
    house: House,
    files: Sequence[UploadFile],
    sidecars: Sequence[UploadFile] = (),
    *,
    source: str = "",
    audience: Audience = None,
) -> list[Taken]:
    """What became of each file, in order; an archive is several.

    A sidecar belongs to the file of the same name, or to the only one there is. `source` says where a single file came
    from; without it, and for several files, their names do: of two files of one name the second is refused.
    `audience` is as in `NewVersion`. Raises RefusedFile for a sidecar that is no text; then nothing was taken.
    """
    said = [_sidecar_of(file, sidecars, alone=len(files) == 1) for file in files]
    taken: list[Taken] = []
    seen: set[str] = set()
    for file, text in zip(files, said, strict=True):
        origin = source if source and len(files) == 1 else own_name(file.filename or "")
        name = plain_name(file.filename or "")
        if len(files) > 1 and origin in seen:
            taken.append(refused(origin, docs.SAME_NAME_TWICE.format(name=name)))
            continue
        seen.add(origin)
        try:
            with _kept(house, file, name) as path:
                taken += house.ingest.intake.receive_all(
                    path, source=origin, file_name=name, sidecar=text, audience=audience
                )
        except RefusedFile as refusal:
            taken.append(refused(origin, refusal.message))
    return taken


def received_anew(house: House, document: Document, file: UploadFile) -> Taken:
    """A newer state of a document's file; until it is taken in, the present one stays. Raises RefusedFile."""
    name = plain_name(file.filename or "")
    with _kept(house, file, name) as path:
        return house.ingest.intake.receive_new(path, source=document.source, file_name=name)


def parted(uploads: Sequence[UploadFile]) -> tuple[list[UploadFile], list[UploadFile]]:
    """Uploads of one field -> (documents, the sidecars that belong to one of them)."""
    stems = {_path(upload).stem for upload in uploads if not _is_sidecar(upload)}
    sidecars = [upload for upload in uploads if _is_sidecar(upload) and _path(upload).stem in stems]
    return [upload for upload in uploads if upload not in sidecars], sidecars


def _path(upload: UploadFile) -> Path:
    return Path(own_name(upload.filename or ""))


def _is_sidecar(upload: UploadFile) -> bool:
    return _path(upload).suffix.lower() in SIDECAR_ENDINGS


def _sidecar_of(file: UploadFile, sidecars: Sequence[UploadFile], *, alone: bool) -> str | None:
    """The text of the file's sidecar; raises RefusedFile."""
    for upload in sidecars:
        called = _path(upload)
        if not _is_sidecar(upload):
            raise RefusedFile(texts.SIDECAR_ENDING.format(name=called.name))
        if called.stem == _path(file).stem or (alone and len(sidecars) == 1):
            upload.file.seek(0)  # it may belong to several files
            return decoded(upload.file.read(LARGEST_SIDECAR + 1), called.name)
    return None


@contextmanager
def _kept(house: House, upload: UploadFile, name: str) -> Iterator[Path]:
    """The upload as a file while the block runs; raises RefusedFile where it is too large."""
    limit = house.settings.max_upload_mb
    if (upload.size or 0) > limit * 1_000_000:
        raise RefusedFile(docs.FILE_TOO_LARGE.format(name=name, limit=limit))
    with TemporaryDirectory(prefix="transferlotse-") as folder:
        path = Path(folder) / name
        with path.open("wb") as file:
            shutil.copyfileobj(upload.file, file)
        yield path
