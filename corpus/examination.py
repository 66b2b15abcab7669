"""Looks for what the doctor would mend, beside whoever is using the corpus, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from corpus import full_text, records
from corpus.corpus import Corpus
from corpus.inspection import altered_rows, altered_vectors, current_passages, damaged_files, in_batches
from corpus.texts import administration as texts

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One kind of disagreement as a German phrase, how often it is there, and the command or the step that mends it."""

    text: str
    count: int
    remedy: str


def examine(corpus: Corpus, progress: Progress) -> tuple[Disagreement, ...]:
    """Compare catalogue, full text, vectors and stored files closely, as `mend` does -> what disagrees.

    `progress` is told the share done, 0 to 1, and may raise to end it. Publishing waits for a batch at most.
    """
    progress(0)
    with corpus.unchanging():
        with corpus.catalogue.reading() as connection:
            unfinished = len(records.unfinished(connection))
            wanted = current_passages(connection)
            rows = full_text.ids(connection)
        vectors = corpus.vectors.ids()
    parts = list(in_batches(wanted & rows & vectors))
    altered: list[tuple[set[int], set[int]]] = []
    for done, part in enumerate(parts):
        altered.append(_altered(corpus, part))
        progress(0.1 + 0.6 * (done + 1) / len(parts))
    with corpus.catalogue.reading() as connection:
        wrong = full_text.wrong_terms(connection)
    progress(0.8)
    damaged = [document.metadata.title for document in damaged_files(corpus)]
    orphans, lost = _files(corpus)
    progress(1)
    found = (
        Disagreement(texts.UNFINISHED_VERSIONS, unfinished, texts.DOCTOR),
        Disagreement(texts.ORPHAN_VECTORS, len(vectors - wanted), texts.DOCTOR),
        Disagreement(texts.MISSING_VECTORS, len(wanted - vectors), texts.DOCTOR),
        Disagreement(texts.ALTERED_VECTORS, sum(len(changed) for changed, _ in altered), texts.DOCTOR),
        Disagreement(texts.ORPHAN_ROWS, len(rows - wanted), texts.DOCTOR),
        Disagreement(texts.MISSING_ROWS, len(wanted - rows), texts.DOCTOR),
        Disagreement(texts.ALTERED_ROWS, sum(len(changed) for _, changed in altered), texts.DOCTOR),
        Disagreement(texts.WRONG_POSTINGS, wrong, texts.DOCTOR),
        Disagreement(texts.ORPHAN_FILES, orphans, texts.DOCTOR),
        Disagreement(texts.LOST_FILES.format(titles=", ".join(lost)), len(lost), texts.ADD_AGAIN),
        Disagreement(texts.DAMAGED_FILES.format(titles=", ".join(damaged)), len(damaged), texts.ADD_AGAIN),
    )
    return tuple(disagreement for disagreement in found if disagreement.count)


def _altered(corpus: Corpus, part: Sequence[int]) -> tuple[set[int], set[int]]:
    """Those of the passages whose vector, and those whose terms are not right; what has been removed is left out."""
    with corpus.unchanging():
        current: Collection[int] = corpus.catalogue.current_passages(part).keys()
        return altered_vectors(corpus, current), altered_rows(corpus, current)


def _files(corpus: Corpus) -> tuple[int, list[str]]:
    """How many files belong to nobody, and the titles of the documents whose file is lost."""
    with corpus.locks.settled():
        stored, known = set(corpus.files.names()), corpus.catalogue.known_files()
    lost = [d.metadata.title for d in corpus.documents() if d.current.sha256 in known - stored]
    return len(stored - known), lost
