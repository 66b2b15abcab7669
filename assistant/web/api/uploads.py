"""Files on their way in: handing over one or several, and replacing the file of a document."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile
from typing_extensions import TypedDict

from assistant.web.api.jobs import JobOut
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES
from corpus.errors import RefusedFile
from corpus.texts import web as texts
from ingest.models import FileReport, IngestJob
from ingest.names import own_name, plain_name
from ingest.rendering import job_json, report_json
from ingest.sidecar import LARGEST_SIDECAR, decoded

router = APIRouter(tags=["Aufnahme"], responses=PROBLEM_RESPONSES)

SIDECAR_ENDINGS = {".yaml", ".yml"}


class HandedOver(TypedDict):
    """A job a file, in the order given; `ended` are the files that are known already or could not be taken."""

    jobs: list[JobOut]
    ended: list[FileReport]


@router.post("/documents", status_code=202, response_model=HandedOver)
def add(
    house: HouseHere,
    file: Annotated[list[UploadFile], File(min_length=1, max_length=200)],
    source: Annotated[str, Form(max_length=4000)] = "",
    sidecar: Annotated[list[UploadFile] | None, File()] = None,
) -> dict[str, Any]:
    """Hand files over; each becomes a job that `/jobs/{id}` tells of.

    A sidecar belongs to the file of the same name, or to the only one there is. `source` says where a single file came
    from, so that a later state replaces this one; without it, and for several files, their names do. Raises RefusedFile
    for a sidecar that is no text.
    """
    taken: list[IngestJob | FileReport] = []
    said = [_sidecar_of(upload, sidecar or (), alone=len(file) == 1) for upload in file]
    for upload, text in zip(file, said, strict=True):
        name = plain_name(upload.filename or "")
        origin = source if source and len(file) == 1 else own_name(upload.filename or "")
        with _kept(upload, name) as path:
            taken += house.ingest.intake.receive_all(path, source=origin, file_name=name, sidecar=text)
    return _handed_over(taken)


@router.put("/documents/{document_id}/file", status_code=202, response_model=HandedOver)
def replace(document_id: str, house: HouseHere, file: Annotated[UploadFile, File()]) -> dict[str, Any]:
    """Hand over a newer state of a document's file; until it is taken in, the present one stays."""
    document = house.corpus.document(document_id)
    name = plain_name(file.filename or "")
    with _kept(file, name) as path:
        job = house.ingest.intake.receive(path, source=document.source, file_name=name)
    return _handed_over([job])


def _handed_over(taken: Sequence[IngestJob | FileReport]) -> dict[str, Any]:
    return {
        "jobs": [job_json(job) for job in taken if isinstance(job, IngestJob)],
        "ended": [report_json(report) for report in taken if isinstance(report, FileReport)],
    }


def _sidecar_of(file: UploadFile, sidecars: Sequence[UploadFile], *, alone: bool) -> str | None:
    """The text of the file's sidecar; raises RefusedFile."""
    name = own_name(file.filename or "")
    for upload in sidecars:
        called = own_name(upload.filename or "")
        if Path(called).suffix.lower() not in SIDECAR_ENDINGS:
            raise RefusedFile(texts.SIDECAR_ENDING.format(name=called))
        if Path(called).stem == Path(name).stem or (alone and len(sidecars) == 1):
            return decoded(upload.file.read(LARGEST_SIDECAR + 1), called)
    return None


@contextmanager
def _kept(upload: UploadFile, name: str) -> Iterator[Path]:
    with TemporaryDirectory(prefix="transferlotse-") as folder:
        path = Path(folder) / name
        with path.open("wb") as file:
            shutil.copyfileobj(upload.file, file)
        yield path
