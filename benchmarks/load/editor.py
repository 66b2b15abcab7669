"""An editor who hands in one document after the other, each a newer state of an example document."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from benchmarks.load.houses import ENDED
from benchmarks.load.loopback import on_loopback
from benchmarks.load.record import OK, Kind, Record

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "examples" / "documents"
LOOKS_EVERY, AFTER_ERROR = 0.3, 1.0  # seconds
# What stands behind the end of such a file, or in a comment, is no part of the document.
BEHIND = {".pdf": "\n% {}\n", ".html": "\n<!-- {} -->\n"}


async def keep_handing_in(url: str, record: Record, until: float) -> None:
    """Upload a document, wait until it is taken in, and so on, until `until` seconds; each replaces its state before.

    So what the house holds stays as large as it is after the first round.
    """
    files = sorted(file for file in DOCUMENTS.iterdir() if file.suffix in BEHIND)
    async with httpx.AsyncClient(base_url=on_loopback(url), timeout=60, trust_env=False) as http:
        for file in itertools.cycle(files):
            if record.now() >= until:
                return
            content = await asyncio.to_thread(file.read_bytes)
            await _take_in(http, record, file.name, content + BEHIND[file.suffix].format(uuid4()).encode())


async def _take_in(http: httpx.AsyncClient, record: Record, name: str, content: bytes) -> None:
    began, kind = record.now(), Kind.UPLOAD
    try:
        response = await http.post(
            "/api/v1/documents", files={"file": (name, content)}, data={"source": f"last/{name}"}
        )
        response.raise_for_status()
        record.note(kind, began)
        began, kind = record.now(), Kind.INGEST
        handed_over = response.json()
        outcome = await _ended(http, handed_over["jobs"][0]) if handed_over["jobs"] else str(handed_over["ended"])
        record.note(kind, began, outcome=outcome)
    except httpx.HTTPError as error:
        status = error.response.status_code if isinstance(error, httpx.HTTPStatusError) else None
        record.note(kind, began, outcome=str(status or type(error).__name__))
        await asyncio.sleep(AFTER_ERROR)


async def _ended(http: httpx.AsyncClient, job: dict[str, Any]) -> str:
    """Wait for the end of a job -> what is to be noted of it."""
    while job["state"] not in ENDED:
        await asyncio.sleep(LOOKS_EVERY)
        job = (await http.get(f"/api/v1/jobs/{job['job_id']}")).raise_for_status().json()
    return OK if job["outcome"] in ("added", "updated") else f"{job['outcome']}: {job['reason']}"
