"""deploy/backup-scaled.sh as its unit calls it, on a real PostgreSQL: what it keeps and leaves out, and what goes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr
from sqlalchemy import func, insert, select
from sqlalchemy.engine import make_url

from corpus.copying import OF_THE_MOMENT
from corpus.schema import facts, links, tables
from corpus.settings import Settings
from corpus.snapshot import SECRETS
from corpus.stores import open_catalogue
from scripts.scale.child import Child
from scripts.scale.postgresql import postgresql_program
from tests.conftest import ROOT
from tests.scaled import fresh_database

SCRIPT = ROOT / "deploy" / "backup-scaled.sh"
TODAY = date.today().isoformat()


def settings_for(url: str) -> Settings:
    return Settings.model_validate({"database_url": SecretStr(url), "chroma_url": "http://127.0.0.1:1"})


def back_up(url: str, folder: Path, *given: str) -> None:
    """Call the script for this database, which a file names as /etc/transferlotse/pg_service.conf does."""
    at = make_url(url)
    service = folder / "pg_service.conf"
    said = {"host": at.host, "port": at.port, "dbname": at.database, "user": at.username, "password": at.password}
    service.write_text("[lotse]\n" + "".join(f"{name}={value}\n" for name, value in said.items()))
    program = postgresql_program("pg_dump")
    assert program
    environment = {
        "PATH": f"{Path(program).parent}:{os.environ['PATH']}",
        "PGSERVICEFILE": str(service),
        "PGSERVICE": "lotse",
    }
    done = subprocess.run(
        ["/bin/sh", SCRIPT, str(folder / "backups"), *given],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def restored(dump: Path, url: str) -> dict[str, int]:
    """How many rows each table has in the database, which was empty, once the dump is in it."""
    program = postgresql_program("pg_restore")
    assert program
    subprocess.run([program, "--no-owner", "--exit-on-error", f"--dbname={url}", dump], check=True)
    with psycopg.connect(url) as connection:
        names = [table.name for table in tables.sorted_tables]
        return {name: len(connection.execute(SQL("TABLE {}").format(Identifier(name))).fetchall()) for name in names}


def test_a_backup_holds_the_database_without_what_lets_somebody_in_and_each_file_once(
    tmp_path: Path, postgresql_server: Child
) -> None:
    if shutil.which("rsync") is None:
        pytest.skip("rsync is not installed (Debian: rsync)")
    files, backups = tmp_path / "files", tmp_path / "backups"
    for name in ("ab/abc", "cd/cde", "new/arriving"):
        (files / name).parent.mkdir(parents=True)
        (files / name).write_text(name)
    yesterday = backups / (date.today() - timedelta(days=1)).isoformat()
    old = backups / (date.today() - timedelta(days=31)).isoformat()
    for folder in (yesterday, old):
        shutil.copytree(files / "ab", folder / "files" / "ab")
        (folder / "files" / "gone").write_text("removed since")
    (backups / "bestand-2026-01-01.zip").touch()
    with fresh_database(postgresql_server) as url, fresh_database(postgresql_server) as empty:
        with closing(open_catalogue(settings_for(url))) as catalogue:
            with catalogue.writing() as connection:
                connection.execute(insert(links).values(token_sha256="x", kind="first", expires_at=func.now()))
                connection.execute(insert(facts).values(name="house", value="y"))
            with catalogue.reading() as connection:
                kept = connection.execute(select(func.count()).select_from(facts)).scalar()
        back_up(url, tmp_path, str(files))
        back_up(url, tmp_path, str(files))
        rows = restored(backups / TODAY / "lotse.dump", empty)
    assert rows["links"] == 0
    assert rows["facts"] == kept
    assert {path.name for path in backups.iterdir()} == {TODAY, yesterday.name, "bestand-2026-01-01.zip"}
    copied = backups / TODAY / "files"
    assert sorted(str(path.relative_to(copied)) for path in copied.rglob("*") if path.is_file()) == ["ab/abc", "cd/cde"]
    assert (copied / "ab" / "abc").samefile(yesterday / "files" / "ab" / "abc")
    assert not (copied / "ab" / "abc").samefile(files / "ab" / "abc")
    assert (backups / TODAY / "lotse.dump").stat().st_mode & 0o077 == 0


def test_a_backup_that_fails_leaves_the_older_ones_and_says_so(tmp_path: Path) -> None:
    old = tmp_path / "2020-01-01"
    old.mkdir()
    environment = {"PATH": "/usr/bin:/bin", "PGHOST": str(tmp_path), "PGDATABASE": "lotse"}
    done = subprocess.run(["/bin/sh", SCRIPT, tmp_path], env=environment, capture_output=True, check=False)
    assert done.returncode != 0
    assert done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"2020-01-01", "incomplete"}


@pytest.mark.parametrize("name", ["deploy/backup-scaled.sh", "docs/betrieb.md"])
def test_what_lets_somebody_in_is_left_out_wherever_a_dump_is_made(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    left_out = set(re.findall(r"--exclude-table-data=(\w+)", text))
    assert left_out == SECRETS | {table.name for table in OF_THE_MOMENT}
