"""A house's own embeddings from the first document to the answer, with the real OpenAI client and a real Chroma."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.models import Question, Status
from assistant.wiring import House, open_house
from corpus.context import passage_context
from corpus.corpus import Corpus
from corpus.doctor import rebuild
from corpus.errors import EmbeddingsUnavailable, IndexOutdated, Unavailable
from corpus.models import Block, BlockKind, Filters, Metadata, NewVersion, Page, Passage
from corpus.opening import open_corpus, open_unchecked
from corpus.settings import Settings
from ingest.ingest import reader
from ingest.models import Outcome
from ingest.reindexing import reindex
from tests.servers.openai_embeddings import KEY, EmbeddingsService, embeddings_service

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "corpus" / "examples" / "documents" / name
    for name in ("hitzeaktionsplan-ottersfurt.pdf", "buergerbudget-amselwitz.docx")
]
QUESTION = "Was kostet ein öffentlicher Trinkbrunnen mit Anschluss?"
OPENAI = "langchain_openai:OpenAIEmbeddings"


@pytest.fixture
def service() -> Iterator[EmbeddingsService]:
    with embeddings_service() as service:
        yield service


@pytest.fixture
def built_in(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def other(built_in: Settings, service: EmbeddingsService) -> Settings:
    options = {"embeddings": OPENAI, "embeddings_options": service.options()}
    return Settings.model_validate({"data_dir": built_in.data_dir, **options})


def take_in(house: House) -> None:
    for path in DOCUMENTS:
        assert house.ingest.add(path, source=str(path), file_name=path.name).outcome is Outcome.ADDED


def found_by_its_own_words(house: House) -> bool:
    """Whether the vector of a passage's text leads back to that passage."""
    stored = house.corpus.passages(house.corpus.documents()[0].id)[2]
    vector = house.corpus.embeddings.embed_query(passage_context(stored.name, stored.passage))
    (hit,) = house.corpus.hits(house.corpus.nearest(vector, 1, Filters()))
    return hit.passage.id == stored.id


def works(house: House, dimensions: int) -> None:
    """Asking and searching work, and every vector has so many numbers."""
    answer = house.assistant.ask(Question(QUESTION))
    assert answer.status is not Status.NO_EVIDENCE
    assert any("13.800 Euro" in sentence.text for sentence in answer.sentences)
    assert house.assistant.search("Trinkbrunnen Kosten").hits
    assert found_by_its_own_words(house)
    ids = house.corpus.vectors.ids()
    assert ids
    assert {len(vector) for vector in house.corpus.catalogue.vectors(ids).values()} == {4 * dimensions}


def test_changing_the_embeddings_and_back_asks_for_another_index_and_then_works(
    built_in: Settings, other: Settings, service: EmbeddingsService
) -> None:
    with open_house(other) as house:
        take_in(house)
        works(house, service.dimensions)
    for settings, dimensions in ((built_in, 384), (other, service.dimensions)):
        with pytest.raises(IndexOutdated, match="python -m corpus reindex"), open_house(settings):
            pass
        with open_unchecked(settings) as corpus:
            assert last_of(reindex(corpus, reader(settings))) == len(corpus.documents())
        with open_house(settings) as house:
            works(house, dimensions)


def test_a_service_that_is_down_is_said_so_and_leaves_nothing_behind(
    other: Settings, service: EmbeddingsService
) -> None:
    with open_house(other) as house:
        take_in(house)
        service.mode = "error"
        with pytest.raises(EmbeddingsUnavailable, match="Bedeutung"):
            house.corpus.embed([QUESTION])
        path = ROOT / "corpus" / "examples" / "documents" / "waermeplanung-zierlatal.pdf"
        with pytest.raises(Unavailable, match="Bedeutung"):
            house.ingest.add(path, source="later", file_name=path.name)
        assert len(house.corpus.documents()) == 2
        service.mode = "ok"
        assert house.ingest.add(path, source="later", file_name=path.name).outcome is Outcome.ADDED


def test_a_corpus_opens_and_its_index_is_restored_while_the_service_is_down(
    other: Settings, service: EmbeddingsService
) -> None:
    with open_house(other) as house:
        take_in(house)
    service.mode = "error"
    with open_unchecked(other) as corpus:
        assert rebuild(corpus)
    with open_corpus(other) as corpus:
        query = corpus.word_query(QUESTION, corpus.question_terms(QUESTION))
        assert len(corpus.matching(query, 5, Filters())) == 5
    service.mode = "ok"
    with open_house(other) as house:
        works(house, service.dimensions)


def last_of(told: Iterator[int]) -> int:
    return deque(told, maxlen=1).pop()


