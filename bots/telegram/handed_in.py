"""Files that came by Telegram and whose outcome is yet to be told there: kept, so that a restart forgets none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from corpus.catalogue import Catalogue
from corpus.schema import telegram_files
from ingest.jobs import Jobs
from ingest.models import FileReport, IngestJob, report_of


@dataclass(frozen=True, slots=True)
class Ended:
    """All files of one message have come to their end: the message that is to say so, and what became of them."""

    chat_id: int
    message_id: int
    job_ids: tuple[str, ...]
    reports: tuple[FileReport, ...]


class HandedIn:
    """Reads and writes the table; safe to call from several threads."""

    def __init__(self, catalogue: Catalogue, jobs: Jobs) -> None:
        self._catalogue = catalogue
        self._jobs = jobs

    def note(self, jobs: Collection[IngestJob], chat_id: int, message_id: int) -> None:
        """What becomes of these is to be told in this message; of one that waited already, here and nowhere else."""
        rows = [{"job_id": job.id, "chat_id": chat_id, "message_id": message_id} for job in jobs]
        with self._catalogue.writing() as connection:
            connection.execute(delete(telegram_files).where(telegram_files.c.job_id.in_([job.id for job in jobs])))
            connection.execute(insert(telegram_files), rows)

    def ended(self) -> list[Ended]:
        """What can be told now."""
        messages: dict[tuple[int, int], list[str]] = defaultdict(list)
        with self._catalogue.reading() as connection:
            for row in connection.execute(select(telegram_files)):
                messages[row.chat_id, row.message_id].append(row.job_id)
        found = []
        for (chat_id, message_id), ids in messages.items():
            jobs = self._jobs.jobs(ids)
            if all(job.has_ended for job in jobs):
                found.append(Ended(chat_id, message_id, tuple(ids), tuple(map(report_of, jobs))))
        return found

    def forget(self, ended: Ended) -> None:
        """It was told, or nobody can be told any more."""
        with self._catalogue.writing() as connection:
            connection.execute(delete(telegram_files).where(telegram_files.c.job_id.in_(ended.job_ids)))
