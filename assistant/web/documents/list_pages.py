"""The room 'Dokumente': adding files, what is on its way in, the holdings. All of it works without a script."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import RedirectResponse, Response
from pydantic import StringConstraints

from assistant.web.acts import DeedHere
from assistant.web.documents.asked import Asked, AskedHere
from assistant.web.documents.holdings import listed
from assistant.web.documents.progress import progress
from assistant.web.documents.removing import stopped
from assistant.web.documents.shown import notice
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.html import Html
from assistant.web.rates import FileCountHere
from assistant.web.receiving import SIDECAR_ENDINGS, parted, received
from assistant.wiring import House
from corpus.errors import NotFound, RefusedFile, RefusedInput
from corpus.group_names import group_names
from corpus.models import Document
from corpus.texts import documents as docs
from ingest.collect import ARCHIVE, ENDINGS
from ingest.models import FileReport, IngestJob, Outcome

router = APIRouter(include_in_schema=False)

ACCEPTED_FILES = ",".join(sorted(ENDINGS))
_ACCEPTED = ",".join(sorted({*ENDINGS, ARCHIVE, *SIDECAR_ENDINGS}))
_MOST_TOLD = 50

MOST_FILES = 1000
MOST_JOBS = 1000

# They stand in the record of acts, so they are no longer than an id.
JobIds = Annotated[list[Annotated[str, StringConstraints(max_length=32)]] | None, Form(max_length=MOST_JOBS)]


@router.get("/dokumente")
def documents(
    house: HouseHere,
    html: HtmlHere,
    asked: AskedHere,
    hinweis: str = "",
    bekannt: Annotated[list[str] | None, Query(max_length=_MOST_TOLD)] = None,
) -> Response:
    """The whole room; `bekannt` are documents that a file was handed over for which they hold just so already."""
    known = house.corpus.catalogue.documents_of(bekannt or ())
    return _page(house, html, asked, notice=notice(hinweis), known=known)


@router.post("/dokumente", form_limits={"max_files": MOST_FILES})
def add(
    house: HouseHere,
    html: HtmlHere,
    count: FileCountHere,
    deed: DeedHere,
    dateien: Annotated[list[UploadFile] | None, File(max_length=MOST_FILES)] = None,
    gruppen: Annotated[str, Form()] = "",
) -> Response:
    """Hand files over and go back to the list; what could not be taken is told on the spot."""
    files, sidecars = parted([upload for upload in dateien or () if upload.filename])
    if not files:
        return _page(house, html, Asked(), problems=[docs.NO_FILE], audience=gruppen, status=422)
    count.add(len(files))
    try:
        taken = received(house, files, sidecars, audience=group_names(gruppen) or None)
    except (RefusedFile, RefusedInput) as refusal:
        return _page(house, html, Asked(), problems=[refusal.message], audience=gruppen, status=422)
    deed.on(job.id for job in taken if isinstance(job, IngestJob))
    reports = [report for report in taken if isinstance(report, FileReport)]
    known = [report.document_id for report in reports if report.outcome is Outcome.UNCHANGED and report.document_id]
    problems = [report.reason for report in reports if report.outcome is Outcome.REFUSED and report.reason]
    if problems:
        unchanged = house.corpus.catalogue.documents_of(known)
        return _page(house, html, Asked(), problems=problems, known=unchanged, audience=gruppen, status=422)
    query = "?" + urlencode([("bekannt", id) for id in known[:_MOST_TOLD]]) if known else ""
    return RedirectResponse(f"/dokumente{query}#verarbeitung", status_code=303)


@router.get("/dokumente/verarbeitung")
def in_progress(house: HouseHere, html: HtmlHere) -> Response:
    """What is on its way, without the frame, for the script."""
    return html.page("documents/progress.html", progress=progress(house, datetime.now(UTC)))


@router.post("/dokumente/auftraege/abbrechen", form_limits={"max_fields": MOST_JOBS})
def cancel(house: HouseHere, deed: DeedHere, auftrag: JobIds = None) -> Response:
    """Stop jobs; one that has ended or gone meanwhile stays as it is."""
    deed.on(())
    for job_id in auftrag or ():
        with suppress(NotFound):
            stopped(house, job_id)
            deed.on([job_id])
    return _to_progress()


@router.post("/dokumente/auftraege/wiederholen", form_limits={"max_fields": MOST_JOBS})
def retry(house: HouseHere, deed: DeedHere, auftrag: JobIds = None) -> Response:
    """Begin refused or waiting jobs anew; others stay as they are."""
    deed.on(())
    for job_id in auftrag or ():
        with suppress(NotFound):
            house.ingest.jobs.retry(job_id)
            deed.on([job_id])
    return _to_progress()


@router.post("/dokumente/auftraege/ausblenden", form_limits={"max_fields": MOST_JOBS})
def forget(house: HouseHere, deed: DeedHere, auftrag: JobIds = None) -> Response:
    """Tell of these ended jobs no more; the file of a refused one goes with it."""
    deed.on(auftrag or ())
    house.corpus.forget_files(house.ingest.jobs.forget(auftrag or ()))
    return _to_progress()


def _to_progress() -> Response:
    return RedirectResponse("/dokumente#verarbeitung", status_code=303)


def _page(
    house: House,
    html: Html,
    asked: Asked,
    *,
    notice: str = "",
    known: Sequence[Document] = (),
    problems: Sequence[str] = (),
    audience: str = "",
    status: int = 200,
) -> Response:
    return html.page(
        "documents/holdings.html",
        status=status,
        list=listed(house.corpus.catalogue, asked, date.today()),
        progress=progress(house, datetime.now(UTC)),
        notice=notice,
        known=known,
        problems=problems,
        groups=house.corpus.catalogue.groups(),
        typed_audience=audience,
        limit=house.settings.max_upload_mb,
        accepted=_ACCEPTED,
    )
