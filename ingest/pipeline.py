"""One file's way into the corpus: read, split, embed, publish; the same bytes again are 'unchanged'."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from corpus.context import passage_context
from corpus.corpus import Corpus
from corpus.errors import RefusedFile, TransferlotseError, Unavailable
from corpus.models import Document, NewVersion
from corpus.texts import ingest as texts
from ingest.child import read_in_child
from ingest.metadata import metadata_for
from ingest.models import FileReport, Outcome
from ingest.passages import split_passages
from ingest.sniff import media_type_of

Progress = Callable[[float], None]

EMBEDDED_AT_ONCE = 16
# Shares of the progress bar: reading is quick, embedding is what takes time.
READ, EMBEDDED = 0.1, 0.95


class Ingest:
    """Takes files into the corpus, one after the other; may be called from several threads."""

    def __init__(
        self, corpus: Corpus, *, timeout_seconds: float, memory_mb: int, ocr_seconds_per_page: float | None
    ) -> None:
        self._corpus = corpus
        self._timeout_seconds = timeout_seconds
        self._memory_mb = memory_mb
        self._ocr_seconds_per_page = ocr_seconds_per_page
        self._one_at_a_time = Lock()

    def add(self, path: Path, *, source: str, file_name: str, progress: Progress = lambda _share: None) -> FileReport:
        """Take one file in; a file that cannot be taken is reported as refused, with the reason.

        `source` is where the file came from: the same source again with other bytes is a new version of its
        document. `progress` is told the share done, 0 to 1. Raises Unavailable when the house cannot take any file
        just now, such as EmbeddingsUnavailable: that says nothing against this one.
        """
        started = time.monotonic()

        def report(outcome: Outcome, document: Document | None = None, reason: str | None = None) -> FileReport:
            return FileReport(
                path=source,
                outcome=outcome,
                reason=reason,
                document_id=document.id if document else None,
                pages=document.current.pages if document else 0,
                passages=document.current.passages if document else 0,
                seconds=round(time.monotonic() - started, 3),
                remarks=document.current.remarks if document else (),
            )

        with self._one_at_a_time:
            try:
                sha256 = _sha256(path)
                known = self._corpus.catalogue.by_content(sha256)
                if known:
                    return report(Outcome.UNCHANGED, known)
                outcome = Outcome.UPDATED if self._corpus.catalogue.by_source(source) else Outcome.ADDED
                new = self._prepare(path, sha256, source, file_name, progress)
                document = self._corpus.publish(new, path)
            except Unavailable:
                raise
            except TransferlotseError as error:
                return report(Outcome.REFUSED, reason=error.message)
            except OSError as error:
                reason = texts.UNREADABLE.format(name=file_name, reason=error.strerror)
                return report(Outcome.REFUSED, reason=reason)
        progress(1)
        return report(outcome, document)

    def _prepare(self, path: Path, sha256: str, source: str, file_name: str, progress: Progress) -> NewVersion:
        media_type = media_type_of(path)
        reading = read_in_child(
            path,
            media_type,
            timeout_seconds=self._timeout_seconds,
            memory_mb=self._memory_mb,
            ocr_seconds_per_page=self._ocr_seconds_per_page,
            page_done=lambda done, of: progress(READ * done / of),
        )
        progress(READ)
        metadata = metadata_for(path, file_name, reading)
        passages = split_passages(reading.pages, self._corpus.embeddings.count_tokens)
        if not passages:
            raise RefusedFile(texts.NO_TEXT.format(name=file_name))
        contexts = [passage_context(metadata.title, passage) for passage in passages]
        vectors: list[bytes] = []
        for start in range(0, len(contexts), EMBEDDED_AT_ONCE):
            vectors += self._corpus.embed(contexts[start : start + EMBEDDED_AT_ONCE])
            progress(READ + (EMBEDDED - READ) * len(vectors) / len(contexts))
        return NewVersion(
            source=source,
            file_name=file_name,
            media_type=media_type,
            sha256=sha256,
            metadata=metadata,
            pages=reading.pages,
            passages=passages,
            vectors=tuple(vectors),
            remarks=reading.remarks,
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
