"""One job's way into the corpus: check, read, split, embed, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from corpus.context import passage_context
from corpus.corpus import Corpus
from corpus.errors import RefusedFile, Superseded
from corpus.models import Document, NewVersion
from corpus.texts import house
from corpus.texts import ingest as texts
from ingest.ahead import two_ahead
from ingest.describing import Described, Propose, described, described_again
from ingest.models import IngestJob, Outcome, Result, Stage
from ingest.passages import split_passages
from ingest.quality import judged
from ingest.readers import Reading
from ingest.recipe import RECIPE, recipe_of
from ingest.recognition import PageDone
from ingest.sidecar import sidecar_hash
from ingest.sniff import media_type_of
from ingest.sources import is_gone

Read = Callable[[Path, str, PageDone], Reading]
"""What the file of this media type holds, told page by page where that takes long; raises RefusedFile."""


class Told(Protocol):
    """Told how far a job is."""

    def __call__(self, stage: Stage, share: float, pages: int = 0) -> None:
        """The stage that goes on, the share of the whole job that is done, 0 to 1, the file's pages once counted."""


EMBEDDED_AT_ONCE = 16
# Shares of the progress bar: reading is quick, embedding is what takes time.
READ, EMBEDDED = 0.1, 0.95


class Pipeline:
    """Takes the files of jobs into the corpus; may be called from several threads, each with a job of its own."""

    def __init__(self, corpus: Corpus, read: Read, propose: Propose) -> None:
        self._corpus = corpus
        self._read = read
        self._propose = propose

    def run(self, job: IngestJob, told: Told) -> Result:
        """Take one file in, or find that it is known.

        Raises RefusedFile for a file that cannot be taken, Unavailable when the house cannot take any just now,
        Superseded where its document was changed meanwhile, and whatever `told` raises.
        """
        told(Stage.CHECKING, 0)
        known = self._corpus.catalogue.by_source(job.source)
        is_same = known is not None and known.current.sha256 == job.sha256
        if known and is_same and known.current.recipe == RECIPE:
            return self._same_file(job, known)
        twin = None if known else self._corpus.catalogue.by_content(job.sha256)
        if twin:
            return self._same_content(job, twin)
        # Before a file is read for minutes.
        self._corpus.vectors.expect_open()
        media_type, reading = self._reading(job, told)
        if known and is_same and reading.pages == self._corpus.catalogue.pages(known.current.id):
            self._corpus.set_recipe(known, recipe_of(reading))
            return self._same_file(job, known)
        new = self._version(job, media_type, reading, known, told)

        def check() -> None:
            told(Stage.PUBLISHING, EMBEDDED)
            if self._corpus.catalogue.by_source(job.source) != known:
                raise Superseded(house.SUPERSEDED)

        document = self._corpus.publish(new, self._corpus.files.local(job.sha256), check=check)
        return _result(Outcome.UPDATED if known else Outcome.ADDED, document)

    def _same_file(self, job: IngestJob, known: Document) -> Result:
        if job.sidecar is None or sidecar_hash(job.sidecar) == known.sidecar_sha256:
            meant = job.audience
            if meant is None or meant == known.audience:
                return _result(Outcome.UNCHANGED, known)
            return _result(Outcome.UPDATED, self._corpus.set_audience(known.id, meant))
        said = described_again(known, job.sidecar, job.file_name)
        if (meant := _audience(job, said)) is not None:
            # Before anything else of it changes: a document that is for fewer now must not be seen by more.
            self._corpus.set_audience(known.id, meant)
        document = self._corpus.describe(
            known.id, said.metadata, proposed=said.proposed, sidecar_sha256=sidecar_hash(job.sidecar)
        )
        return _result(Outcome.UPDATED, document)

    def _same_content(self, job: IngestJob, twin: Document) -> Result:
        if is_gone(twin.source) and Path(job.source).exists():
            document = self._corpus.move(twin.id, job.source)
            return _result(Outcome.UNCHANGED, document, texts.MOVED.format(before=twin.source))
        remark = texts.DUPLICATE.format(title=twin.metadata.title, source=twin.source)
        if job.audience is not None and job.audience != twin.audience:
            remark += texts.DUPLICATE_VISIBLE.format(audience=", ".join(twin.audience) or texts.EVERYBODY)
        return _result(Outcome.UNCHANGED, twin, remark)

    def _reading(self, job: IngestJob, told: Told) -> tuple[str, Reading]:
        """The media type of the file and what is in it."""
        told(Stage.READING, 0)
        with named(self._corpus.files.local(job.sha256), job.file_name) as path:
            media_type = media_type_of(path)
            reading = self._read(path, media_type, lambda done, of: told(Stage.READING, READ * done / of))
        return media_type, judged(reading, self._corpus.analyser.compounds)

    def _version(
        self, job: IngestJob, media_type: str, reading: Reading, known: Document | None, told: Told
    ) -> NewVersion:
        told(Stage.SPLITTING, READ, len(reading.pages))
        said = described(reading, job.file_name, job.sidecar, known, self._propose)
        passages = split_passages(reading.pages, self._corpus.embeddings.count_tokens)
        told(Stage.EMBEDDING, READ)
        if not passages:
            raise RefusedFile(texts.NO_TEXT.format(name=job.file_name))
        contexts = [passage_context(said.metadata.name, passage) for passage in passages]
        vectors: list[bytes] = []
        batches = (contexts[start : start + EMBEDDED_AT_ONCE] for start in range(0, len(contexts), EMBEDDED_AT_ONCE))
        for made in two_ahead(self._corpus.embed, batches):
            vectors += made
            told(Stage.EMBEDDING, READ + (EMBEDDED - READ) * len(vectors) / len(contexts))
        return NewVersion(
            source=job.source,
            file_name=job.file_name,
            media_type=media_type,
            sha256=job.sha256,
            metadata=said.metadata,
            pages=reading.pages,
            passages=passages,
            vectors=tuple(vectors),
            remarks=reading.remarks,
            proposed=said.proposed,
            sidecar_sha256=_sidecar_of(job, known),
            recipe=recipe_of(reading),
            audience=_audience(job, said),
        )


@contextmanager
def named(stored: Path, name: str) -> Iterator[Path]:
    """A path to the stored file under the name that people know: its ending says something, and reasons name it."""
    with TemporaryDirectory(prefix="transferlotse-") as folder:
        path = Path(folder) / name
        path.symlink_to(stored.absolute())
        yield path


def _sidecar_of(job: IngestJob, known: Document | None) -> str | None:
    """The hash of the sidecar that the metadata come from: a file handed over without one keeps the last."""
    if job.sidecar is not None:
        return sidecar_hash(job.sidecar)
    return known.sidecar_sha256 if known else None


def _audience(job: IngestJob, said: Described) -> tuple[str, ...] | None:
    """What was said with the file itself comes before its sidecar; None where nothing was."""
    return said.audience if job.audience is None else job.audience


def _result(outcome: Outcome, document: Document, *remarks: str) -> Result:
    current = document.current
    return Result(
        outcome=outcome,
        document_id=document.id,
        pages=current.pages,
        passages=current.passages,
        remarks=(*current.remarks, *remarks),
    )
