"""Chroma down, slow, lying, without its data: searching by words goes on, and by meaning comes back by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.retrieval.retriever import Retriever
from corpus.chroma import ChromaServer
from corpus.corpus import Corpus
from corpus.doctor import mend
from corpus.errors import VectorsRefused, VectorsUnavailable
from corpus.models import Filters
from corpus.opening import open_corpus
from corpus.refilling import FEW
from corpus.settings import Settings
from corpus.texts import answers as texts
from corpus.texts import house
from ingest.ingest import open_ingest
from ingest.models import JobState
from scripts.scale.child import Child
from tests.conftest import any_free_port, serving
from tests.faults.small_corpus import EMBEDDINGS, ROOT, publish, small_settings
from tests.scaled import as_environment, fresh_database
from tests.servers.between import Way, way_to
from tests.servers.chroma import chroma_server

BACK_WITHIN = 30.0  # seconds, as promised
AT_ONCE = 1.0
PATIENCE = 4.0  # seconds that one answer waits for a silent Chroma, at the very most
MANY = FEW + 100


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Child]:
    """A Chroma of the test's own, which it may kill."""
    with chroma_server(tmp_path) as server:
        yield server


@pytest.fixture
def way(server: Child) -> Iterator[Way]:
    with way_to(server.url) as way:
        yield way


@pytest.fixture
def settings_for(tmp_path: Path, postgresql_server: Child) -> Iterator[Callable[[str], Settings]]:
    """The settings of a house whose Chroma has this address."""
    with fresh_database(postgresql_server) as database:

        def settings(chroma_url: str) -> Settings:
            stores = {"data_dir": tmp_path / "data", "database_url": database, "chroma_url": chroma_url}
            return Settings.model_validate(stores | EMBEDDINGS)

        yield settings


def filled(corpus: Corpus, folder: Path, *, many: int = 2) -> None:
    sentences = [f"Starkregen und Brunnen an Stelle {number}." for number in range(many)]
    publish(corpus, folder, "regen", *sentences)


def is_by_meaning(corpus: Corpus) -> bool:
    """Whether a question is answered by meaning too; by words it always is, with a note."""
    found = Retriever(corpus).retrieve("Starkregen", Filters())
    assert found.ranked
    assert found.notes in ((), (texts.BY_WORDS_ALONE,))
    return not found.notes


def seconds_until_back(corpus: Corpus) -> float:
    begun = time.monotonic()
    while not is_by_meaning(corpus):
        assert time.monotonic() - begun < BACK_WITHIN, "nothing is found by meaning"
        time.sleep(0.1)
    return time.monotonic() - begun


def records_agree(corpus: Corpus) -> bool:
    """Whether nothing is wrong but a file without a job, which was handed in without one."""
    return {finding.text for finding in mend(corpus, closely=True)} <= {house.ORPHAN_FILES}


def seconds_of(act: Callable[[], object]) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


def lose_everything(server: Child, folder: Path) -> None:
    server.kill()
    (folder / "chroma").rename(folder / "lost")
    server.start()


def test_a_house_opens_while_chroma_is_down_and_finds_it_later(
    settings_for: Callable[[str], Settings], server: Child, tmp_path: Path
) -> None:
    with open_corpus(settings_for(server.url)) as corpus:
        filled(corpus, tmp_path)
        assert is_by_meaning(corpus)
    server.kill()
    with open_corpus(settings_for(server.url)) as corpus:
        assert not is_by_meaning(corpus)
        server.start()
        seconds_until_back(corpus)
        assert mend(corpus, closely=True) == ()


@pytest.mark.long
def test_a_killed_chroma_costs_nobody_time_and_is_back_with_its_data(
    settings_for: Callable[[str], Settings], server: Child, tmp_path: Path
) -> None:
    with open_corpus(settings_for(server.url)) as corpus:
        filled(corpus, tmp_path)
        server.kill()
        assert seconds_of(lambda: is_by_meaning(corpus)) < PATIENCE
        assert not is_by_meaning(corpus)
        assert not corpus.vectors.is_answering
        server.start()
        seconds_until_back(corpus)
        assert corpus.vectors.is_answering


def test_a_chroma_that_lost_its_data_is_filled_from_the_catalogue(
    settings_for: Callable[[str], Settings], server: Child, tmp_path: Path
) -> None:
    with open_corpus(settings_for(server.url)) as corpus:
        filled(corpus, tmp_path, many=MANY)
        ids = corpus.vectors.ids()
        lose_everything(server, tmp_path)
        assert not is_by_meaning(corpus)
        seconds_until_back(corpus)
        assert corpus.vectors.ids() == ids
        assert mend(corpus, closely=True) == ()


