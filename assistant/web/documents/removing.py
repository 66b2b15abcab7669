"""Removing a document, and stopping what is on its way, with all traces."""

from __future__ import annotations

from assistant.conversations.redaction import redact_removed
from assistant.wiring import House
from corpus.models import Document
from ingest.models import IngestJob


def removed(house: House, document_id: str) -> Document:
    """Remove a document with all its versions, cached pictures and what answers quote of it; raises NotFound."""
    document = house.corpus.remove(document_id)
    house.pictures.forget(document_id)
    redact_removed(house.corpus.catalogue)
    return document


def stopped(house: House, job_id: str) -> IngestJob:
    """Stop a job: at once while it waits, else before its next step; raises NotFound."""
    job = house.ingest.jobs.cancel(job_id)
    house.corpus.forget_files([job.sha256])
    return job
