"""The look at a corpus that is in use: it finds what the doctor would mend, and changes nothing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete, update

from corpus import full_text
from corpus.corpus import Corpus
from corpus.doctor import mend
from corpus.examination import examine
from corpus.opening import open_corpus
from corpus.schema import documents, passage_terms
from corpus.settings import Settings
from corpus.texts import administration as texts


@pytest.fixture
def corpus(house_data: Path, tmp_path: Path) -> Iterator[Corpus]:
    data = shutil.copytree(house_data, tmp_path / "data")
    with open_corpus(Settings(data_dir=data)) as corpus:
        yield corpus


def found(corpus: Corpus) -> dict[str, int]:
    return {disagreement.text: disagreement.count for disagreement in examine(corpus, lambda _: None)}


def test_a_sound_corpus_has_no_disagreement_and_progress_comes_to_its_end(corpus: Corpus) -> None:
    told: list[float] = []
    assert examine(corpus, told.append) == ()
    assert told[0] == 0
    assert told[-1] == 1
    assert told == sorted(told)


def test_every_disagreement_is_found_and_stays_for_the_doctor(corpus: Corpus) -> None:
    ids = sorted(corpus.vectors.ids())
    lost, damaged = corpus.documents()[:2]
    corpus.vectors.remove(ids[:2])
    some = np.zeros(384, np.float32)
    some[0] = 1
    corpus.vectors.put([10**9], "nirgends", [some.tobytes()])
    corpus.vectors.put([ids[3]], "nirgends", [some.tobytes()])
    with corpus.catalogue.writing() as connection:
        full_text.remove(connection, [ids[4]])
        connection.execute(update(passage_terms).where(passage_terms.c.rowid == ids[5]).values(body="falsch"))
    corpus.files.write([b"niemandes"])
    corpus.files.local(lost.current.sha256).unlink()
    corpus.files.local(damaged.current.sha256).write_bytes(b"anders")
    first = found(corpus)
    assert first.pop(texts.WRONG_POSTINGS) > 0
    assert first == {
        texts.ORPHAN_VECTORS: 1,
        texts.MISSING_VECTORS: 2,
        texts.ALTERED_VECTORS: 1,
        texts.MISSING_ROWS: 1,
        texts.ALTERED_ROWS: 1,
        texts.ORPHAN_FILES: 1,
        texts.LOST_FILES.format(titles=lost.metadata.title): 1,
        texts.DAMAGED_FILES.format(titles=damaged.metadata.title): 1,
    }
    assert found(corpus) | {texts.WRONG_POSTINGS: 0} == first | {texts.WRONG_POSTINGS: 0}
    mend(corpus, closely=True)
    assert set(found(corpus)) == {
        texts.LOST_FILES.format(titles=lost.metadata.title),
        texts.DAMAGED_FILES.format(titles=damaged.metadata.title),
    }


def test_an_unfinished_version_is_named(corpus: Corpus) -> None:
    with corpus.catalogue.writing() as connection:
        connection.execute(update(documents).values(current_version_id=None))
        connection.execute(delete(passage_terms))
    assert found(corpus)[texts.UNFINISHED_VERSIONS] == 8


def test_documents_that_go_meanwhile_are_no_disagreement(corpus: Corpus) -> None:
    gone = threading.Event()

    def remove_at_first_step(share: float) -> None:
        if share and not gone.is_set():
            corpus.remove(corpus.documents()[0].id)
            gone.set()

    left = {d.text for d in examine(corpus, remove_at_first_step)}
    assert gone.is_set()
    assert left == set()
