from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from corpus.__main__ import app
from corpus.archive import check_contents, open_archive, read_manifest
from corpus.backup import Backup, back_up
from corpus.doctor import mend
from corpus.errors import DataFolderBusy, DataFolderUnusable, RefusedFile, RefusedInput, Unavailable
from corpus.opening import open_corpus
from corpus.restore import Restored, restore
from corpus.schema import conversations, people
from tests.faults.small_corpus import ENVIRONMENT, ROOT, holding, publish, small_settings


def unseen(_step: str, _share: float) -> None:
    """Progress that nobody looks at."""


def saved(data: Path, target: Path) -> Backup:
    return back_up(data, target, unseen)


def restored(data: Path, backup: Path, *, replace: bool = False) -> Restored:
    return restore(small_settings(data), backup, replace=replace, progress=unseen)


def held(data: Path) -> dict[str, Any]:
    with open_corpus(small_settings(data)) as corpus:
        return holding(corpus)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, Any]]:
    """A data folder with two documents, one of them in two versions; its backup; and what it holds."""
    work = tmp_path_factory.mktemp("example")
    with open_corpus(small_settings(work / "data")) as corpus:
        publish(corpus, work, "a", "Starkregen in der ersten Fassung.")
        publish(corpus, work, "a", "Starkregen in der zweiten Fassung.", "Zwei Brunnen.")
        publish(corpus, work, "b", "Ein Brunnen " + "x" * 500)
        saved(work / "data", work / "backup.zip")
        return work / "data", work / "backup.zip", holding(corpus)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    work = tmp_path_factory.mktemp("prepared")
    with open_corpus(small_settings(work / "data")) as corpus:
        publish(corpus, work, "z", "Ein ganz anderer Brunnen.")
        found = holding(corpus)
    return work / "data", found


