"""A house that moves to PostgreSQL and back is the same house, whatever breaks it off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import delete, insert, select, update
from typer.testing import CliRunner

from corpus import copying
from corpus.__main__ import app
from corpus.copying import digest, kept_tables
from corpus.errors import DataFolderBusy, DataFolderUnusable, RefusedInput
from corpus.moving import Progress, move
from corpus.schema import answers, conversations, documents, passages
from corpus.settings import Settings
from corpus.stores import open_catalogue, open_stores
from scripts.scale.child import Child
from tests.scaled import fresh_database

THEN = datetime(2026, 5, 4, 3, 2, 1, 500)


def silent(_step: str, _share: float) -> None:
    pass


@pytest.fixture
def here(house_data: Path, tmp_path: Path) -> Settings:
    """A house in a folder, with documents, and a conversation that holds every kind of character."""
    settings = Settings(data_dir=shutil.copytree(house_data, tmp_path / "here"))
    said = {"title": "Größe „x“ ' % \\ 😀", "searchable": "größe", "created_at": THEN, "updated_at": THEN}
    asked = {"position": 1, "question": "Wie groß?", "filters": {"b": "ß", "a": "ä"}, "state": "running"}
    with closing(open_catalogue(settings)) as catalogue, catalogue.writing() as connection:
        connection.execute(insert(conversations).values(id="c", owner="😀", **said))
        connection.execute(insert(answers).values(id="a", conversation_id="c", searchable="", created_at=THEN, **asked))
    return settings


@pytest.fixture
def there(here: Settings, postgresql_server: Child) -> Iterator[Settings]:
    with fresh_database(postgresql_server) as url:
        yield here.model_copy(update={"database_url": SecretStr(url)})


def digests(settings: Settings) -> dict[str, str]:
    with closing(open_catalogue(settings)) as catalogue:
        return {table.name: digest(catalogue, table) for table in kept_tables()}


def next_passage_id(settings: Settings) -> int:
    with closing(open_catalogue(settings)) as catalogue, catalogue.writing() as connection:
        version = connection.execute(select(documents.c.current_version_id)).scalars().first()
        row = {"ordinal": 9999, "page": 1, "start": 0, "end": 0, "text": "", "headings": [], "table_header": ""}
        new = insert(passages).values(version_id=version, vector=b"", **row).returning(passages.c.id)
        id = int(connection.execute(new).scalar_one())
        connection.execute(delete(passages).where(passages.c.id == id))
        return id


def test_there_and_back_everything_is_the_same_and_no_id_is_given_twice(
    here: Settings, there: Settings, tmp_path: Path
) -> None:
    given = next_passage_id(here)
    moved = move(here, there, silent)
    assert moved.documents == 8
    assert moved.conversations == 1
    assert moved.lost == ()
    assert digests(there) == digests(here)
    assert next_passage_id(there) == given + 1
    back = Settings(data_dir=tmp_path / "back")
    assert move(there, back, silent).files == moved.files == len(list((tmp_path / "back" / "files").glob("*/*")))
    assert digests(back) == digests(here)
    assert next_passage_id(back) == given + 2


def test_broken_off_it_goes_on_where_it_stopped_and_changes_since_go_along(
    here: Settings, there: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BATCH", 20)

    class Broken(Exception):
        pass

    def break_off(at: str) -> Progress:
        def progress(step: str, share: float) -> None:
            if at in step and share >= 0.4:
                raise Broken

        return progress

    for at in ("postings", "pages", "passages"):
        with pytest.raises(Broken):
            move(here, there, break_off(at))
    nobody = there.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with pytest.raises(DataFolderUnusable, match="noch nicht abgeschlossen"), open_stores(nobody):
        pass
    with closing(open_catalogue(here)) as catalogue, catalogue.writing() as connection:
        connection.execute(update(conversations).values(title="Ein anderer Titel"))
        connection.execute(update(documents).values(year=1999))
    steps: list[str] = []
    move(here, there, lambda step, _share: steps.append(step))
    assert digests(there) == digests(here)
    assert any("noch einmal von vorn" in step for step in steps)


def test_nobody_opens_either_house_while_it_moves(here: Settings, there: Settings, tmp_path: Path) -> None:
    move(here, there, silent)
    shared, back = there.model_copy(update={"chroma_url": "http://127.0.0.1:9"}), Settings(data_dir=tmp_path / "back")
    turned_away: list[str] = []

    def come_in(_step: str, _share: float) -> None:
        if not turned_away:
            for settings in (shared, back):
                with pytest.raises(DataFolderBusy) as refusal, open_stores(settings):
                    pass
                turned_away.append(refusal.value.message)

    move(there, back, come_in)
    assert len(turned_away) == 2
    assert "den Bestand für sich" in turned_away[0]


def test_a_target_that_holds_something_else_is_left_alone(here: Settings, there: Settings) -> None:
    with closing(open_catalogue(there)) as catalogue, catalogue.writing() as connection:
        said = {"title": "t", "searchable": "t", "created_at": THEN, "updated_at": THEN}
        connection.execute(insert(conversations).values(id="d", **said))
    before = digests(there)
    with pytest.raises(RefusedInput, match="schon etwas anderes"):
        move(here, there, silent)
    with pytest.raises(RefusedInput, match="dasselbe"):
        move(here, here, silent)
    assert digests(there) == before


def test_the_command_says_what_went_over_and_how_to_go_on(here: Settings, there: Settings) -> None:
    assert there.database_url
    url = there.database_url.get_secret_value()
    done = CliRunner().invoke(app, ["move", "--to", url, "--data", str(here.data_dir)])
    assert done.exit_code == 0, done.output
    assert "8 Dokumente" in done.output
    assert "TRANSFERLOTSE_CHROMA_URL" in done.output
    wrong = CliRunner().invoke(app, ["move", "--to", url.replace("geheim", "falsch"), "--data", str(here.data_dir)])
    assert wrong.exit_code == 1
    assert "Name oder Kennwort" in wrong.output.replace("\n", " ")
    assert "falsch" not in wrong.output