@pytest.mark.parametrize("loss", ["collection", pytest.param("vectors", marks=pytest.mark.long)])
def test_what_somebody_deleted_at_chroma_is_put_back(
    settings_for: Callable[[str], Settings], server: Child, tmp_path: Path, loss: str
) -> None:
    with open_corpus(settings_for(server.url)) as corpus:
        filled(corpus, tmp_path, many=MANY)
        ids = corpus.vectors.ids()
        chroma = ChromaServer(server.url, {})
        other = chroma.client(patient=True)
        if loss == "collection":
            other.delete_collection(corpus.vectors.name)
        else:
            other.get_collection(corpus.vectors.name, embedding_function=None).delete(ids=[str(id) for id in ids])
        chroma.close()
        deadline = time.monotonic() + BACK_WITHIN
        while not (is_by_meaning(corpus) and corpus.vectors.count() == MANY):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert corpus.vectors.ids() == ids


def test_a_chroma_that_takes_half_a_minute_delays_one_answer_a_little(
    settings_for: Callable[[str], Settings], way: Way, tmp_path: Path
) -> None:
    with open_corpus(settings_for(way.url)) as corpus:
        filled(corpus, tmp_path)
        way.seconds = 30
        assert seconds_of(lambda: is_by_meaning(corpus)) < PATIENCE
        for _ in range(3):
            assert seconds_of(lambda: is_by_meaning(corpus)) < AT_ONCE
        way.seconds = 0
        seconds_until_back(corpus)


@pytest.mark.long
def test_a_chroma_that_answers_nonsense_is_not_believed(
    settings_for: Callable[[str], Settings], way: Way, tmp_path: Path
) -> None:
    with open_corpus(settings_for(way.url)) as corpus:
        filled(corpus, tmp_path)
        way.lies = True
        assert not is_by_meaning(corpus)
        time.sleep(4)
        assert not is_by_meaning(corpus)
        way.lies = False
        seconds_until_back(corpus)
        assert mend(corpus, closely=True) == ()


def test_nothing_is_published_half_while_chroma_is_down_and_what_is_removed_is_gone_at_once(
    settings_for: Callable[[str], Settings], server: Child, tmp_path: Path
) -> None:
    with open_corpus(settings_for(server.url)) as corpus:
        filled(corpus, tmp_path)
        removed = publish(corpus, tmp_path, "hitze", "Hitze im Sommer.")
        server.kill()
        with pytest.raises(VectorsUnavailable, match="Chroma"):
            publish(corpus, tmp_path, "neu", "Ein neues Starkregenkonzept.")
        with pytest.raises(VectorsUnavailable, match="Chroma"):
            publish(corpus, tmp_path, "regen", "Nichts mehr.")
        assert seconds_of(lambda: corpus.remove(removed.id)) < PATIENCE
        assert [document.source for document in corpus.documents()] == ["regen"]
        server.start()
        seconds_until_back(corpus)
        publish(corpus, tmp_path, "neu", "Ein neues Starkregenkonzept.")
        deadline = time.monotonic() + BACK_WITHIN
        wanted = {stored.id for document in corpus.documents() for stored in corpus.passages(document.id)}
        while corpus.vectors.ids() != wanted:
            assert time.monotonic() < deadline, "a removed passage has a vector still"
            time.sleep(0.2)
        assert records_agree(corpus)


@pytest.mark.long
def test_a_file_waits_for_chroma_and_comes_in_by_itself(
    settings_for: Callable[[str], Settings], server: Child, tmp_path: Path
) -> None:
    settings = settings_for(server.url)
    file = tmp_path / "neu.md"
    file.write_text("# Bericht\n\nDie Stadt hat ein Konzept gegen Starkregen beschlossen, und der Rat stimmte zu.")
    with open_corpus(settings) as corpus:
        filled(corpus, tmp_path)
        server.kill()
        assert not is_by_meaning(corpus)
        ingest = open_ingest(corpus, settings)
        job = ingest.intake.receive(file, source="neu", file_name=file.name)
        with ingest.worker.working():
            deadline = time.monotonic() + BACK_WITHIN
            while not (now := ingest.jobs.job(job.id)).waits_for_house:
                assert time.monotonic() < deadline
                time.sleep(0.05)
            assert "Vektorspeicher" in (now.reason or "")
            server.start()
            while not (now := ingest.jobs.job(job.id)).has_ended:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        assert now.state is JobState.DONE, now.reason
        assert now.document_id in {document.id for document in corpus.documents()}


WATCHING = """
import sys, time
from corpus.opening import open_corpus
from corpus.settings import Settings
with open_corpus(Settings()) as corpus:
    print("open", flush=True)
    sys.stdin.readline()
    deadline = time.monotonic() + 30
    while corpus.vectors.is_answering:
        try:
            corpus.vectors.count()
        except Exception as error:
            break
    while not corpus.vectors.is_answering and time.monotonic() < deadline:
        time.sleep(0.05)
    print(corpus.vectors.is_answering, corpus.vectors.count(), flush=True)
"""


