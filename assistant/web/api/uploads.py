"""Files on their way in: handing over one or several, and replacing the file of a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile
from typing_extensions import TypedDict

from assistant.web.acts import DeedHere
from assistant.web.api.jobs import JobOut
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES
from assistant.web.rates import FileCountHere
from assistant.web.receiving import Taken, received, received_anew
from corpus.group_names import group_names
from ingest.models import FileReport, IngestJob
from ingest.rendering import job_json, report_json

LONGEST_AUDIENCE = 4000  # characters

router = APIRouter(tags=["Aufnahme"], responses=PROBLEM_RESPONSES)


class HandedOver(TypedDict):
    """A job a file, in the order given; `ended` are the files that are known already or could not be taken."""

    jobs: list[JobOut]
    ended: list[FileReport]


@router.post("/documents", status_code=202, response_model=HandedOver, form_limits={"max_files": 400})
def add(
    house: HouseHere,
    count: FileCountHere,
    deed: DeedHere,
    file: Annotated[list[UploadFile], File(min_length=1, max_length=200)],
    source: Annotated[str, Form(max_length=4000)] = "",
    sidecar: Annotated[list[UploadFile] | None, File()] = None,
    audience: Annotated[str | None, Form(max_length=LONGEST_AUDIENCE)] = None,
) -> dict[str, Any]:
    """Hand files over; each becomes a job that `/jobs/{id}` tells of.

    A sidecar belongs to the file of the same name, or to the only one there is. `source` says where a single file came
    from, so that a later state replaces this one; without it, and for several files, their names do. `audience` names
    the groups that the documents are for, with commas between, and '' everybody; without it documents that are there
    keep theirs. Raises RefusedFile for a sidecar that is no text, RefusedInput for the name of a group.
    """
    meant = None if audience is None else group_names(audience)
    count.add(len(file))
    taken = received(house, file, sidecar or (), source=source, audience=meant)
    deed.on(job.id for job in taken if isinstance(job, IngestJob))
    return _handed_over(taken)


@router.put("/documents/{document_id}/file", status_code=202, response_model=HandedOver)
def replace(
    document_id: str, house: HouseHere, count: FileCountHere, deed: DeedHere, file: Annotated[UploadFile, File()]
) -> dict[str, Any]:
    """Hand over a newer state of a document's file; until it is taken in, the present one stays."""
    count.add(1)
    taken = received_anew(house, house.corpus.document(document_id), file)
    deed.on([document_id] if isinstance(taken, IngestJob) else ())
    return _handed_over([taken])


def _handed_over(taken: Sequence[Taken]) -> dict[str, Any]:
    return {
        "jobs": [job_json(job) for job in taken if isinstance(job, IngestJob)],
        "ended": [report_json(report) for report in taken if isinstance(report, FileReport)],
    }
