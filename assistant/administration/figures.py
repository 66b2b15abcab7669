"""The house in numbers, told also while a part of it does not answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from typing import TypeVar

from sqlalchemy import func, select

from corpus import full_text
from corpus.catalogue import Catalogue
from corpus.corpus import Corpus
from corpus.schema import documents, versions
from ingest.figures import JobFigures, job_figures

Told = TypeVar("Told")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known at one moment.

    `answers` says of 'catalogue' and 'vectors' whether each answers; of one that does not, its numbers are missing:
    `jobs` and `documents`, and in `index` the entries of 'passages', 'rows' or 'vectors'. `disk_free` are the bytes
    that are left for the data folder.
    """

    answers: Mapping[str, bool]
    documents: int | None
    index: Mapping[str, int]
    jobs: JobFigures | None
    disk_free: int

    @property
    def disagreements(self) -> int | None:
        """How many entries a part of the index has too few or too many; None where not all parts answer."""
        if not all(self.answers.values()):
            return None
        passages = self.index["passages"]
        return abs(passages - self.index["vectors"]) + abs(passages - self.index["rows"])


def figures(corpus: Corpus, data_dir: Path) -> Figures:
    """How the house is now."""
    known = _tried("catalogue", lambda: (_holdings(corpus.catalogue), job_figures(corpus.catalogue)))
    vectors = _tried("vectors", corpus.vectors.count)
    index = {} if vectors is None else {"vectors": vectors}
    there = None
    if known:
        there, passages, rows = known[0]
        index |= {"passages": passages, "rows": rows}
    answers = {"catalogue": known is not None, "vectors": vectors is not None and corpus.vectors.is_answering}
    return Figures(answers, there, index, known[1] if known else None, disk_usage(data_dir).free)


def _holdings(catalogue: Catalogue) -> tuple[int, int, int]:
    """Documents, passages of their current versions, full-text rows."""
    counts = func.count(), func.coalesce(func.sum(versions.c.passage_count), 0)
    current = select(*counts).join_from(documents, versions, versions.c.id == documents.c.current_version_id)
    with catalogue.reading() as connection:
        there, passages = connection.execute(current).one()
        return there, int(passages), full_text.size(connection)


def _tried(part: str, ask: Callable[[], Told]) -> Told | None:
    try:
        return ask()
    except Exception as error:  # whatever is broken, that it is must be told
        _log.warning("the %s do not answer: %s", part, type(error).__name__)
        return None