@pytest.fixture
def other(prepared: tuple[Path, dict[str, Any]], tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """Another data folder, and what it holds."""
    shutil.copytree(prepared[0], tmp_path / "other")
    return tmp_path / "other", prepared[1]


def stored(data: Path) -> dict[Path, bytes]:
    """Every file of a data folder but the one that says who owns it."""
    return {path: path.read_bytes() for path in data.rglob("*") if path.is_file() and path.name != "owner.lock"}


def test_what_comes_back_is_what_was_backed_up(example: tuple[Path, Path, dict[str, Any]], tmp_path: Path) -> None:
    done = restored(tmp_path / "data", example[1])
    assert done.remarks == ()
    said = done.manifest
    assert (said.documents, said.versions, said.passages, len(said.files)) == (2, 3, 4, 3)
    with open_corpus(small_settings(tmp_path / "data")) as corpus:
        assert holding(corpus) == example[2]
        assert mend(corpus) == ()


def test_only_the_owner_can_read_a_backup_and_nothing_else_is_left(example: tuple[Path, Path, dict[str, Any]]) -> None:
    assert example[1].stat().st_mode & 0o777 == 0o600
    assert not list(example[1].parent.glob("*.neu"))


def test_the_file_of_a_job_is_backed_up_as_well(tmp_path: Path) -> None:
    content = b"wartet noch"
    sha256 = hashlib.sha256(content).hexdigest()
    with open_corpus(small_settings(tmp_path / "data")) as corpus:
        (tmp_path / "job.txt").write_bytes(content)
        assert corpus.files.take(tmp_path / "job.txt") == sha256
        _insert_job(tmp_path / "data", sha256)
        assert set(saved(tmp_path / "data", tmp_path / "b.zip").manifest.files) == {sha256}


def _insert_job(data: Path, sha256: str) -> None:
    with closing(sqlite3.connect(data / "catalogue.db")) as connection, connection:
        columns = connection.execute("PRAGMA table_info(jobs)").fetchall()
        given = {"id": "j", "sha256": sha256, "file_name": "job.txt", "remarks": "[]"}
        names = [column[1] for column in columns if column[3] or column[1] in given]
        marks = ", ".join("?" for _ in names)
        values = [given.get(name, 0) for name in names]
        connection.execute(f"INSERT INTO jobs ({', '.join(names)}) VALUES ({marks})", values)


def test_a_document_removed_while_files_are_copied_is_in_no_backup(tmp_path: Path) -> None:
    with open_corpus(small_settings(tmp_path / "data")) as corpus:
        going = publish(corpus, tmp_path, "going", "Geht gleich.")
        publish(corpus, tmp_path, "staying", "Bleibt.")

        def remove_it(step: str, _share: float) -> None:
            if step == "Dateien" and len(corpus.documents()) == 2:
                corpus.remove(going.id)

        done = back_up(tmp_path / "data", tmp_path / "b.zip", remove_it)
        assert (done.manifest.documents, done.manifest.lost) == (1, {})
        expected = holding(corpus)
    restored(tmp_path / "again", tmp_path / "b.zip")
    assert held(tmp_path / "again") == expected


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"verdorben")], ids=["gone", "damaged"])
def test_a_lost_file_is_named_and_the_rest_is_backed_up(harm: Callable[[Path], Any], tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "b.zip"
    with open_corpus(small_settings(data)) as corpus:
        publish(corpus, tmp_path, "whole", "Ein Brunnen.")
        harm(corpus.file_path(publish(corpus, tmp_path, "lost", "Starkregen.").id))
    ended = CliRunner().invoke(app, ["backup", str(target), "--data", str(data)], env=ENVIRONMENT)
    assert ended.exit_code == 0
    assert "2 Dokumente" in ended.stdout
    assert "lost.txt" in ended.stderr
    done = restored(tmp_path / "again", target)
    assert list(done.manifest.lost.values()) == ["lost.txt"]
    assert "Bericht lost" in " ".join(done.remarks)


LATER = (
    *("rates", "processes"),
    *("telegram_files", "telegram_updates", "telegram_chats", "pairing_codes"),
    *("daily_counts", "acts", "api_tokens", "oidc_flows", "memberships", "audiences"),
    *("links", "sessions", "people", "gaps"),
)


def test_a_catalogue_of_an_earlier_schema_is_migrated(
    example: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(example[0], data)
    with closing(sqlite3.connect(data / "catalogue.db")) as connection, connection:
        for statement in (
            *(f"DROP TABLE {name}" for name in LATER),
            "DROP TABLE feedback",
            "DROP TABLE answers",
            "DROP TABLE conversations",
            "DROP TABLE jobs",
            "ALTER TABLE documents DROP COLUMN supersedes",
            "ALTER TABLE pages DROP COLUMN recognised",
            "ALTER TABLE pages DROP COLUMN quality",
            "ALTER TABLE versions DROP COLUMN recipe",
            "ALTER TABLE documents DROP COLUMN sidecar_sha256",
            "ALTER TABLE documents DROP COLUMN proposed",
            "UPDATE alembic_version SET version_num = '0002'",
        ):
            connection.execute(statement)
    assert saved(data, tmp_path / "b.zip").manifest.revision == "0002"
    restored(tmp_path / "again", tmp_path / "b.zip")
    assert held(tmp_path / "again") == example[2]


def test_other_embeddings_ask_for_another_index_but_the_restore_has_succeeded(
    example: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    chosen = small_settings(tmp_path / "data").model_copy(update={"embeddings": "e5", "embeddings_options": None})
    done = restore(chosen, example[1], replace=False, progress=unseen)
    assert "python -m corpus reindex" in done.remarks[0]
    assert held(tmp_path / "data") == example[2]


def test_a_folder_with_documents_is_replaced_only_when_asked_for(
    example: tuple[Path, Path, dict[str, Any]], other: tuple[Path, dict[str, Any]]
) -> None:
    data, before = other
    with pytest.raises(RefusedInput, match="--replace"):
        restored(data, example[1])
    assert held(data) == before
    (data / "cache" / "x").mkdir(parents=True)
    restored(data, example[1], replace=True)
    assert not (data / "cache").exists()
    assert held(data) == example[2]


def test_a_folder_that_was_opened_but_never_filled_counts_as_empty(
    example: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    assert held(tmp_path / "data")["documents"] == ()
    restored(tmp_path / "data", example[1])
    assert held(tmp_path / "data") == example[2]


def test_a_folder_with_nothing_but_a_conversation_is_not_empty(
    example: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    with open_corpus(small_settings(tmp_path / "data")) as corpus, corpus.catalogue.writing() as connection:
        now = datetime(2026, 1, 1)
        told = {"id": "c", "title": "Brunnen?", "searchable": "brunnen?", "created_at": now, "updated_at": now}
        connection.execute(conversations.insert().values(told))
    with pytest.raises(RefusedInput, match="--replace"):
        restored(tmp_path / "data", example[1])


def test_a_damaged_catalogue_and_damaged_files_are_replaced(
    example: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(example[0], data)
    (data / "catalogue.db").write_bytes(b"kein Katalog" * 1000)
    (data / "catalogue.db-wal").write_bytes(b"kein Protokoll")
    for file in (data / "files").glob("*/*"):
        file.write_bytes(b"verdorben")
    with pytest.raises(DataFolderUnusable, match="Sicherung"):
        saved(data, tmp_path / "b.zip")
    with pytest.raises(RefusedInput, match="--replace"):
        restored(data, example[1])
    restored(data, example[1], replace=True)
    assert held(data) == example[2]


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_house_in_a_database_is_not_taken_for_an_empty_folder(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSFERLOTSE_DATABASE_URL", "postgresql://lotse@127.0.0.1:1/lotse")
    monkeypatch.setenv("TRANSFERLOTSE_CHROMA_URL", "http://127.0.0.1:1")
    ended = CliRunner().invoke(app, [command, str(tmp_path / "b.zip"), "--data", str(tmp_path / "data")])
    assert ended.exit_code == 1
    assert "pg_dump" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_owner_of_the_folder_is_to_be_stopped_first(
    example: tuple[Path, Path, dict[str, Any]], other: tuple[Path, dict[str, Any]]
) -> None:
    data, before = other
    with open_corpus(small_settings(data), url="http://127.0.0.1:1"):
        with pytest.raises(DataFolderBusy, match=r"127\.0\.0\.1:1"):
            restored(data, example[1], replace=True)
        ended = CliRunner().invoke(app, ["restore", str(example[1]), "--data", str(data), "--replace"])
        assert ended.exit_code == 1
        assert "beenden Sie zuerst den laufenden Dienst" in ended.stderr
    assert held(data) == before


def test_a_command_that_is_reading_the_catalogue_is_waited_for(
    example: tuple[Path, Path, dict[str, Any]], other: tuple[Path, dict[str, Any]]
) -> None:
    reader = sqlite3.connect(other[0] / "catalogue.db", check_same_thread=False)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    done = threading.Timer(3, reader.close)
    done.start()
    restored(other[0], example[1], replace=True)
    assert done.finished.is_set()
    done.join()
    assert held(other[0]) == example[2]


def refused(data: Path, backup: Path) -> str:
    with pytest.raises(RefusedFile) as error:
        restored(data, backup, replace=True)
    return error.value.message


def test_no_flipped_bit_is_restored(example: tuple[Path, Path, dict[str, Any]], tmp_path: Path) -> None:
    whole = example[1].read_bytes()
    flipped = tmp_path / "flipped.zip"
    with open_archive(example[1]) as archive:
        manifest = read_manifest(archive)
        catalogue = archive.read("catalogue.db")
    noticed = 0
    positions = [*range(0, len(whole), len(whole) // 300), *range(len(whole) - 300, len(whole))]
    for position in positions:
        flipped.write_bytes(whole[:position] + bytes([whole[position] ^ 0x10]) + whole[position + 1 :])
        try:
            with open_archive(flipped) as archive:
                same = read_manifest(archive) == manifest
                check_contents(archive, manifest, unseen)
                assert same, position
                assert archive.read("catalogue.db") == catalogue, position
        except RefusedFile:
            noticed += 1
    # Of the last bytes, which are the table of contents, near half are these.
    assert noticed > 0.75 * len(positions), "all but dates and access rights of the entries"


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.99])
def test_a_truncated_backup_is_refused(
    share: float, example: tuple[Path, Path, dict[str, Any]], other: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    whole = example[1].read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(share * len(whole))])
    before = stored(other[0])
    assert "abgeschnitten" in refused(other[0], tmp_path / "cut.zip")
    assert stored(other[0]) == before


@contextmanager
def altered(backup: Path, target: Path) -> Iterator[tuple[dict[str, bytes], dict[str, Any]]]:
    """The entries and the manifest of a backup, to be changed; then they are written to `target`."""
    with ZipFile(backup) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries["manifest.json"])
    yield entries, manifest
    entries["manifest.json"] = json.dumps(manifest).encode()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


Entries, Said = dict[str, bytes], dict[str, Any]


def newer_format(_entries: Entries, said: Said) -> None:
    said["format"] = 2


def newer_schema(_entries: Entries, said: Said) -> None:
    said["revision"] = "9999"


def no_number(_entries: Entries, said: Said) -> None:
    said["documents"] = "viele"


def no_date(_entries: Entries, said: Said) -> None:
    said["created_at"] = "gestern"


def other_count(_entries: Entries, said: Said) -> None:
    said["passages"] += 1


def outward_name(entries: Entries, said: Said) -> None:
    entries["files/../../../boese"] = b"x"
    said["files"]["../../../boese"] = 1


def surplus(entries: Entries, _said: Said) -> None:
    entries["boese.txt"] = b"x"


def other_content(entries: Entries, _said: Said) -> None:
    name = next(name for name in entries if name.startswith("files/"))
    entries[name] = bytes(len(entries[name]))


def fewer_files(entries: Entries, said: Said) -> None:
    name = next(name for name in entries if name.startswith("files/"))
    del entries[name], said["files"][name.removeprefix("files/")]


def no_catalogue(entries: Entries, said: Said) -> None:
    entries["catalogue.db"] = b"kein Katalog" * 100
    said["catalogue_size"] = len(entries["catalogue.db"])


def bomb(entries: Entries, said: Said) -> None:
    entries["catalogue.db"] = bytes(200_000_000)
    said["catalogue_size"] = len(entries["catalogue.db"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (newer_format, "mit einer neueren Fassung erstellt"),
        (newer_schema, "mit einer neueren Fassung erstellt"),
        (no_number, "keine Sicherung"),
        (no_date, "keine Sicherung"),
        (other_count, "etwas anderes"),
        (outward_name, "etwas anderes"),
        (surplus, "etwas anderes"),
        (other_content, "nicht der, der gesichert wurde"),
        (fewer_files, "fehlen darin"),
        (no_catalogue, "lässt sich nicht lesen"),
        (bomb, "unglaubwürdig groß"),
    ],
)
def test_an_archive_that_is_not_as_it_was_written_is_refused_and_nothing_is_touched(
    change: Callable[[Entries, Said], None],
    reason: str,
    example: tuple[Path, Path, dict[str, Any]],
    other: tuple[Path, dict[str, Any]],
    tmp_path: Path,
) -> None:
    with altered(example[1], tmp_path / "altered.zip") as (entries, said):
        change(entries, said)
    before = stored(tmp_path)
    assert reason in refused(other[0], tmp_path / "altered.zip")
    assert stored(tmp_path) == before


def test_a_newer_schema_inside_the_catalogue_is_refused_as_well(
    example: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(example[0], data)
    with closing(sqlite3.connect(data / "catalogue.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    saved(data, tmp_path / "b.zip")
    with altered(tmp_path / "b.zip", tmp_path / "c.zip") as (_, said):
        said["revision"] = "0003"
    assert "neueren Fassung" in refused(tmp_path / "again", tmp_path / "c.zip")


def test_files_that_are_no_backup_are_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "foreign.zip", "w") as archive:
        archive.writestr("word/document.xml", "x")
    (tmp_path / "text.zip").write_text("Kein Archiv.")
    assert "keine Sicherung" in refused(tmp_path / "data", tmp_path / "foreign.zip")
    assert "keine Sicherung" in refused(tmp_path / "data", tmp_path / "text.zip")
    assert "nicht vorhanden" in refused(tmp_path / "data", tmp_path / "none.zip")
    assert "Ordner" in refused(tmp_path / "data", tmp_path)


def test_a_target_that_cannot_be_used_is_refused_with_a_reason(
    example: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "Bericht.zip").write_text("Nicht überschreiben!")
    for target, reason in {
        example[0] / "b.zip": "im Datenordner selbst",
        example[0] / "files" / ".." / "b.zip": "im Datenordner selbst",
        tmp_path / "none" / "b.zip": "gibt es nicht",
        tmp_path / "Bericht.zip": "nicht überschrieben",
        tmp_path: "nicht überschrieben",
    }.items():
        with pytest.raises(RefusedInput, match=reason):
            saved(example[0], target)
    with pytest.raises(RefusedInput, match="--data"):
        saved(tmp_path / "nowhere", tmp_path / "b.zip")
    with pytest.raises(Unavailable, match="nicht geschrieben"):
        saved(example[0], Path("/proc/b.zip"))
    assert [path.name for path in tmp_path.iterdir()] == ["Bericht.zip"]


def limited(blocks: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command that may not write files of more than so many blocks of 512 bytes."""
    script = f"ulimit -f {blocks}; exec {sys.executable} -m " + ' "$@"'
    return subprocess.run(
        ["sh", "-c", script, "sh", *words],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_backup_and_a_restore_that_find_no_room_say_so_and_change_nothing(
    other: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    with open_corpus(small_settings(tmp_path / "large")) as corpus:
        publish(corpus, tmp_path, "large", "Ein großer Anhang.", more=os.urandom(300_000))
    saved(tmp_path / "large", tmp_path / "b.zip")
    earlier = (tmp_path / "b.zip").read_bytes()
    words = "backup", str(tmp_path / "b.zip"), "--data", str(tmp_path / "large")
    ended = limited(400, "corpus", *words)
    assert ended.returncode == 1
    assert re.search(r"konnte nicht geschrieben werden \(.+\)", ended.stderr)
    assert "Traceback" not in ended.stderr
    assert (tmp_path / "b.zip").read_bytes() == earlier
    assert not list(tmp_path.glob("*.neu"))

    ended = limited(400, "corpus", "restore", str(tmp_path / "b.zip"), "--replace", "--data", str(other[0]))
    assert ended.returncode == 1
    assert re.search(r"konnte nicht eingespielt werden \(.+\)", ended.stderr)
    assert held(other[0]) == other[1]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs more rights")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_so_and_keeps_the_earlier_backup(
    small_disk: Path, other: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    saved(other[0], small_disk / "b.zip")
    earlier = (small_disk / "b.zip").read_bytes()
    with open_corpus(small_settings(tmp_path / "large")) as corpus:
        publish(corpus, tmp_path, "large", "Ein großer Anhang.", more=os.urandom(600_000))
    saved(tmp_path / "large", tmp_path / "large.zip")
    with pytest.raises(Unavailable, match="nicht geschrieben"):
        saved(tmp_path / "large", small_disk / "b.zip")
    assert (small_disk / "b.zip").read_bytes() == earlier
    assert [path.name for path in small_disk.iterdir()] == ["b.zip"]
    with pytest.raises(Unavailable, match="fehlt Platz"):
        restored(small_disk / "data", tmp_path / "large.zip")


def test_the_commands_print_one_json_document(example: tuple[Path, Path, dict[str, Any]], tmp_path: Path) -> None:
    def run(*words: str) -> Any:
        ended = CliRunner().invoke(app, [*words, "--json"], env=ENVIRONMENT)
        assert ended.exit_code == 0, ended.stderr
        return json.loads(ended.stdout)

    counts = {"documents": 2, "versions": 3, "passages": 4, "files": 3}
    backed_up = run("backup", str(tmp_path / "b.zip"), "--data", str(example[0]))
    assert backed_up.items() >= {**counts, "lost": {}, "size": (tmp_path / "b.zip").stat().st_size}.items()
    assert run("restore", str(tmp_path / "b.zip"), "--data", str(tmp_path / "d")).items() >= counts.items()


def test_a_backup_holds_nothing_that_lets_somebody_in_and_a_restored_one_neither(tmp_path: Path) -> None:
    secrets = {
        "sessions": "VALUES ('geheim-sitzung', 'p', '2026-01-01', '2026-01-01')",
        "links": "VALUES ('geheim-link', 'reset', 'p', '2036-01-01')",
        "oidc_flows": "VALUES ('geheim-weg', 'geheim-nonce', 'geheim-pruefer', '/', '2036-01-01')",
        "api_tokens": "VALUES ('t', 'geheim-token', 'p', 'Skript', 'read', '2026-01-01', '2036-01-01', NULL)",
    }
    with open_corpus(small_settings(tmp_path / "data")) as corpus, corpus.catalogue.writing() as connection:
        person = {"id": "p", "name": "Anna", "sign_in_name": "anna", "role": "reader", "disabled": False}
        connection.execute(insert(people).values(person | {"created_at": datetime(2026, 1, 1)}))
        for table, row in secrets.items():
            connection.exec_driver_sql(f"INSERT INTO {table} {row}")
    saved(tmp_path / "data", tmp_path / "b.zip")
    with ZipFile(tmp_path / "b.zip") as archive:
        content = archive.read("catalogue.db")
    assert b"geheim" not in content
    assert b"anna" in content

    # One of an earlier version of the program, which left them in.
    archived = tmp_path / "old.db"
    archived.write_bytes(content)
    with closing(sqlite3.connect(archived)) as connection, connection:
        for table, row in secrets.items():
            connection.execute(f"INSERT INTO {table} {row}")
    with closing(sqlite3.connect(archived)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with ZipFile(tmp_path / "b.zip") as archive, ZipFile(tmp_path / "early.zip", "w") as early:
        manifest = json.loads(archive.read("manifest.json")) | {"catalogue_size": archived.stat().st_size}
        early.write(archived, "catalogue.db")
        early.writestr("manifest.json", json.dumps(manifest))
    restored(tmp_path / "again", tmp_path / "early.zip")
    assert b"geheim" not in (tmp_path / "again" / "catalogue.db").read_bytes()
    with closing(sqlite3.connect(tmp_path / "again" / "catalogue.db")) as connection:
        for table in secrets:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (1,)


def test_backups_whose_time_is_over_go_after_a_new_one_and_nothing_else_does(
    example: tuple[Path, Path, dict[str, Any]], tmp_path: Path
) -> None:
    def made(name: str, days_ago: int) -> Path:
        with ZipFile(example[1]) as archive, ZipFile(tmp_path / name, "w") as copy:
            for entry in archive.namelist():
                content = archive.read(entry)
                if entry == "manifest.json":
                    at = datetime.now(UTC) - timedelta(days=days_ago)
                    content = json.dumps(json.loads(content) | {"created_at": at.isoformat()}).encode()
                copy.writestr(entry, content)
        return tmp_path / name

    old, recent = made("alt.zip", 31), made("neulich.zip", 29)
    foreign = tmp_path / "urlaub.zip"
    with ZipFile(foreign, "w") as archive:
        archive.writestr("strand.jpg", b"x")
    damaged = tmp_path / "halb.zip"
    damaged.write_bytes(old.read_bytes()[:200])
    for path in (foreign, damaged):
        os.utime(path, (0, 0))
    (tmp_path / "verweis.zip").symlink_to(old)
    target = tmp_path / "neu.zip"
    command = ["backup", str(target), "--data", str(example[0])]
    assert CliRunner().invoke(app, command).exit_code == 0
    assert old.exists(), "nothing goes unless it is asked for"
    ran = CliRunner().invoke(app, [*command, "--keep-days", "30"])
    assert (ran.exit_code, "alt.zip" in ran.stdout) == (0, True)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"neulich.zip", "neu.zip", "urlaub.zip", "halb.zip", "verweis.zip"}
    assert recent.exists()


def test_a_backup_that_fails_deletes_no_earlier_one(example: tuple[Path, Path, dict[str, Any]], tmp_path: Path) -> None:
    shutil.copy(example[1], tmp_path / "alt.zip")
    missing = CliRunner().invoke(app, ["backup", str(tmp_path / "b.zip"), "--data", str(tmp_path), "--keep-days", "1"])
    assert missing.exit_code != 0
    assert (tmp_path / "alt.zip").exists()