def publish_many(corpus: Corpus, folder: Path, sentences: list[str]) -> None:
    """A document with a passage a sentence."""
    file = folder / "many.txt"
    file.write_text("\n".join(sentences))
    corpus.publish(
        NewVersion(
            source="many",
            file_name=file.name,
            media_type="text/plain",
            sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
            metadata=Metadata(title="Protokoll"),
            pages=(Page(1, file.read_text(), (Block(BlockKind.PARAGRAPH, 0, file.stat().st_size),)),),
            passages=tuple(Passage(n, 1, 0, len(sentence), sentence) for n, sentence in enumerate(sentences)),
            vectors=tuple(corpus.embed(sentences)),
        ),
        file,
    )


def test_a_reindex_killed_in_the_middle_leaves_the_old_index_as_it_was(
    other: Settings, service: EmbeddingsService, tmp_path: Path
) -> None:
    fake = {"embeddings": "langchain_core.embeddings:DeterministicFakeEmbedding", "embeddings_options": '{"size": 48}'}
    first = Settings.model_validate({"data_dir": other.data_dir, **fake})
    last = "Der Stillstand der Mühle dauerte drei Tage."
    with open_corpus(first) as corpus:
        publish_many(corpus, tmp_path, [*(f"Beschluss {number} wurde vertagt." for number in range(500)), last])
        ids = corpus.vectors.ids()
        before = corpus.catalogue.vectors(ids)

    service.hangs_at = "Stillstand"
    environment = os.environ | {
        "TRANSFERLOTSE_DATA_DIR": str(other.data_dir),
        "TRANSFERLOTSE_EMBEDDINGS": OPENAI,
        "TRANSFERLOTSE_EMBEDDINGS_OPTIONS": service.options(timeout=60),
    }
    child = subprocess.Popen([sys.executable, "-m", "corpus", "reindex"], cwd=ROOT, env=environment)
    try:
        assert service.hanging.wait(60)
    finally:
        child.kill()
        assert child.wait(20) == -signal.SIGKILL
    service.hangs_at = None
    with pytest.raises(IndexOutdated, match="python -m corpus reindex"), open_corpus(other):
        pass
    with open_corpus(first) as corpus:
        assert corpus.vectors.ids() == ids
        assert corpus.catalogue.vectors(ids) == before
        (hit,) = corpus.hits(corpus.nearest(corpus.embeddings.embed_query(last), 1, Filters()))
        assert hit.passage.passage.text

    with open_unchecked(other) as corpus:
        assert last_of(reindex(corpus, reader(other))) == 1
    with open_house(other) as house:
        assert last in house.assistant.search("Wie lange dauerte der Stillstand?").hits[0].passage.passage.text


def test_a_model_exchanged_behind_its_name_asks_for_another_index(other: Settings, service: EmbeddingsService) -> None:
    with open_house(other) as house:
        take_in(house)
    service.dimensions = 64
    with pytest.raises(IndexOutdated, match="reindex"), open_house(other):
        pass
    with open_unchecked(other) as corpus:
        last_of(reindex(corpus, reader(other)))
    with open_house(other) as house:
        works(house, 64)


def test_the_commands_say_it_in_a_sentence_and_without_the_key(other: Settings, service: EmbeddingsService) -> None:
    environment = os.environ | {
        "TRANSFERLOTSE_DATA_DIR": str(other.data_dir),
        "TRANSFERLOTSE_EMBEDDINGS": OPENAI,
        "TRANSFERLOTSE_EMBEDDINGS_OPTIONS": service.options(),
        "TRANSFERLOTSE_LOG_LEVEL": "debug",
    }

    def run(*words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *words]
        return subprocess.run(
            command, cwd=ROOT, env=environment | changed, capture_output=True, text=True, check=False, timeout=120
        )

    assert run("ingest", "add", str(DOCUMENTS[0])).returncode == 0
    switched = run("assistant", "search", "Trinkbrunnen", TRANSFERLOTSE_EMBEDDINGS="e5")
    assert switched.returncode == 1
    assert "python -m corpus reindex" in switched.stderr
    service.mode = "error"
    refused = run("ingest", "add", str(DOCUMENTS[1]), "--json")
    misspelt = run("assistant", "ask", QUESTION, TRANSFERLOTSE_EMBEDDINGS_OPTIONS=json.dumps({"schlüssel": KEY}))
    assert [ended.returncode for ended in (refused, misspelt)] == [1, 1]
    assert "InternalServerError 500" in refused.stderr
    assert "„schlüssel“" in misspelt.stderr
    for ended in (switched, refused, misspelt):
        assert "Traceback" not in ended.stderr
        assert KEY not in ended.stdout + ended.stderr
