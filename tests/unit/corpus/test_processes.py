from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr
from sqlalchemy import update
from sqlalchemy.engine import make_url
from typer.testing import CliRunner

from corpus import stores
from corpus.__main__ import app
from corpus.catalogue import Catalogue
from corpus.errors import DataFolderBusy, DoesNotFit
from corpus.files.folder import FolderStore
from corpus.moving import move
from corpus.opening import open_corpus, open_unchecked
from corpus.postgresql import identity
from corpus.processes import GONE_AFTER, MOST_SKEW, Kind, _check_clock, living, refuse_beside_others, taking_part
from corpus.recipe import set_live_collection
from corpus.records import forget_fact
from corpus.running_server import refuse_beside_server
from corpus.schema import processes
from corpus.settings import Settings
from corpus.stores import FILES, open_catalogue
from corpus.vectors import Vectors, connect_vectors
from scripts.scale.child import Child
from tests.faults.small_corpus import EMBEDDINGS
from tests.scaled import as_environment, fresh_database

SAME = "a Chroma"


@pytest.fixture
def shared(tmp_path: Path, postgresql_server: Child, chroma_server: Child) -> Iterator[Settings]:
    with fresh_database(postgresql_server) as url:
        yield Settings.model_validate(
            {"data_dir": tmp_path / "data", "database_url": url, "chroma_url": chroma_server.url, **EMBEDDINGS}
        )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, postgresql_server: Child) -> Iterator[Catalogue]:
    with fresh_database(postgresql_server) as url:
        settings = Settings.model_validate(
            {"data_dir": tmp_path_factory.mktemp("data"), "database_url": url, "chroma_url": "http://127.0.0.1:1"}
        )
        with closing(open_catalogue(settings)) as catalogue:
            yield catalogue


@pytest.fixture
def catalogue(database: Catalogue) -> Catalogue:
    with database.writing() as connection:
        connection.execute(processes.delete())
    return database


@contextmanager
def copied_database(server: Child, settings: Settings) -> Iterator[Settings]:
    """The settings, but with a copy of their database, as pg_restore would make it."""
    assert settings.database_url
    original = Identifier(make_url(settings.database_url.get_secret_value()).database or "")
    with fresh_database(server) as url, psycopg.connect(server.url, autocommit=True) as connection:
        name = Identifier(make_url(url).database or "")
        connection.execute(SQL("DROP DATABASE {}").format(name))
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(name, original))
        yield settings.model_copy(update={"database_url": SecretStr(url)})


def same() -> str:
    return SAME


def silence(catalogue: Catalogue, process_id: str, by: timedelta = GONE_AFTER + timedelta(seconds=1)) -> None:
    """Let a process have been heard of so long ago."""
    with catalogue.writing() as connection:
        this = processes.c.id == process_id
        seen = connection.execute(processes.select().where(this)).one().seen_at
        connection.execute(update(processes).where(this).values(seen_at=seen - by))


def until(is_so: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.1)


def test_a_process_is_there_from_its_start_to_its_end(catalogue: Catalogue) -> None:
    with taking_part(catalogue, Kind.WEB, files="f", vectors=same) as web:
        with taking_part(catalogue, Kind.WORKER, files="f", vectors=same):
            assert [process.kind for process in living(catalogue)] == [Kind.WEB, Kind.WORKER]
        assert living(catalogue) == [web]
        assert abs(web.started_at - datetime.now(UTC).replace(tzinfo=None)) < timedelta(seconds=20)
    assert living(catalogue) == []


def test_whoever_is_silent_for_a_while_is_gone_and_who_speaks_again_is_back(catalogue: Catalogue) -> None:
    with taking_part(catalogue, Kind.WEB, files="f", vectors=same) as web:
        silence(catalogue, web.id)
        assert living(catalogue) == []
        until(lambda: living(catalogue) == [web], 8)
        with catalogue.writing() as connection:
            connection.execute(processes.delete())
        until(lambda: living(catalogue) == [web], 8)


def test_who_needs_the_house_alone_waits_for_nobody_and_lets_nobody_in(catalogue: Catalogue) -> None:
    with taking_part(catalogue, Kind.WEB, files="f", vectors=same) as web:
        with (
            pytest.raises(DataFolderBusy, match=rf"Dienst auf \S+ \(Prozess {web.pid}\)"),
            taking_part(catalogue, Kind.UPKEEP, files="f", vectors=same),
        ):
            pass
        with pytest.raises(DataFolderBusy):
            refuse_beside_others(catalogue)
        silence(catalogue, web.id)
        refuse_beside_others(catalogue)
    with taking_part(catalogue, Kind.UPKEEP, files="f", vectors=same):
        for kind in Kind:
            with (
                pytest.raises(DataFolderBusy),
                taking_part(catalogue, kind, files="f", vectors=same),
            ):
                pass


def test_two_deployments_on_one_database_are_told_apart_by_their_stores(catalogue: Catalogue) -> None:
    with taking_part(catalogue, Kind.WEB, files="f", vectors=same):
        for files, vectors, said in (("g", SAME, "Dateispeicher"), ("f", "another", "Vektorspeicher")):
            with (
                pytest.raises(DoesNotFit, match=said),
                taking_part(catalogue, Kind.WORKER, files=files, vectors=lambda vectors=vectors: vectors),
            ):
                pass
        assert len(living(catalogue)) == 1


def test_a_clock_that_is_far_from_the_databases_is_no_clock_to_serve_with() -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    _check_clock(now - MOST_SKEW + timedelta(seconds=5))
    for off, said in ((MOST_SKEW, "31 Sekunden nach"), (-MOST_SKEW, "31 Sekunden vor")):
        away = off + timedelta(seconds=1) * (1 if off > timedelta(0) else -1)
        with pytest.raises(DoesNotFit, match=said):
            _check_clock(now + away)