@pytest.mark.long
def test_of_several_processes_all_find_by_meaning_again(
    settings_for: Callable[[str], Settings], server: Child, tmp_path: Path
) -> None:
    settings = settings_for(server.url).model_copy(update={"files_url": str(tmp_path / "files")})
    with open_corpus(settings) as corpus:
        filled(corpus, tmp_path, many=MANY)
        environment = os.environ | as_environment(settings) | {"TRANSFERLOTSE_DATA_DIR": str(tmp_path / "other")}
        command = [sys.executable, "-c", WATCHING]
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdin
            assert other.stdout
            assert other.stdout.readline() == "open\n"
            lose_everything(server, tmp_path)
            other.stdin.write("\n")
            other.stdin.flush()
            assert not is_by_meaning(corpus)
            seconds_until_back(corpus)
            assert other.stdout.readline() == f"True {MANY}\n"
        assert other.returncode == 0
        assert mend(corpus, closely=True) == ()


def test_whoever_is_not_let_in_by_chroma_is_told_at_the_start(
    settings_for: Callable[[str], Settings], server: Child
) -> None:
    for options in ('{"tenant": "fremd"}', '{"database": "fremd"}'):
        values = settings_for(server.url).model_dump() | {"chroma_options": options}
        with pytest.raises(VectorsRefused, match="Mandant"), open_corpus(Settings.model_validate(values)):
            pass


def test_a_house_opens_where_nobody_ever_answers(settings_for: Callable[[str], Settings]) -> None:
    with open_corpus(settings_for(f"http://127.0.0.1:{any_free_port()}")) as corpus:
        assert not corpus.vectors.is_answering


def damage_database(chroma: Path) -> None:
    with (chroma / "chroma.sqlite3").open("r+b") as file:
        file.write(os.urandom(8192))


def damage_graph(chroma: Path) -> None:
    (graph,) = chroma.glob("*/data_level0.bin")
    os.truncate(graph, 100)


def lose_graph(chroma: Path) -> None:
    for file in chroma.glob("*/*.bin"):
        file.unlink()


@pytest.mark.parametrize(
    "damage",
    [damage_database, *(pytest.param(damage, marks=pytest.mark.long) for damage in (damage_graph, lose_graph))],
)
def test_a_damaged_folder_is_filled_again_while_words_are_found(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    settings = small_settings(tmp_path / "data")
    with open_corpus(settings) as corpus:
        filled(corpus, tmp_path, many=1500)
        ids = corpus.vectors.ids()
    damage(tmp_path / "data" / "vectors")
    with open_corpus(settings) as corpus:
        assert not is_by_meaning(corpus)
        seconds_until_back(corpus)
        assert corpus.vectors.ids() == ids
        assert mend(corpus, closely=True) == ()


def test_a_folder_damaged_under_an_open_house_is_made_anew(tmp_path: Path) -> None:
    with open_corpus(small_settings(tmp_path / "data")) as corpus:
        filled(corpus, tmp_path, many=MANY)
        assert is_by_meaning(corpus)
        damage_database(tmp_path / "data" / "vectors")
        assert not is_by_meaning(corpus)
        seconds_until_back(corpus)
        assert mend(corpus, closely=True) == ()


@pytest.mark.long
def test_a_house_closed_while_its_vectors_are_put_back_goes_on_at_its_next_start(tmp_path: Path) -> None:
    settings = small_settings(tmp_path / "data")
    with open_corpus(settings) as corpus:
        filled(corpus, tmp_path, many=MANY)
    damage_database(tmp_path / "data" / "vectors")
    with open_corpus(settings) as corpus:
        assert not corpus.vectors.is_answering
    with open_corpus(settings) as corpus:
        seconds_until_back(corpus)
        assert mend(corpus, closely=True) == ()


@pytest.mark.long
def test_a_server_with_a_damaged_folder_of_20000_passages_answers_at_once_by_words_and_later_by_meaning(
    tmp_path: Path,
) -> None:
    settings = small_settings(tmp_path / "data")
    with open_corpus(settings) as corpus:
        for number in range(20):
            sentences = [f"Starkregen und Brunnen {number} an Stelle {place}." for place in range(1000)]
            publish(corpus, tmp_path, f"regen-{number}", *sentences)
    damage_database(settings.data_dir / "vectors")
    with serving(settings.data_dir, examples=False, **EMBEDDINGS) as url:
        asked: dict[str, Any] = {"url": f"{url}/api/v1/search", "params": {"q": "Starkregen"}, "timeout": 60}
        found = httpx.get(**asked).json()
        assert found["results"]
        assert found["notes"] == [texts.BY_WORDS_ALONE]
        assert not httpx.get(f"{url}/readyz", timeout=30).json()["by_meaning"]
        deadline = time.monotonic() + 300
        while not httpx.get(f"{url}/readyz", timeout=30).json()["by_meaning"]:
            assert time.monotonic() < deadline
            time.sleep(0.5)
        assert not httpx.get(**asked).json()["notes"]
