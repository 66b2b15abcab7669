"""How commands reach the room: beside a running server, or by owning the data folder themselves."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from corpus.catalogue import Catalogue
from corpus.errors import Unavailable
from corpus.files.folder import FolderStore
from corpus.lock import owner_of
from corpus.locks import LocksOfFolder
from corpus.opening import open_corpus
from corpus.running_server import running_server
from corpus.settings import Settings
from corpus.stores import open_catalogue
from corpus.texts import ingest as texts
from ingest.ingest import open_ingest
from ingest.intake import Intake, open_intake
from ingest.jobs import Jobs
from ingest.models import IngestJob

LOOKS_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Access:
    """Files go in by `intake`; somebody, here or in the server, works on the jobs while this is open."""

    catalogue: Catalogue
    jobs: Jobs
    intake: Intake
    remove: Callable[[str], object]
    somebody_works: Callable[[], bool]

    def follow(self, job_ids: Collection[str]) -> Iterator[list[IngestJob]]:
        """The jobs as they stand, again and again, each until it has ended; one whose document is removed is missing.

        Raises Unavailable where nothing goes on.
        """
        left = list(job_ids)
        while left:
            now = self.jobs.jobs(left)
            yield now
            waiting = [job for job in now if not job.has_ended]
            left = [job.id for job in waiting]
            if left and all(job.waits_for_house for job in waiting):
                raise Unavailable(f"{waiting[0].reason} {texts.STAYS}")
            if not self.somebody_works():
                raise Unavailable(texts.SERVER_GONE)
            time.sleep(LOOKS_EVERY)


@contextmanager
def open_access(settings: Settings) -> Iterator[Access]:
    """Raises DataFolderBusy where another command owns the folder, or what opening the corpus raises."""
    if server := running_server(settings.data_dir):
        with closing(open_catalogue(settings)) as catalogue:
            jobs, files = Jobs(catalogue), settings.data_dir / "files"
            yield Access(
                catalogue=catalogue,
                jobs=jobs,
                intake=open_intake(catalogue, FolderStore(files), LocksOfFolder(files), jobs, settings),
                remove=lambda document_id: server.delete(f"/documents/{document_id}"),
                somebody_works=lambda: owner_of(settings.data_dir) is not None,
            )
        return
    with open_corpus(settings) as corpus:
        ingest = open_ingest(corpus, settings)
        with ingest.worker.working():
            yield Access(corpus.catalogue, ingest.jobs, ingest.intake, corpus.remove, lambda: True)