def test_another_program_version_beside_is_written_in_the_log(
    catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    with taking_part(catalogue, Kind.WEB, files="f", vectors=same) as web:
        with catalogue.writing() as connection:
            connection.execute(update(processes).where(processes.c.id == web.id).values(program="0.0.9"))
        with (
            caplog.at_level(logging.WARNING, "corpus.processes"),
            taking_part(catalogue, Kind.WORKER, files="f", vectors=same),
        ):
            assert "0.0.9" in caplog.text


def test_files_of_another_house_are_refused_and_stay(shared: Settings, postgresql_server: Child) -> None:
    with open_corpus(shared) as corpus:
        assert corpus.process_id
        stored = corpus.files.write([b"ein Dokument"])
        with pytest.raises(DataFolderBusy):
            refuse_beside_server(shared)
    refuse_beside_server(shared)
    with fresh_database(postgresql_server) as url:
        other = Settings.model_validate({**shared.model_dump(), "database_url": url})
        with pytest.raises(DoesNotFit, match="Dateispeicher"), open_corpus(other):
            pass
    assert FolderStore(shared.data_dir / "files").holds(stored)


def test_a_file_store_that_is_not_mounted_is_refused_until_it_is_there(shared: Settings) -> None:
    with open_corpus(shared) as corpus:
        stored = corpus.files.write([b"ein Dokument"])
        mark = corpus.files.mark()
    files, away = shared.data_dir / "files", shared.data_dir / "away"
    files.rename(away)
    for is_mount_point in (False, True):
        if is_mount_point:
            files.mkdir()
        with pytest.raises(DoesNotFit, match="eingehängt") as refusal, open_corpus(shared):
            pass
        assert not files.exists() or not list(files.iterdir())
    assert refusal.value.message.endswith(f": {mark}")
    shutil.copytree(away / stored[:2], files / stored[:2])
    (files / "house.txt").write_text(f"{refusal.value.message.rpartition(': ')[2]}\n")
    with open_unchecked(shared) as corpus:
        assert corpus.files.holds(stored)
        corpus.files.write([b"ein anderes"])


def test_a_file_store_of_another_house_is_taken_as_the_refusal_says(shared: Settings) -> None:
    mark_file = shared.data_dir / "files" / "house.txt"
    mark_file.parent.mkdir(parents=True)
    for found in ("haus 1", "haus 2"):
        mark_file.write_text(found)
        with pytest.raises(DoesNotFit, match="anderen Datenbank") as refusal, open_corpus(shared):
            pass
        mark_file.write_text(refusal.value.message.rpartition(": ")[2])
        with open_corpus(shared):
            pass


def test_an_older_house_takes_its_file_store_over(shared: Settings) -> None:
    with open_corpus(shared) as corpus, corpus.catalogue.writing() as connection:
        forget_fact(connection, FILES)
    with open_corpus(shared) as corpus:
        assert corpus.catalogue.fact(FILES) == corpus.files.mark()


def test_a_copied_database_is_no_house_beside_the_first_until_it_is_said_to_be_one(
    shared: Settings, postgresql_server: Child, tmp_path: Path
) -> None:
    with open_corpus(shared) as corpus:
        stored = corpus.files.write([b"ein Dokument"])
    with copied_database(postgresql_server, shared) as copy:
        with pytest.raises(DoesNotFit, match="python -m corpus adopt"), open_corpus(copy):
            pass
        assert FolderStore(shared.data_dir / "files").holds(stored)
        move(copy, Settings(data_dir=tmp_path / "probe"), lambda _step, _share: None)
        told = CliRunner().invoke(app, ["adopt"], env=as_environment(copy))
        assert told.exit_code == 0, told.output
        for settings in (copy, shared):
            with open_unchecked(settings) as corpus:
                assert corpus.files.holds(stored)


def test_a_data_folder_has_nothing_to_adopt(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["adopt", "--data", str(tmp_path)])
    assert told.exit_code == 1
    assert "nichts zu bestätigen" in told.output.replace("\n", " ")


def test_whoever_may_ask_postgresql_nothing_further_has_an_identity_too(database: Catalogue) -> None:
    with database.writing() as connection:
        known = identity(connection)
        connection.exec_driver_sql("CREATE ROLE ordinary")
        connection.exec_driver_sql("SET LOCAL ROLE ordinary")
        assert identity(connection) == known
        connection.exec_driver_sql("RESET ROLE")
        connection.exec_driver_sql("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC")
        connection.exec_driver_sql("SET LOCAL ROLE ordinary")
        assert identity(connection) == known.partition(" ")[2]
        connection.rollback()


def test_a_reindex_that_ends_while_somebody_starts_keeps_its_collection(
    shared: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_corpus(shared) as corpus:
        new = corpus.vectors.beside(f"{corpus.vectors.family}.new")
        known = (new.name, new.collection_id)

    def connected(*given: Any) -> Vectors:
        vectors = connect_vectors(*given)
        with closing(open_catalogue(shared)) as catalogue, catalogue.writing() as connection:
            set_live_collection(connection, new.name)
        return vectors

    monkeypatch.setattr(stores, "connect_vectors", connected)
    with open_corpus(shared) as corpus:
        assert (corpus.vectors.name, corpus.vectors.collection_id) == known
        until(lambda: living(corpus.catalogue)[0].vectors == new.collection_id, 8)


def test_of_an_embedded_house_nothing_is_noted(tmp_path: Path) -> None:
    with ExitStack() as stack:
        corpus = stack.enter_context(open_corpus(Settings.model_validate({"data_dir": tmp_path, **EMBEDDINGS})))
        assert (corpus.process_id, living(corpus.catalogue)) == (None, [])
